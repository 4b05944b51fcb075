import GRDB
import ImportPipeline
import Schemas
import TabularCore

/// One statement of a merge over a range of staged rows.
///
/// `?1` and `?2` are the first and last row. When a constraint refuses the
/// statement, the row at fault is found by halving the range.
struct MergeStep {
  var table: TableColumns
  var sql: String

  /// Runs the statement over all rows; returns how many records it changed.
  func perform(in database: Database) throws -> Int {
    do {
      return try run(rows: Int64.min...Int64.max, in: database)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw try refusal(error, in: database)
    }
  }

  /// Runs an update; where records trade unique values, it is done with those values set aside.
  func performUpdate(in database: Database) throws -> Int {
    do {
      return try run(rows: Int64.min...Int64.max, in: database)
    } catch let error as DatabaseError
      where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
    {
      if let count = try performTrade(in: database) { return count }
      throw try refusal(error, in: database)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw try refusal(error, in: database)
    }
  }

  /// An error about the record of a staged row.
  static func refusal(
    ofRow row: Int, in table: TableColumns, reason: String, database: Database
  ) throws -> StoreError {
    let names = table.key.map { quoted($0.field.name) }
    let values = try Row.fetchOne(
      database,
      sql: """
        SELECT \((names.isEmpty ? ["NULL"] : names).joined(separator: ", "))
        FROM \(table.stage) WHERE _row = ?
        """, arguments: [row])
    let key =
      values.map { row in (0..<row.count).map { plainText(row[$0] as DatabaseValue) } } ?? []
    return StoreError(
      "store.row-refused",
      [
        IssueArgument("table", table.schema.name),
        IssueArgument("key", key.joined(separator: " ")),
        IssueArgument("reason", reason),
      ], table: table.schema.name, key: key)
  }

  /// Runs the statement over a range of rows; it is prepared anew, as one that failed cannot be bound.
  private func run(rows: ClosedRange<Int64>, in database: Database) throws -> Int {
    let statement = try database.makeStatement(sql: sql)
    let values = [rows.lowerBound.databaseValue, rows.upperBound.databaseValue]
    statement.setUncheckedArguments(StatementArguments(values))
    try statement.execute()
    return database.changesCount
  }

  /// Finds the row at fault by halving; rows before it are applied, as they would be rolled back.
  private func refusal(
    _ error: DatabaseError, in database: Database
  ) throws -> any Error {
    let bounds = try Row.fetchOne(
      database, sql: "SELECT min(_row), max(_row) FROM \(table.stage)")
    guard let bounds, var low = bounds[0] as Int64?, var high = bounds[1] as Int64? else {
      return error
    }
    var last = error
    while low < high {
      let middle = low + (high - low) / 2
      do {
        _ = try run(rows: low...middle, in: database)
        low = middle + 1
      } catch let found as DatabaseError where found.resultCode == .SQLITE_CONSTRAINT {
        last = found
        high = middle
      }
    }
    return try Self.refusal(
      ofRow: Int(low), in: table, reason: reason(of: last), database: database)
  }

  /// Updates records that trade unique values among them: gives each a value that nobody has first,
  /// and makes the unique indexes again afterwards; `nil` when they are not unique then either.
  private func performTrade(in database: Database) throws -> Int? {
    let indexes = try Row.fetchAll(
      database,
      sql: """
        SELECT name, sql FROM main.sqlite_master
        WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE UNIQUE%'
        """, arguments: [table.schema.store.table])
    try database.execute(sql: "SAVEPOINT trade")
    do {
      for index in indexes {
        try database.execute(sql: "DROP INDEX main.\(quoted(index[0]))")
      }
      for column in parkedColumns {
        try database.execute(
          sql: """
            UPDATE \(table.target) SET \(quoted(column)) = \(unitSeparatorSQL) || \(table.id)
            WHERE \(table.id) IN (SELECT _id FROM \(table.stage) WHERE _op = 'update')
            """)
      }
      let count = try run(rows: Int64.min...Int64.max, in: database)
      for index in indexes { try database.execute(sql: index[1]) }
      try database.execute(sql: "RELEASE trade")
      return count
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      try database.execute(sql: "ROLLBACK TO trade; RELEASE trade")
      return nil
    }
  }

  /// One text column of each unique key, which can hold any value for a moment.
  private var parkedColumns: [String] {
    table.schema.uniqueKeys.compactMap { key in
      key.lazy.compactMap(table.columns(of:)).compactMap { columns -> String? in
        switch (columns.field.store, columns.field.type) {
        case (.foldedColumn(_, let folded), _): folded
        case (.column(let name), .string), (.column(let name), .code),
          (.column(let name), .email), (.column(let name), .phone), (.column(let name), .url),
          (.column(let name), .plainString):
          name
        default: nil
        }
      }.first
    }
  }
}
