// Contents of issues about plans; the definition of their code stands with the other guards.

extension IssueContent {
  /// What is unlike a plan before a row is read.
  public enum PlanMismatch: Sendable {
    /// A file of it was changed.
    case file(file: String)
    /// A file of it is not given.
    case fileMissing(file: String)
    /// A file is given that it does not have.
    case fileAdded(file: String)
    /// The package was changed.
    case package(package: String)
    /// The target is another.
    case target(expected: String, found: String)
    /// The target has another store.
    case store(target: String)
    /// An option is another.
    case options(option: String)
    /// So many records were changed.
    case records(count: Int)
    /// Its file is damaged.
    case damaged(file: String)
  }

  /// What was changed of a stored record since a plan was made.
  public enum PlanDrift: Sendable {
    /// A value; `found` is the one it has now.
    case value(field: String, found: ShownText)
    /// A value, which is empty now.
    case cleared(field: String, found: ShownText)
    /// It was made.
    case made
    /// It was deleted.
    case gone
    /// It is not what the plan expects, in another way.
    case unlike
  }

  /// Why a file is no plan.
  public enum PlanFileFault: String, Sendable, CaseIterable {
    /// It is none of this release.
    case foreign
    /// It was cut off or changed.
    case damaged
  }

  /// A file is no plan.
  public static func guardPlanStale(_ fault: PlanFileFault, file: String) -> IssueContent {
    IssueContent("guard.plan-stale", fault.rawValue, ["file": file])
  }

  /// A run is not what its plan was made for.
  public static func guardPlanStale(_ mismatch: PlanMismatch, plan: String) -> IssueContent {
    let code: IssueCode = "guard.plan-stale"
    return switch mismatch {
    case .file(let file): IssueContent(code, "file", ["file": file, "plan": plan])
    case .fileMissing(let file): IssueContent(code, "file-missing", ["file": file, "plan": plan])
    case .fileAdded(let file): IssueContent(code, "file-added", ["file": file, "plan": plan])
    case .package(let package): IssueContent(code, "package", ["package": package, "plan": plan])
    case .target(let expected, let found):
      IssueContent(code, "target", ["expected": expected, "found": found, "plan": plan])
    case .store(let target): IssueContent(code, "store", ["target": target, "plan": plan])
    case .options(let option): IssueContent(code, "options", ["option": option, "plan": plan])
    case .records(let count): IssueContent(code, "", ["count": count, "plan": plan])
    case .damaged(let file): IssueContent(code, "damaged", ["file": file, "plan": plan])
    }
  }

  /// A stored record was changed since a plan was made: by the run `run`, if `isByRun`, else outside of
  /// the tool.
  public static func guardPlanStale(
    _ drift: PlanDrift, run: String, isByRun: Bool, key: String, plan: String
  ) -> IssueContent {
    let code: IssueCode = "guard.plan-stale"
    return switch drift {
    case .value(let field, let found):
      IssueContent(
        code, isByRun ? "value-run" : "value",
        ["field": field, "found": found, "run": run, "key": key, "plan": plan])
    case .cleared(let field, let found):
      IssueContent(
        code, isByRun ? "cleared-run" : "cleared",
        ["field": field, "found": found, "run": run, "key": key, "plan": plan])
    case .made:
      IssueContent(
        code, isByRun ? "made-run" : "made", ["run": run, "key": key, "plan": plan])
    case .gone: IssueContent(code, "gone", ["run": run, "key": key, "plan": plan])
    case .unlike: IssueContent(code, "unlike", ["run": run, "key": key, "plan": plan])
    }
  }
}
