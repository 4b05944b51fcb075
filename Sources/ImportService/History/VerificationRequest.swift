public import ImportPipeline

/// A request to compare a store with what its runs wrote down.
public struct VerificationRequest: Sendable {
  /// Which store.
  public var store: StoreChoice
  /// The package's name or path; `nil` for that of the target, else the one that the store keeps.
  public var package: String?
  /// The id of the only run whose ledger is looked at; `nil` for all.
  public var run: String?
  /// How many records tables must have, by machine name.
  public var expectedCounts: [String: Int] = [:]
  /// Details kept per code, table and field; 0 keeps all.
  public var maximumDetails = 100

  /// A verification of a store.
  public init(of store: StoreChoice = StoreChoice()) { self.store = store }
}

extension ImportService {
  /// Compares a store with what its runs wrote down.
  public func verify(_ request: VerificationRequest) throws(ServiceFailure) -> ImportReport {
    let package = try package(request.package, from: request.store)
    for name in request.expectedCounts.keys.sorted() {
      _ = try package.requiredTable(named: name)
    }
    let connection = try connection(to: request.store, writes: false)
    var subject: RunRecord?
    if let id = request.run { subject = try run(id, in: connection) }
    return StoreVerification(
      package, run: subject, expected: request.expectedCounts, now: now(),
      maximumDetails: request.maximumDetails
    ).perform(in: connection, clock: { now() })
  }

  /// Checks the chain of seals over all runs of a store.
  ///
  /// - Parameter head: a seal that was noted earlier.
  /// - Returns: what holds, and whether a run has the seal; `true` when none was noted.
  public func checkChain(
    of choice: StoreChoice, head: String? = nil
  ) throws(ServiceFailure) -> (check: RunChain.Check, hasHead: Bool) {
    let connection = try connection(to: choice, writes: false)
    return try ServiceFailure.asking { () throws(StoreError) in
      try connection.begin(writes: false)
      defer { connection.rollBack() }
      let check = try RunChain.check(in: connection)
      guard let head else { return (check, true) }
      return (check, try RunChain.contains(head.lowercased(), in: connection))
    }
  }
}
