import Foundation
import ImportPipeline
import Schemas
import StoreTesting
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
  private let disk: SmallDisk?
  /// The server when it is not the one that tests share.
  let server: PostgresServer?
  private static let package: DataPackage? =
    (try? Repository.path(of: "Schemas/exam-platform")).flatMap {
      try? PackageLoader.load(path: $0)
    }

  static let files = ["locations.csv", "venues.csv"]

  /// A bench.
  ///
  /// - Parameters:
  ///   - disk: where the store lies, when it is not the usual disk; records have a kilobyte and more
  ///     there.
  ///   - hasOwnServer: whether the server will be stopped.
  init(_ kind: StoreKind, on disk: SmallDisk? = nil, hasOwnServer: Bool = false) throws {
    self.kind = kind
    self.disk = disk
    let package = try #require(Self.package)
    // A server whose disk goes away cannot be used for anything else.
    server = kind == .postgresql && (disk != nil || hasOwnServer) ? try PostgresServer() : nil
    store = try StoreUnderTest(kind, package, on: disk, of: server)
    tool = try ToolProcess(store: store.place)
    try Self.fill(tool, isWide: disk != nil)
    before = try StoreDigest(of: store.connection())
    baseline = kind == .sqlite ? try Data(contentsOf: URL(fileURLWithPath: store.place)) : nil
    try Self.write(tool, isWide: disk != nil)
    #expect(try tool.execute(Self.files).status == 0)
    after = try StoreDigest(of: store.connection())
    try #require(before != after)
    try reset()
  }

  /// What the store holds now; when a server still works for a process that was killed, once it is
  /// done.
  func digest() throws -> StoreDigest {
    if kind == .postgresql {
      // The lock of a run's transaction (`RunLock`), which ends with it.
      try store.ask("SELECT pg_advisory_xact_lock(1380930388, hashtext(current_schema()))")
    }
    return try StoreDigest(of: store.connection())
  }

  /// Lets the next run have the ids that a broken-off one asked for: a server gives no id out twice,
  /// also when the run that asked is rolled back, and ids are part of what is compared.
  func giveIdsBack() throws {
    guard kind == .postgresql else { return }
    try store.ask(
      """
      DO $$
      DECLARE id record;
      BEGIN
        FOR id IN
          SELECT d.objid::regclass AS sequence, d.refobjid::regclass AS place, a.attname
          FROM pg_depend AS d
          JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
          JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_class'::regclass
            AND s.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
        LOOP
          EXECUTE format(
            'SELECT setval(%L, (SELECT coalesce(max(%I), 0) + 1 FROM %s), false)',
            id.sequence, id.attname, id.place);
        END LOOP;
      END $$
      """)
  }

  /// Puts the store back to what it was before the import.
  func reset() throws {
    if let baseline {
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: store.place + suffix)
      }
      try baseline.write(to: URL(fileURLWithPath: store.place))
    } else {
      store = try StoreUnderTest(kind, try #require(Self.package), on: disk, of: server)
      tool = try ToolProcess(store: store.place)
      try Self.fill(tool, isWide: disk != nil)
    }
    try Self.write(tool, isWide: disk != nil)
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
    try giveIdsBack()
    let result = try tool.execute(Self.files)
    #expect(
      result.status == 0, "\(what): \(result.output)\(result.errors)",
      sourceLocation: sourceLocation)
    #expect(try digest() == after, "\(what): not as after", sourceLocation: sourceLocation)
    #expect(try tool.run(["audit", "verify"]).status == 0, sourceLocation: sourceLocation)
  }

  /// A text that no compression makes much shorter; nothing for records that are not wide.
  static func description(_ seed: Int, _ isWide: Bool) -> String {
    guard isWide else { return "" }
    var generator = SeededGenerator(seed: UInt64(seed))
    return (0..<75).map { _ in String(generator.next(), radix: 36) }.joined(separator: " ")
  }

  private static func fill(_ tool: ToolProcess, isWide: Bool) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,description\n"
        + (1...9).map {
          "TOR-0\($0),Old \($0),America/Toronto,virtual,\(description($0, isWide))\n"
        }.joined())
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats\n"
        + (1...9).map { "TOR-0\($0)-V,TOR-0\($0),Hall \($0),40\n" }.joined())
    let result = try tool.execute(files)
    try #require(result.status == 0, "\(result.output)\(result.errors)")
  }

  /// The import: creates, updates and deletes in two tables.
  private static func write(_ tool: ToolProcess, isWide: Bool) throws {
    func row(_ number: Int, _ code: String, _ name: String) -> String {
      "TOR-\(code),\(name) \(number),America/Toronto,virtual,"
        + "\(description(number + 100, isWide)),\n"
    }
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,description,action\n"
        + (1...5).map { row($0, "0\($0)", "New") }.joined()
        + (10...39).map { row($0, "\($0)", "Fresh") }.joined())
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats,description,action\n"
        + (1...3).map { "TOR-0\($0)-V,TOR-0\($0),Hall \($0),5\($0),,\n" }.joined()
        + (4...6).map { "TOR-0\($0)-V,,,,,delete\n" }.joined()
        + (10...39).map {
          "TOR-\($0)-V,TOR-\($0),Hall \($0),40,\(description($0, isWide)),\n"
        }.joined())
  }
}
