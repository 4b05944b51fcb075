import Foundation
import ImportPipeline
import Schemas
import TestSupport
import Testing

/// A store with records, an import that changes it in every way, and what the store holds before and
/// after that import.
final class FaultBench {
  let kind: StoreKind
  private(set) var store: StoreUnderTest
  private(set) var tool: ToolProcess
  let before: StoreDigest
  let after: StoreDigest
  private let baseline: Data?
  private static let package: DataPackage? =
    (try? Repository.path(of: "Schemas/exam-platform")).flatMap {
      try? PackageLoader.load(path: $0)
    }

  static let files = ["locations.csv", "venues.csv"]

  init(_ kind: StoreKind) throws {
    self.kind = kind
    let package = try #require(Self.package)
    store = try StoreUnderTest(kind, package)
    tool = try ToolProcess(store: store.place)
    try Self.fill(tool)
    before = try StoreDigest(of: store.connection())
    baseline = kind == .sqlite ? try Data(contentsOf: URL(fileURLWithPath: store.place)) : nil
    try Self.write(tool)
    #expect(try tool.execute(Self.files).status == 0)
    after = try StoreDigest(of: store.connection())
    try #require(before != after)
    try reset()
  }

  /// What the store holds now.
  func digest() throws -> StoreDigest { try StoreDigest(of: store.connection()) }

  /// Puts the store back to what it was before the import.
  func reset() throws {
    if let baseline {
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: store.place + suffix)
      }
      try baseline.write(to: URL(fileURLWithPath: store.place))
    } else {
      store = try StoreUnderTest(kind, try #require(Self.package))
      tool = try ToolProcess(store: store.place)
      try Self.fill(tool)
    }
    try Self.write(tool)
  }

  /// The law: the store is as before or as after, the run is listed when it is as after, the chain
  /// holds, and the same import then leaves the store as after.
  @discardableResult
  func check(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let found = try digest()
    let isAfter = found == after
    #expect(
      isAfter || found == before, "\(what): neither before nor after",
      sourceLocation: sourceLocation)
    let runs = try tool.run(["runs"]).output
    #expect(
      runs.contains("-A2") == isAfter, "\(what): the list of runs tells otherwise",
      sourceLocation: sourceLocation)
    return isAfter
  }

  /// The next command works: the import that was broken off, once more.
  func checkNext(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try tool.execute(Self.files)
    #expect(
      result.status == 0, "\(what): \(result.output)\(result.errors)",
      sourceLocation: sourceLocation)
    // A server gives no id out twice, also when the run that asked for it is rolled back.
    let found = try digest()
    #expect(
      kind == .sqlite
        ? found == after : found.tables.map(\.count) == after.tables.map(\.count),
      "\(what): not as after", sourceLocation: sourceLocation)
    #expect(try tool.run(["audit", "verify"]).status == 0, sourceLocation: sourceLocation)
  }

  private static func fill(_ tool: ToolProcess) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + (1...9).map { "TOR-0\($0),Old \($0),America/Toronto,virtual\n" }.joined())
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats\n"
        + (1...9).map { "TOR-0\($0)-V,TOR-0\($0),Hall \($0),40\n" }.joined())
    let result = try tool.execute(files)
    try #require(result.status == 0, "\(result.output)\(result.errors)")
  }

  /// The import: creates, updates and deletes in two tables.
  private static func write(_ tool: ToolProcess) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,action\n"
        + (1...5).map { "TOR-0\($0),New \($0),America/Toronto,virtual,\n" }.joined()
        + (10...39).map { "TOR-\($0),Fresh \($0),America/Toronto,virtual,\n" }.joined())
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats,action\n"
        + (1...3).map { "TOR-0\($0)-V,TOR-0\($0),Hall \($0),5\($0),\n" }.joined()
        + (4...6).map { "TOR-0\($0)-V,,,,delete\n" }.joined()
        + (10...39).map { "TOR-\($0)-V,TOR-\($0),Hall \($0),40,\n" }.joined())
  }
}
