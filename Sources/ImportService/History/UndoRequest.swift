public import ImportPipeline

/// A request to take back what a run did, or to say what taking it back would do.
public struct UndoRequest: Sendable {
  /// The run's id; its place, `A3`, or its end is enough.
  public var run: String
  /// Which store keeps it.
  public var store: StoreChoice
  /// The package's name or path; `nil` for that of the target, else the one that the store keeps.
  public var package: String?
  /// Whether the run is taken back.
  public var executes: Bool
  /// The name of a production target, given a second time.
  public var confirmedTarget: String?
  /// Which counts may pass a guard.
  public var approvals = Approvals()
  /// Details kept per code, table and field; 0 keeps all.
  public var maximumDetails = 100

  /// An undo of a run.
  public init(of run: String, in store: StoreChoice = StoreChoice(), executes: Bool = false) {
    self.run = run
    self.store = store
    self.executes = executes
  }
}

extension ImportService {
  /// Validates the records of a run and, when asked, takes them back: all or nothing.
  public func undo(_ request: UndoRequest) throws(ServiceFailure) -> ImportReport {
    if request.executes {
      try checkGuards(of: request.store, confirmed: request.confirmedTarget, needsBackup: true)
    }
    let package = try package(request.package, from: request.store)
    let connection = try connection(to: request.store, writes: request.executes)
    let subject = try run(request.run, in: connection)
    let now = now()
    var undo = UndoRun(
      of: subject, package: package, author: surroundings.author, executes: request.executes,
      now: now, runPrefix: RunID.prefix(now), maximumDetails: request.maximumDetails)
    undo.guards = try target(of: request.store)?.policy(now: now) ?? GuardPolicy()
    request.approvals.add(to: &undo.guards)
    return undo.run(in: connection, clock: { self.now() })
  }
}
