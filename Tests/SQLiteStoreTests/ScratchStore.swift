import Foundation
import GRDB
import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
import StoreTesting

/// A store in a file of its own, with what only files have.
final class ScratchStore {
  private let store: StoreUnderTest
  var path: String { store.place }
  var package: DataPackage { store.package }
  var folder: URL { URL(fileURLWithPath: path).deletingLastPathComponent() }

  init() throws { store = try StoreUnderTest(.sqlite) }

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
    if checksReferences { try store.execute(sql) } else { try store.damage([sql]) }
  }

  /// Asks the file beside the store: rows as texts joined by a bar, NULL as a hyphen.
  func ask(_ sql: String) throws -> [String] { try store.ask(sql) }

  /// Creates records of tables in one run.
  @discardableResult
  func fill(
    _ rows: [(table: String, rows: [[FieldValue]])] = StorePackage.sample,
    id: String = "20270306-0900-A0"
  ) throws -> [String: MergeCounts] {
    try store.fill(rows, id: id)
  }

  /// Merges changes as a run and commits.
  func apply(
    _ changes: [StagedChange], run: String, sources: [RunRecord.Source] = []
  ) throws {
    try store.apply(changes, run: run, sources: sources)
  }

  /// Stages changes, rows of a table in their order, from ordinal 10 on.
  func stage(_ changes: [StagedChange], in open: any RecordStore) throws {
    try store.stage(changes, in: open)
  }
}
