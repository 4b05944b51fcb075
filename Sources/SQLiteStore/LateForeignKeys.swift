import GRDB
import SQLStore
import Schemas

/// Checks the foreign keys of a new store once, at the end of its first transaction.
///
/// SQLite looks up every parent as each record is written: three times for a record that names one
/// parent and the run that created it, half the cost of a first load. In a store that begins empty
/// nothing can be deleted, so one check before the commit is enough.
enum LateForeignKeys {
  /// Begins a transaction that writes; without enforcement if the file is still empty.
  static func begin(in database: Database) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA main.page_count") == 0 else {
      return try database.execute(sql: "BEGIN IMMEDIATE")
    }
    // Within a transaction the setting cannot be changed.
    try database.execute(sql: "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")
    if try Int.fetchOne(database, sql: "SELECT count(*) FROM main.sqlite_master") != 0 {
      // Another process was faster.
      try database.execute(sql: "ROLLBACK; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE")
    }
  }

  /// Whether the transaction is one without enforcement.
  static func isAwaited(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "PRAGMA foreign_keys") == false
  }

  /// Checks for records with a missing parent, except in loaded tables: their references were
  /// checked as they were written.
  ///
  /// - Throws: what SQLite would have thrown when such a record was written.
  static func check(in database: Database, except loaded: Set<String>) throws {
    guard try isAwaited(in: database) else { return }
    let tables = try String.fetchAll(
      database, sql: "SELECT name FROM main.sqlite_master WHERE type = 'table'")
    for table in tables where !loaded.contains(table) {
      guard
        try Row.fetchOne(database, sql: "PRAGMA main.foreign_key_check(\(quoted(table)))") == nil
      else {
        throw DatabaseError(
          resultCode: .SQLITE_CONSTRAINT_FOREIGNKEY, message: "FOREIGN KEY constraint failed")
      }
    }
  }

  /// Enforces foreign keys in all later transactions; call it between transactions.
  static func enforce(in database: Database) throws {
    try database.execute(sql: "PRAGMA foreign_keys = ON")
  }
}
