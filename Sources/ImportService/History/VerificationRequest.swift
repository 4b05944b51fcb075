public import ImportPipeline
public import Schemas
import TabularCore

/// A request to compare a store with what its runs wrote down.
public struct VerificationRequest: Sendable {
  /// Which store.
  public var store: StoreChoice
  /// The package's name or path; `nil` for that of the target, else the one that the store keeps.
  public var package: String?
  /// The id of the only run whose ledger is looked at; `nil` for all.
  public var run: String?
  /// How many records there must be.
  public var expected: [CountExpectation] = []
  /// A file with further expectations, in the columns `table`, `field`, `value` or `pattern`, and `count`
  /// or `min` and `max`; `nil` for none.
  public var criteria: String?
  /// Files whose rows must be in the store with their values.
  public var sources: [String] = []
  /// Details kept per code, table and field; 0 keeps all.
  public var maximumDetails = 100

  /// A verification of a store.
  public init(of store: StoreChoice = StoreChoice()) { self.store = store }
}

extension ImportService {
  /// Compares a store with what its runs wrote down.
  public func verify(_ request: VerificationRequest) throws(ServiceFailure) -> ImportReport {
    let package = try package(request.package, from: request.store)
    let expected = try expectations(of: request, package)
    let connection = try connection(to: request.store, writes: false)
    var subject: RunRecord?
    if let id = request.run { subject = try run(id, in: connection) }
    var report = StoreVerification(
      package, run: subject, expected: expected, now: now(),
      maximumDetails: request.maximumDetails
    ).perform(in: connection, clock: { now() })
    if !request.sources.isEmpty {
      try SourceVerification(service: self, package: package, choice: request.store)
        .check(request.sources, &report)
    }
    noteAccess(
      "verify", to: request.store,
      tables: Dictionary(report.ledger.map { ($0.table, $0.read) }, uniquingKeysWith: max))
    return report
  }

  /// How many records of a table have each value of a field, in the order of the values.
  public func counts(
    of choice: StoreChoice, package: DataPackage, table: String, by field: String
  ) throws(ServiceFailure) -> [(value: String, count: Int)] {
    let schema = try package.requiredTable(spelled: table)
    try requireField(field, of: schema)
    let connection = try connection(to: choice, writes: false)
    var counts: [(value: String, count: Int)] = []
    try ServiceFailure.asking { () throws(StoreError) in
      try CountVerification(connection, package, schema).forEachCount(by: field) {
        counts.append(($0, $1))
      }
    }
    noteAccess(
      "verify", to: choice, tables: [schema.name: counts.reduce(0) { $0 + $1.count }])
    return counts
  }

  /// The expectations of a request with those of its file.
  private func expectations(
    of request: VerificationRequest, _ package: DataPackage
  ) throws(ServiceFailure) -> [CountExpectation] {
    var expected = request.expected
    if let path = request.criteria {
      let file = DecisionReader(path: path, table: .criteria, limits: Limits(), now: now())
        .criteria()
      guard !file.issues.contains(where: { $0.severity == .error }) else {
        throw .faulty(file.issues)
      }
      expected += file.decisions
    }
    for expectation in expected {
      let schema = try package.requiredTable(named: expectation.table)
      if !expectation.field.isEmpty { try requireField(expectation.field, of: schema) }
    }
    return expected
  }

  /// Refuses a field that the table does not have, and one whose values cannot be counted.
  private func requireField(
    _ name: String, of schema: TableSchema
  ) throws(ServiceFailure) {
    let fields = schema.fields.filter { field in
      if case .list = field.store { return false }
      return !field.isTransient && field.type.definition.storage != .sealed
    }.map(\.name)
    guard !fields.contains(name) else { return }
    throw .request(.unknownField(name, table: schema.name, fields: fields))
  }

  /// Checks the chain of seals over all runs of a store.
  ///
  /// - Parameter head: a seal that was noted earlier.
  /// - Returns: what holds, and whether a run or an access has the seal; `true` when none was noted.
  public func checkChain(
    of choice: StoreChoice, head: String? = nil
  ) throws(ServiceFailure) -> (check: RunChain.Check, hasHead: Bool) {
    let connection = try connection(to: choice, writes: false)
    return try ServiceFailure.asking { () throws(StoreError) in
      try connection.begin(writes: false)
      defer { connection.rollBack() }
      let check = try RunChain.check(in: connection)
      guard let head else { return (check, true) }
      let seal = head.lowercased()
      let isKnown = try RunChain.contains(seal, in: connection)
      let isAccess = try AccessLog.contains(seal, in: connection)
      return (check, isKnown || isAccess)
    }
  }
}
