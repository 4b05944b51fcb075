import Foundation
import GRDB
public import ImportPipeline
import TabularCore

/// Copies a store's file with SQLite's online backup: readers and the copy see one state.
public struct SQLiteArchive: StoreArchive {
  /// How the store is named in messages.
  public let location: String
  /// The file's name.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  /// Backups are databases too.
  public var fileExtension: String { "sqlite" }
  private let path: String

  /// The archive of a store's file.
  public init(path: String, location: String? = nil) {
    self.path = path
    self.location = location ?? "sqlite:" + path
  }

  /// Copies the store; others may read meanwhile, and whoever wants to write waits for the copy.
  public func write(to path: String) throws(StoreError) -> StoreDigest {
    let source = try SQLiteConnection(path: self.path, location: location, writes: true)
    // The lock freezes the state, which one connection copies and another one digests.
    return try source.inTransaction(writes: true) { () throws(StoreError) in
      try copy(self.path, to: path)
      return try StoreDigest(of: source)
    }
  }

  /// Restores a file into a scratch database beside it.
  public func contents(ofFile path: String) throws(StoreError) -> ArchiveContents {
    let scratch = path + ".scratch"
    defer { Self.remove(scratch) }
    Self.remove(scratch)
    try copy(path, to: scratch)
    return try check(scratch)
  }

  /// Replaces the store in one transaction; refused while a run is between two transactions of its
  /// own.
  public func restore(from path: String) throws(StoreError) -> StoreDigest {
    if let refusal = LockFile.refusal(store: self.path) { throw refusal }
    let note = LockFile(beside: self.path, run: "unnamed")
    defer { note?.remove() }
    do throws(StoreError) {
      try copy(path, to: self.path)
    } catch {
      throw LockFile.locked(error, store: self.path)
    }
    return try check(self.path).digest
  }

  private func check(_ path: String) throws(StoreError) -> ArchiveContents {
    let connection = try SQLiteConnection(path: path, location: location, writes: false)
    return try connection.inTransaction(writes: false) { () throws(StoreError) in
      let complaint = try connection.value("PRAGMA main.integrity_check").text
      guard complaint == "ok" else {
        throw StoreError(
          .storeUnreachable(
            .trouble(.broken, reason: "the database is damaged"), target: location))
      }
      return try ArchiveContents(of: connection)
    }
  }

  private func copy(_ source: String, to path: String) throws(StoreError) {
    do {
      let from = try StoreConnection.open(.reading(path: source))
      defer { try? from.close() }
      var configuration = Configuration()
      configuration.label = "registrar.copy"
      configuration.busyMode = .timeout(5)
      let to = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? to.close() }
      try from.backup(to: to)
    } catch {
      throw storeError(error, location: location)
    }
  }

  private static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }
}
