extension IssueCatalog {
  /// Issues of migrations before a phase begins: the order of phases, and what people have to tick.
  static let migrationGuardIssues: [IssueDefinition] = [
    IssueDefinition(
      "guard.phase-order", .error,
      when:
        "a phase of a migration is run before another, a second time, or while one is unfinished",
      variants: ["unfinished", "done"]),
    IssueDefinition(
      "guard.checklist-open", .error,
      when: "a phase is run while nobody has ticked an item that it requires"),
  ]

  /// Issues of migrations while a phase runs: what its commands and checks say.
  static let migrationRunIssues: [IssueDefinition] = [
    IssueDefinition(
      "run.hook-failed", .error, when: "a command of a phase fails, or takes too long",
      variants: ["timeout", "signal", "not-started", "cancelled"]),
    IssueDefinition(
      "run.check-failed", .error, when: "a check of a phase does not hold",
      variants: ["rows", "refused", "tables"]),
  ]
}

// MARK: Contents

extension IssueContent {
  /// Why a phase may not run now.
  public enum PhaseObstacle: Sendable {
    /// A phase on which it depends is not done.
    case dependency(first: String)
    /// A round of a phase is unfinished.
    case unfinished(first: String, round: Int)
    /// It was meant to run once, and did.
    case done
  }

  /// A phase is not run in its order.
  public static func guardPhaseOrder(_ why: PhaseObstacle, phase: String) -> IssueContent {
    let code: IssueCode = "guard.phase-order"
    return switch why {
    case .dependency(let first): IssueContent(code, "", ["phase": phase, "first": first])
    case .unfinished(let first, let round):
      IssueContent(code, "unfinished", ["phase": phase, "first": first, "count": round])
    case .done: IssueContent(code, "done", ["phase": phase])
    }
  }

  /// Items of checklists are not ticked.
  ///
  /// - Parameter items: their names, quoted.
  public static func guardChecklistOpen(
    items: String, count: Int, phase: String
  ) -> IssueContent {
    IssueContent("guard.checklist-open", "", ["phase": phase, "count": count, "items": items])
  }

  /// How a command of a phase failed.
  public enum HookFailure: Sendable {
    /// With a status other than 0.
    case status(Int)
    /// It was ended when its time was over.
    case timeout(seconds: Int)
    /// By a signal.
    case signal(Int)
    /// It did not begin.
    case notStarted(reason: String)
    /// It was ended with the whole run.
    case cancelled
  }

  /// A command of a phase failed.
  public static func runHookFailed(_ how: HookFailure, hook: String) -> IssueContent {
    let code: IssueCode = "run.hook-failed"
    return switch how {
    case .status(let status): IssueContent(code, "", ["hook": hook, "status": status])
    case .timeout(let seconds): IssueContent(code, "timeout", ["hook": hook, "seconds": seconds])
    case .signal(let number): IssueContent(code, "signal", ["hook": hook, "status": number])
    case .notStarted(let reason):
      IssueContent(code, "not-started", ["hook": hook, "reason": reason])
    case .cancelled: IssueContent(code, "cancelled", ["hook": hook])
    }
  }

  /// Why a check does not hold.
  public enum FailedCheck: Sendable {
    /// Another number than expected.
    case number(check: String, expected: String, count: Int)
    /// A query that must return nothing returned rows.
    case rows(check: String, count: Int)
    /// The store refused the question.
    case refused(check: String, reason: String)
    /// The plan touches a table that is not one of the phase's.
    case tables(phase: String, table: String)
  }

  /// A check of a phase does not hold.
  public static func runCheckFailed(_ why: FailedCheck) -> IssueContent {
    let code: IssueCode = "run.check-failed"
    return switch why {
    case .number(let check, let expected, let count):
      IssueContent(code, "", ["check": check, "expected": expected, "count": count])
    case .rows(let check, let count):
      IssueContent(code, "rows", ["check": check, "count": count])
    case .refused(let check, let reason):
      IssueContent(code, "refused", ["check": check, "reason": reason])
    case .tables(let phase, let table):
      IssueContent(code, "tables", ["phase": phase, "table": table])
    }
  }
}
