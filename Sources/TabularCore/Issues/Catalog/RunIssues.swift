extension IssueCatalog {
  /// Issues of the run itself.
  static let runIssues: [IssueDefinition] = [
    IssueDefinition(
      "run.locked", .error, level: 1, when: "another live run holds the target's lock",
      variants: ["unnamed"]),
    IssueDefinition(
      "run.lock-taken-over", .warning,
      when: "the lock's heartbeat is older than 5 minutes and its process is gone"),
    IssueDefinition(
      "run.unfinished", .error, level: 1,
      when: "an earlier run on the target is neither committed, undone nor abandoned",
      variants: ["other"]),
    IssueDefinition(
      "run.too-many-errors", .error,
      when: "--max-errors N reached; totals are partial and marked so"),
    IssueDefinition(
      "run.interrupted", .error, when: "a signal ended the run", variants: ["resumable"]),
    IssueDefinition(
      "run.undo-kept", .warning, when: "undo leaves a record that changed since",
      variants: ["gone", "taken", "needed", "secret"]),
    IssueDefinition(
      "run.undo-refused", .error, when: "later runs or children depend on the run's records",
      variants: ["children", "parent", "undone"]),
    IssueDefinition(
      "run.internal", .error, when: "the ledger does not add up, or an unexpected condition",
      variants: ["ledger", "reason"]),
  ]

  /// Issues of output to files and other systems.
  static let emitIssues: [IssueDefinition] = [
    IssueDefinition(
      "emit.write-failed", .error,
      when: "an output file (dump, plan, report, workbook) cannot be written",
      variants: ["written", "written-unread"])
  ]
}

// MARK: Contents

extension IssueContent {
  /// Where the program fails.
  public enum InternalFailure: Sendable {
    /// The counts of a table do not add up.
    case ledger(table: String, count: Int)
    /// Anywhere else, with the reason.
    case other(reason: String)
  }

  /// The program itself fails.
  public static func runInternal(_ failure: InternalFailure) -> IssueContent {
    switch failure {
    case .ledger(let table, let count):
      IssueContent("run.internal", "ledger", ["table": table, "count": count])
    case .other(let reason): IssueContent("run.internal", "reason", ["reason": reason])
    }
  }
}
