import GRDB
import ImportPipeline
import RecordMapping
import SQLStore

/// A row of a result.
struct SQLiteRow: ResultRow {
  let row: Row

  func value(_ place: Int) -> SQLValue { SQLValue(row[place] as DatabaseValue) }

  func value(of field: TableColumns.FieldColumns, at place: Int) -> FieldValue {
    fieldValue(row, at: place, field)
  }

  func values(of columns: TableColumns, from place: Int) -> [FieldValue] {
    columns.values(of: row, from: place)
  }
}

extension OpenRun {
  /// Runs a query, row by row, until `body` returns `false`.
  func forEachRow(
    _ sql: String, _ parameters: [SQLValue], isRepeated: Bool,
    _ body: (any ResultRow) throws -> Bool
  ) throws {
    let statement =
      isRepeated ? try statement(sql, in: database) : try database.makeStatement(sql: sql)
    let rows = try Row.fetchCursor(
      statement, arguments: StatementArguments(parameters.map(DatabaseValue.init)))
    while let row = try rows.next() {
      guard try body(SQLiteRow(row: row)) else { return }
    }
  }
}
