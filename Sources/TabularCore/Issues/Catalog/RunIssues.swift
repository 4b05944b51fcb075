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
      variants: ["children", "parent", "undone", "expired"]),
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

  /// Who holds the lock of a store.
  public enum LockHolder: Sendable {
    /// A run, by a user on a host, since a time.
    case run(run: String, user: String, host: String, time: String)
    /// Another program, on a host.
    case unnamed(host: String)
  }

  /// Another run or program holds the lock of the store.
  public static func runLocked(by holder: LockHolder) -> IssueContent {
    switch holder {
    case .run(let run, let user, let host, let time):
      IssueContent("run.locked", "", ["run": run, "user": user, "host": host, "time": time])
    case .unnamed(let host):
      IssueContent(
        "run.locked", "unnamed",
        [
          "run": "unknown", "user": "another program", "host": host, "time": "an unknown time",
        ])
    }
  }

  /// The lock of a run was taken over whose process is gone.
  public static func runLockTakenOver(run: String) -> IssueContent {
    IssueContent("run.lock-taken-over", "", ["run": run])
  }

  /// Why an unfinished run is in the way.
  public enum UnfinishedRun: Sendable {
    /// It stopped after `count` of `total` rows.
    case stopped(count: Int, total: Int)
    /// The file is none that it read.
    case other(file: String)
  }

  /// A run is unfinished.
  public static func runUnfinished(_ how: UnfinishedRun, run: String) -> IssueContent {
    switch how {
    case .stopped(let count, let total):
      IssueContent("run.unfinished", "", ["run": run, "count": count, "total": total])
    case .other(let file): IssueContent("run.unfinished", "other", ["file": file, "run": run])
    }
  }

  /// A run stopped after so many errors.
  public static func runTooManyErrors(count: Int) -> IssueContent {
    IssueContent("run.too-many-errors", "", ["count": count])
  }

  /// A run was interrupted; `run` is the one that can be resumed.
  public static func runInterrupted(resumable run: String?) -> IssueContent {
    IssueContent("run.interrupted", run == nil ? "" : "resumable", ["run": run])
  }

  /// What an undo keeps.
  public enum KeptByUndo: Sendable {
    /// A record that was changed after the run.
    case edited(NamedRecord, run: String)
    /// So many records that are not stored any more.
    case gone(count: Int, records: String, run: String)
    /// A record whose key or unique value another one has.
    case taken(NamedRecord, run: String)
    /// A record that others refer to, told by their noun.
    case needed(NamedRecord, run: String, children: String)
    /// A secret, which cannot be put back.
    case secret(NamedRecord, field: String)
  }

  /// An undo keeps something.
  public static func runUndoKept(_ what: KeptByUndo) -> IssueContent {
    let code: IssueCode = "run.undo-kept"
    return switch what {
    case .edited(let record, let run):
      IssueContent(code, "", ["record": record.record, "key": record.key, "run": run])
    case .gone(let count, let records, let run):
      IssueContent(code, "gone", ["count": count, "records": records, "run": run])
    case .taken(let record, let run):
      IssueContent(code, "taken", ["record": record.record, "key": record.key, "run": run])
    case .needed(let record, let run, let children):
      IssueContent(
        code, "needed",
        [
          "record": record.record, "key": record.key, "run": run, "children": children,
          "parent": children,
        ])
    case .secret(let record, let field):
      IssueContent(
        code, "secret", ["field": field, "record": record.record, "key": record.key])
    }
  }

  /// What stands in the way of an undo.
  public enum UndoObstacle: Sendable {
    /// The run `first`, which changed `count` of the records later.
    case later(first: String, count: Int)
    /// Records that the run did not make refer to one that it made. A table of the package is told as
    /// `parent`, too.
    case children(NamedRecord, children: String, parent: String?)
    /// The record referred to one that is not stored any more.
    case parent(NamedRecord, parent: String)
    /// The run `first` removed what is needed for it, as its time was over.
    case expired(by: String)
  }

  /// A run cannot be undone.
  public static func runUndoRefused(_ obstacle: UndoObstacle, run: String) -> IssueContent {
    let code: IssueCode = "run.undo-refused"
    return switch obstacle {
    case .later(let first, let count):
      IssueContent(code, "", ["first": first, "count": count, "run": run])
    case .children(let record, let children, let parent):
      IssueContent(
        code, "children",
        [
          "record": record.record, "key": record.key, "run": run, "children": children,
          "parent": parent,
        ])
    case .parent(let record, let parent):
      IssueContent(
        code, "parent",
        [
          "record": record.record, "key": record.key, "run": run, "children": parent,
          "parent": parent,
        ])
    case .expired(let by): IssueContent(code, "expired", ["first": by, "run": run])
    }
  }

  /// When a file cannot be written.
  public enum WriteFailure: Sendable {
    /// Before anything was written.
    case before
    /// After a run wrote its records.
    case written(run: String)
    /// After a run wrote its records: nobody read the file to its end.
    case writtenUnread(run: String)
  }

  /// A file cannot be written; where a run's records were not written, its id may be known.
  public static func emitWriteFailed(
    _ failure: WriteFailure, file: String, reason: String, run: String? = nil
  ) -> IssueContent {
    let code: IssueCode = "emit.write-failed"
    return switch failure {
    case .before: IssueContent(code, "", ["file": file, "reason": reason, "run": run])
    case .written(let run):
      IssueContent(code, "written", ["file": file, "reason": reason, "run": run])
    case .writtenUnread(let run):
      IssueContent(code, "written-unread", ["file": file, "reason": reason, "run": run])
    }
  }
}
