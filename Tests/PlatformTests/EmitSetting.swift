import Foundation
import GRDB
import TestSupport
import Testing

/// A store with the example season, and the built binary that emits from it.
struct EmitSetting {
  let scratch: ScratchFolder
  private let binary: String
  private let variables: [String: String]

  /// The store's location.
  var store: String { "sqlite:" + scratch.path(of: "season.sqlite") }
  /// The location of the journal of what is sent from files.
  var journal: String { "sqlite:" + scratch.path(of: "journal.sqlite") }
  /// The files of the season.
  let files: [String]

  /// Imports the example season.
  init() throws {
    scratch = try ScratchFolder()
    binary = try Self.findBinary()
    variables = [
      "HOME": scratch.path, "REGISTRAR_SCHEMAS": try Repository.path(of: "Schemas"),
      "DATABASE_URL": "", "LANG": "C.UTF-8",
      // The example season lies in the future of this day.
      "REGISTRAR_NOW": "2026-11-20T12:00:00Z",
    ]
    let folder = try Repository.path(of: "Templates/exam-platform/examples/clean")
    files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".xlsx") }.map { folder + "/" + $0 }
    let run = try ProgramRun.bounded(
      [binary, "import", "--execute", "--quiet", "--store", store] + files, in: scratch,
      environment: variables)
    try #require(run.status == 0, "\(run.output)\(run.errors)")
  }

  private static func findBinary() throws -> String {
    if let named = ProcessInfo.processInfo.environment["REGISTRAR_BINARY"], !named.isEmpty {
      return named
    }
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own).deletingLastPathComponent()
      .appendingPathComponent("registrar").path
  }

  /// Runs the tool.
  func registrar(
    _ arguments: [String], _ facts: [String: String] = [:], killAfter: Double? = nil
  ) throws -> ProgramRun {
    try ProgramRun.bounded(
      [binary] + arguments, in: scratch, environment: variables.merging(facts) { $1 },
      seconds: 300, killAfter: killAfter)
  }

  /// Imports a file of changes.
  func importFile(_ name: String, _ text: String) throws {
    let run = try registrar([
      "import", "--execute", "--quiet", "--store", store, try scratch.write(name, text),
    ])
    try #require(run.status == 0, "\(run.output)\(run.errors)")
  }

  /// A shipped profile, with less time to settle than a server far away needs.
  func profile(_ name: String) throws -> String {
    let text = try String(
      contentsOfFile: Repository.path(of: "Schemas/emit/\(name).json"), encoding: .utf8)
    return try scratch.write(
      "\(name).json",
      text.replacing("\"settleSeconds\": 3", with: "\"settleSeconds\": 1")
        .replacing("\"$schema\": \"../", with: "\"$schema\": \""))
  }

  /// A copy of the store beside it, and back: a new beginning costs no import.
  func keepStore() throws {
    try FileManager.default.copyItem(
      atPath: scratch.path(of: "season.sqlite"), toPath: scratch.path(of: "kept.sqlite"))
  }

  func restoreStore() throws {
    let journal = ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"]
    for name in ["season.sqlite", "season.sqlite-wal", "season.sqlite-shm"] + journal {
      try? FileManager.default.removeItem(atPath: scratch.path(of: name))
    }
    try FileManager.default.copyItem(
      atPath: scratch.path(of: "kept.sqlite"), toPath: scratch.path(of: "season.sqlite"))
  }

  /// Texts of a query on the store, the columns joined by `|`, sorted.
  func stored(_ sql: String) throws -> [String] {
    try lines(of: sql, in: scratch.path(of: "season.sqlite"))
  }
}

/// The rows of a query on a SQLite file, the columns joined by `|`, sorted.
func lines(of sql: String, in path: String) throws -> [String] {
  var configuration = Configuration()
  configuration.readonly = true
  configuration.busyMode = .timeout(10)
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  return try queue.read { database in
    try Row.fetchAll(database, sql: sql).map { row in
      row.map { $1.storage.value.map { "\($0)" } ?? "" }.joined(separator: "|")
    }
  }.sorted()
}

extension SeededNumbers {
  /// Numbers of the seed in `REGISTRAR_SEED`, else of one of the clock.
  init() {
    let named = ProcessInfo.processInfo.environment["REGISTRAR_SEED"].flatMap { UInt64($0) }
    self.init(seed: named ?? UInt64(Date().timeIntervalSince1970))
  }
}
