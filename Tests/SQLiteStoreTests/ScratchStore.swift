import Foundation
import GRDB
import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
import Testing

/// A store in a folder of its own, with what tests do again and again.
final class ScratchStore {
  let folder: URL
  let package: DataPackage
  var path: String { folder.appendingPathComponent("store.sqlite").path }

  init(_ package: DataPackage = StorePackage.package) throws {
    self.package = package
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("registrar-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The names of the files in the folder.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// The store's bytes.
  func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  /// A store that is open.
  func opened(writes: Bool) throws -> SQLiteStore {
    let store = SQLiteStore(path: path)
    try store.open(package: package, writes: writes, now: StorePackage.now)
    return store
  }

  /// Runs a statement on the file beside the store.
  func execute(_ sql: String, checksReferences: Bool = true) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = checksReferences
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  /// Asks the file beside the store: rows as texts joined by a bar.
  func ask(_ sql: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { value in
          value.isNull ? "-" : String.fromDatabaseValue(value) ?? value.description
        }.joined(separator: "|")
      }
    }
  }

  /// A run's record.
  static func run(_ id: String = "20270306-0914-A3") -> RunRecord {
    RunRecord(
      id: id, operatorName: "mlee", host: "ops1", toolVersion: "1.0", package: "towns",
      packageHash: "aa11", zoneData: "2026c", optionsJSON: "{}", target: "sqlite:store.sqlite",
      startedAt: StorePackage.now, finishedAt: StorePackage.now, outcome: "clean",
      ledgerJSON: "[]",
      files: [RunRecord.File(name: "towns.xlsx", sha256: "00ff", byteCount: 12)])
  }

  /// Creates records of tables in one run.
  @discardableResult
  func fill(
    _ rows: [(table: String, rows: [[FieldValue]])], id: String = "20270306-0900-A0"
  ) throws -> [String: MergeCounts] {
    let store = try opened(writes: true)
    for (table, rows) in rows {
      try store.stage(
        rows.enumerated().map {
          StagedRecord(ordinal: $0, operation: .create, values: $1)
        }, of: StorePackage.table(table))
    }
    let counts = try store.merge(
      rows.map { StorePackage.table($0.table) }, run: Self.run(id))
    try store.commit()
    return counts
  }

  /// One record of every table, and two of some.
  static let sample: [(table: String, rows: [[FieldValue]])] = [
    (
      "places",
      [
        [
          text("TOR"), text("Toronto Île"), .real(43.64869), .integer(1), texts("lift", "parking"),
          text("active"),
        ],
        [text("OTT"), text("Ottawa"), .null, .integer(0), .null, text("active")],
      ]
    ),
    (
      "halls",
      [
        [text("TOR-A"), text("TOR"), text("North"), .integer(120)],
        [text("OTT-A"), text("OTT"), text("North"), .integer(80)],
      ]
    ),
    (
      "rooms",
      [
        [text("TOR-A"), text("R1"), text("2")],
        [text("OTT-A"), text("R1"), .null],
      ]
    ),
    (
      "topics",
      [
        [text("LAW-1"), text("LAW")],
        [text("LAW"), .null],
      ]
    ),
    (
      "people",
      [
        [text("mlee"), text("m@example.org"), .secret("c2VhbGVk")],
        [text("troy"), text("t@example.org"), .null],
      ]
    ),
    (
      "meetings",
      [
        [text("M1"), texts("LAW-1", "LAW"), text("OTT-A"), text("R1"), morning, .integer(7500)]
      ]
    ),
    (
      "duties",
      [
        [text("M1"), text("mlee"), text("m@example.org"), text("lead"), text("R1")],
        [text("M1"), text("troy"), .null, text("helper"), .null],
      ]
    ),
  ]
}

/// The error that a body throws.
func storeError(_ body: () throws -> Void) -> StoreError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StoreError
  }
}
