import GRDB
import GRDBSQLite
import RecordMapping
import SQLStore
import Schemas

/// A field of stored records, as comparisons read it.
final class StoredValue {
  /// What is selected of a record `t`.
  let expressions: [String]
  private let columns: TableColumns.FieldColumns
  /// The statements' column that holds it, from 0; of a date-time the local text, with the instant behind.
  private let column: CInt
  /// The texts of parents, where the column holds ids.
  private let parents: ParentTexts?
  /// The items of a list that are read beside the records.
  private let items: ListWalk?

  /// A field at a column of statements that select records `t`.
  init(
    _ columns: TableColumns.FieldColumns, of table: TableColumns, at column: CInt,
    _ run: OpenRun, _ database: Database
  ) throws {
    self.columns = columns
    self.column = column
    let value = run.lookup.value(of: columns, in: table, alias: "t")
    if case .reference(let name) = columns.field.store {
      expressions = ["t." + quoted(name)]
      parents = ParentTexts(
        try prepareStatement(
          "SELECT 0, \(value) FROM (SELECT ?1 AS \(quoted(name))) AS t", database))
      items = nil
      return
    }
    parents = nil
    if let owned = run.lookup.ownedItems(of: columns, in: table, from: "?1") {
      expressions = []
      items = try ListWalk(owned, database)
      return
    }
    items = nil
    expressions =
      columns.isDateTime
      ? [run.lookup.localText(of: columns, in: table, alias: "t"), value] : [value]
  }

  /// A hash continued by the value, as byte readers make it.
  ///
  /// - Parameter id: the id of the record that the statement stands at.
  func hash(
    _ hash: UInt64, in statement: OpaquePointer, ofRecord id: Int64
  ) throws -> UInt64 {
    if let items { return try items.hash(hash, of: id) }
    if let parents {
      guard sqlite3_column_type(statement, column) != SQLITE_NULL else {
        return ByteHash.ofNull(hash)
      }
      return try parents.hash(hash, of: sqlite3_column_int64(statement, column), as: columns)
    }
    if columns.isDateTime, sqlite3_column_type(statement, column) != SQLITE_NULL {
      let local = try valueHash(of: columns, at: column, in: statement, hash)
      return try valueHash(of: columns, at: column + 1, in: statement, local)
    }
    guard columns.isList, let bytes = try textValue(at: column, in: statement) else {
      return try valueHash(of: columns, at: column, in: statement, hash)
    }
    var hash = hash
    var start = 0
    for place in 0...bytes.count where place == bytes.count || bytes[place] == 0x1F {
      hash = ByteHash.of(UnsafeRawBufferPointer(rebasing: bytes[start..<place]), seed: hash)
      start = place + 1
    }
    return hash
  }

  /// The text of the value until the next is asked for; `nil` where it is none.
  func text(in statement: OpaquePointer) throws -> UnsafeRawBufferPointer? {
    guard let parents else { return try textValue(at: column, in: statement) }
    guard sqlite3_column_type(statement, column) != SQLITE_NULL else { return nil }
    return try parents.text(of: sqlite3_column_int64(statement, column))
  }
}

/// Prepares a statement that its user finalizes.
func prepareStatement(_ sql: String, _ database: Database) throws -> OpaquePointer {
  var statement: OpaquePointer?
  let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
  guard code == SQLITE_OK, let statement else {
    throw DatabaseError(resultCode: ResultCode(rawValue: code))
  }
  return statement
}

/// The text of a column of the record that a statement is at; `nil` for a value that is none.
///
/// - Parameter column: from 0.
/// - Throws: where SQLite has no memory left for the text.
@inline(__always)
func textValue(
  at column: CInt, in statement: OpaquePointer
) throws -> UnsafeRawBufferPointer? {
  guard sqlite3_column_type(statement, column) == SQLITE_TEXT else { return nil }
  guard let text = sqlite3_column_text(statement, column) else {
    throw DatabaseError(resultCode: .SQLITE_NOMEM)
  }
  return UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
}

/// Adds a value of the record that a statement is at to a hash.
///
/// - Parameter column: the statement's column, from 0.
/// - Throws: where SQLite has no memory left for a text.
@inline(__always)
func valueHash(
  of columns: TableColumns.FieldColumns, at column: CInt, in statement: OpaquePointer,
  _ hash: UInt64
) throws -> UInt64 {
  switch sqlite3_column_type(statement, column) {
  case SQLITE_INTEGER where columns.isReal:
    return ByteHash.of(Double(sqlite3_column_int64(statement, column)), hash)
  case SQLITE_INTEGER: return ByteHash.of(sqlite3_column_int64(statement, column), hash)
  case SQLITE_FLOAT: return ByteHash.of(sqlite3_column_double(statement, column), hash)
  case SQLITE_TEXT:
    return try textValue(at: column, in: statement).map { ByteHash.of($0, seed: hash) } ?? hash
  default: return ByteHash.ofNull(hash)
  }
}
