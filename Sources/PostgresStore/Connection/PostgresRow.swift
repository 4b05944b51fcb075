import ImportPipeline
import RecordMapping
import SQLStore

/// A row of a result.
struct PostgresRow: ResultRow {
  let rows: PostgresRows
  let row: Int

  func value(_ place: Int) -> SQLValue { rows.value(row, place) }

  func value(of field: TableColumns.FieldColumns, at place: Int) -> FieldValue {
    field.value(in: rows, row: row, at: place)
  }

  func values(of columns: TableColumns, from place: Int) -> [FieldValue] {
    columns.values(of: rows, row: row, from: place)
  }
}

extension OpenRun {
  /// Runs a query, row by row, until `body` returns `false`.
  ///
  /// A repeated one is prepared once; of any other the rows come one by one.
  func forEachRow(
    _ sql: String, _ parameters: [SQLValue], isRepeated: Bool,
    _ body: (any ResultRow) throws -> Bool
  ) throws {
    let texts = parameters.map(\.text)
    guard isRepeated else {
      return try connection.forEachRow(sql, texts) { try body(PostgresRow(rows: $0, row: 0)) }
    }
    let rows = try connection.preparedQuery(sql, texts)
    for row in 0..<rows.count {
      guard try body(PostgresRow(rows: rows, row: row)) else { return }
    }
  }
}
