import GRDB
import SQLStore
import Schemas

/// What is taken away while tables are loaded, and made again afterwards, in the same transaction.
///
/// Indexes are built faster over full tables. The store's own triggers of list tables would find nothing
/// to do, since the run's lock is there; but an INSERT with a trigger makes SQLite write each page that it
/// changes to a journal of the statement: 350 MB for 85,000 items, a quarter of the time.
struct LoadSuspension {
  private let statements: [String]

  /// Takes away the indexes of tables, and the triggers that note items added by hand.
  init(of tables: [String], in database: Database) throws {
    var statements: [String] = []
    for table in tables {
      let objects = try Row.fetchAll(
        database,
        sql: """
          SELECT type, name, sql FROM main.sqlite_master
          WHERE tbl_name = ? AND sql IS NOT NULL
            AND (type = 'index' OR type = 'trigger' AND name = ?)
          """, arguments: [table, table + "_added_by_hand"])
      for object in objects {
        let kind = object[0] == "index" ? "INDEX" : "TRIGGER"
        try database.execute(sql: "DROP \(kind) main.\(quoted(object[1]))")
        statements.append(object[2])
      }
    }
    self.statements = statements
  }

  /// Makes all of it again.
  func end(in database: Database) throws {
    for statement in statements { try database.execute(sql: statement) }
  }
}
