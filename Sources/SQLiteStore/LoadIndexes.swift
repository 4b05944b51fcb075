import GRDB
import SQLStore

/// The indexes of a table that can be dropped and recreated: building them over a full table is
/// faster.
struct LoadIndexes {
  private let statements: [String]

  /// Drops the indexes.
  init(of table: String, in database: Database) throws {
    let indexes = try Row.fetchAll(
      database,
      sql: """
        SELECT name, sql FROM main.sqlite_master
        WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL
        """, arguments: [table])
    for index in indexes { try database.execute(sql: "DROP INDEX main.\(quoted(index[0]))") }
    statements = indexes.map { $0[1] }
  }

  /// Recreates the indexes.
  func restore(in database: Database) throws {
    for statement in statements { try database.execute(sql: statement) }
  }
}
