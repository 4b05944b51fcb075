import Foundation
import GRDB

/// Opens connections with the settings that every run has.
enum StoreConnection {
  /// How a connection is used.
  enum Use {
    /// A database in memory.
    case memory
    /// Reads a file and never changes it.
    case reading(path: String)
    /// Changes a file, which is made when it is missing.
    case writing(path: String)
  }

  /// Opens a connection.
  ///
  /// A file that is only read is opened for writing too where that is permitted: only such a
  /// connection removes the `-wal` and `-shm` files when it closes. Nothing is written.
  static func open(_ use: Use) throws -> DatabaseQueue {
    switch use {
    case .memory:
      return try DatabaseQueue(configuration: configuration(label: "memory"))
    case .reading(let path):
      do {
        let queue = try DatabaseQueue(path: path, configuration: configuration(label: "reading"))
        try queue.writeWithoutTransaction(probe)
        return queue
      } catch let error as DatabaseError
        where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM].contains(error.resultCode)
      {
        var configuration = configuration(label: "reading")
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction(probe)
        return queue
      }
    case .writing(let path):
      let queue = try DatabaseQueue(path: path, configuration: configuration(label: "writing"))
      try queue.writeWithoutTransaction { database in
        try probe(database)
        // A first load writes straight into the new file; a WAL would hold all of it twice.
        let isNew = try Int.fetchOne(database, sql: "PRAGMA main.page_count") == 0
        try database.execute(
          sql: "PRAGMA journal_mode = \(isNew ? "DELETE" : "WAL"); PRAGMA synchronous = FULL")
      }
      return queue
    }
  }

  /// Whether a file is there.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Whether a file exists and is not empty; a run that failed while creating it leaves an empty
  /// one.
  static func holdsAnything(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? Int ?? 0) > 0
  }

  /// Reads the file's head, so that a file of another kind is refused at once.
  private static func probe(_ database: Database) throws {
    _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM main.sqlite_master")
  }

  private static func configuration(label: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = "registrar." + label
    configuration.allowsUnsafeTransactions = true
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(0.5)
    // Each sort of a rule may use as much memory as the main database's cache, so that cache grows
    // only for the merge. What all connections use together stays far below the last limit, which
    // stops the compilation of a rule whose parts refer to each other over and over.
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA trusted_schema = OFF;
          PRAGMA temp_store = FILE;
          PRAGMA recursive_triggers = OFF;
          PRAGMA main.cache_size = -2000;
          PRAGMA temp.cache_size = -16000;
          PRAGMA hard_heap_limit = 536870912;
          """)
      SQLFunctions.register(in: database)
    }
    return configuration
  }
}
