import GRDB
import GRDBSQLite
import SQLStore
import Schemas

/// The tables of a package in a database that is gone after the run: each is made when SQL first asks for it.
///
/// Rows that are sound are validated over columns, so most runs ask for none but those whose rows they hold.
struct TablesInMemory {
  private let layout: StoreLayout
  private let writer: DDLWriter
  /// The tables that are yet to be made, by the name in the store.
  private var awaited: Set<String>

  init(_ layout: StoreLayout, by writer: DDLWriter) {
    self.layout = layout
    self.writer = writer.naming(layout)
    awaited = Set(layout.tables.map(\.name))
  }

  /// Makes a table with what belongs to it, unless it is there.
  mutating func make(_ name: String, in database: Database) throws {
    guard awaited.remove(name) != nil else { return }
    for table in layout.tables where table.name == name {
      for statement in writer.statements(for: table) { try database.execute(sql: statement) }
    }
  }

  /// Makes all tables, unless none of them can be refused.
  ///
  /// SQL that a package itself writes is tried by that, whether a run needs the table or not.
  mutating func makeUnlessSure(in database: Database) throws {
    if !layout.isPlain(isPlainName: Self.isPlainName) { try makeAll(in: database) }
  }

  /// Makes all tables that are not there.
  mutating func makeAll(in database: Database) throws {
    for table in layout.tables { try make(table.name, in: database) }
  }

  /// Whether a name needs no quotes in SQL, and is the same for SQLite in small letters.
  private static func isPlainName(_ name: String) -> Bool {
    name.utf8.allSatisfy { $0 < 0x80 }
      && sqlite3_keyword_check(name, CInt(name.utf8.count)) == 0
  }
}
