public import ImportPipeline
public import TabularCore

/// Why the service did not do what it was asked to, before there was a report that says so.
public enum ServiceFailure: Error, Sendable {
  /// The request does not make sense.
  case request(RequestProblem)
  /// The package or the project file has mistakes, all of which are told.
  case faulty([Issue])
  /// A guard of the target refused.
  case refused(Issue)
  /// The store or a backup of it failed.
  case store(StoreError)
  /// A file cannot be written.
  case unwritable(Issue)

  /// The outcome that a run has which ends like this.
  public var outcome: RunOutcome {
    switch self {
    case .request: .usage
    case .faulty: .unreadable
    case .refused: .guarded
    case .store(let error) where error.code.area == "guard": .guarded
    case .unwritable: .storeFailedRolledBack
    case .store(let error): error.code == "run.locked" ? .locked : .storeFailedRolledBack
    }
  }

  /// Whether the same request may succeed when it is made again.
  public var isTransient: Bool {
    if case .store(let error) = self { error.isTransient } else { false }
  }

  /// What is to be told, with the places that are known; none of a request that does not make sense.
  public var issues: [Issue] {
    switch self {
    case .request: []
    case .faulty(let issues): issues
    case .refused(let issue), .unwritable(let issue): [issue]
    case .store(let error):
      [Issue(error.content, at: IssueLocation(.run))]
    }
  }

  /// A refusal by a guard.
  static func refused(_ content: IssueContent) -> ServiceFailure {
    .refused(Issue(content, at: IssueLocation(.run)))
  }

  /// Asks a store; its errors are failures of the service.
  public static func asking<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(ServiceFailure) -> Result {
    do throws(StoreError) {
      return try body()
    } catch {
      throw .store(error)
    }
  }
}
