import GRDB

/// Checks the foreign keys of a new store once, at the end of its first transaction.
///
/// SQLite looks every parent up as each record is written: three times for a record that names one
/// parent and the run that made it, half of what a first load takes. In a store that begins empty
/// nothing can be deleted, so a look at the whole before the commit says the same.
enum LateForeignKeys {
  /// Begins a transaction that writes; in a file without a page, without enforcement.
  static func begin(in database: Database) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA main.page_count") == 0 else {
      return try database.execute(sql: "BEGIN IMMEDIATE")
    }
    // Within a transaction the setting cannot be changed.
    try database.execute(sql: "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")
    if try Int.fetchOne(database, sql: "SELECT count(*) FROM main.sqlite_master") != 0 {
      // Somebody else was faster.
      try database.execute(sql: "ROLLBACK; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE")
    }
  }

  /// Whether the transaction is one without enforcement.
  static func isAwaited(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "PRAGMA foreign_keys") == false
  }

  /// Looks for records that name a missing parent, in all tables but those that were loaded: each of
  /// their references was looked at when it was written.
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

  /// Has every following transaction enforce them; between transactions.
  static func enforce(in database: Database) throws {
    try database.execute(sql: "PRAGMA foreign_keys = ON")
  }
}
