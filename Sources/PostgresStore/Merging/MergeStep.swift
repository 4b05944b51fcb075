import ImportPipeline
import Schemas
import TabularCore

/// One statement of a merge over a range of staged rows.
///
/// `$1` and `$2` are the first and last row. When the store refuses the
/// statement, the row at fault is found by halving the range.
struct MergeStep {
  var table: TableColumns
  var sql: String

  /// Runs the statement over all rows; returns how many records it changed.
  func perform(on connection: PostgresConnection) throws -> Int {
    do {
      return try attempt(Self.allRows, on: connection)
    } catch let error as PostgresError where error.refusesRow {
      throw try refusal(error, on: connection)
    }
  }

  /// Runs an update; where records trade unique values, it is done with those values set aside, and
  /// at last in waves, those records first that are in nobody's way.
  func performUpdate(on connection: PostgresConnection) throws -> Int {
    do {
      return try attempt(Self.allRows, on: connection)
    } catch let error as PostgresError where error.isUniqueViolation {
      if let count = try performTrade(on: connection) { return count }
      if let count = try performWaves(on: connection) { return count }
      throw try refusal(error, on: connection)
    } catch let error as PostgresError where error.refusesRow {
      throw try refusal(error, on: connection)
    }
  }

  /// An error about the record of a staged row.
  static func refusal(
    ofRow row: Int, in table: TableColumns, reason: String, isTransient: Bool = false,
    connection: PostgresConnection
  ) throws -> StoreError {
    let names = table.key.map { quoted($0.field.name) }
    let values = try connection.query(
      """
      SELECT \((names.isEmpty ? ["NULL"] : names).joined(separator: ", "))
      FROM \(table.stage) WHERE _row = $1::bigint
      """, [String(row)])
    let key =
      values.count > 0 ? (0..<values.columnCount).map { values.shownText(0, $0) } : []
    return StoreError(
      "store.row-refused",
      [
        IssueArgument("table", table.schema.name),
        IssueArgument("key", key.joined(separator: " ")),
        IssueArgument("reason", reason),
      ], table: table.schema.name, key: key, isTransient: isTransient)
  }

  /// How many waves are tried.
  private static let mostWaves = 64
  private static let allRows = Int64.min...Int64.max

  /// Runs the statement over a range of rows, under a savepoint.
  private func attempt(
    _ rows: ClosedRange<Int64>, on connection: PostgresConnection
  ) throws -> Int {
    try connection.underSavepoint("step") {
      try connection.change(sql, ["\(rows.lowerBound)", "\(rows.upperBound)"])
    }
  }

  /// The first and last staged row; `nil` when there is none.
  private func bounds(on connection: PostgresConnection) throws -> (low: Int64, high: Int64)? {
    let rows = try connection.query("SELECT min(_row), max(_row) FROM \(table.stage)")
    guard let low = rows.integer(0, 0), let high = rows.integer(0, 1) else { return nil }
    return (Int64(low), Int64(high))
  }

  /// Finds the row at fault by halving; rows before it are applied, as they would be rolled back.
  private func refusal(
    _ error: PostgresError, on connection: PostgresConnection
  ) throws -> any Error {
    guard var (low, high) = try bounds(on: connection) else { return error }
    var last = error
    while low < high {
      let middle = low + (high - low) / 2
      do {
        _ = try attempt(low...middle, on: connection)
        low = middle + 1
      } catch let found as PostgresError where found.refusesRow {
        last = found
        high = middle
      }
    }
    return try Self.refusal(
      ofRow: Int(low), in: table, reason: try reason(of: last, on: connection),
      isTransient: last.isTransient, connection: connection)
  }

  /// Why a row was refused; a unique index is told by its columns.
  private func reason(of error: PostgresError, on connection: PostgresConnection) throws -> String {
    guard error.isUniqueViolation, !error.constraint.isEmpty else { return error.reason }
    let columns = try connection.value(
      """
      SELECT string_agg(c.relname || '.' || a.attname, ', ' ORDER BY k.place)
      FROM pg_catalog.pg_class AS i
      JOIN pg_catalog.pg_index AS x ON x.indexrelid = i.oid
      JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL unnest(x.indkey::smallint[]) WITH ORDINALITY AS k (number, place)
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
      WHERE i.relname = $1 AND n.nspname = $2
      """, [error.constraint, table.catalog.schema])
    return columns.map { "not unique: " + $0 } ?? error.reason
  }

  // MARK: Records that trade unique values

  /// Gives each record a value that nobody has first; `nil` when the new values are not unique then
  /// either.
  private func performTrade(on connection: PostgresConnection) throws -> Int? {
    do {
      return try connection.underSavepoint("trade") {
        for column in parkedColumns {
          try connection.change(
            """
            UPDATE \(table.target) SET \(quoted(column)) = \(unitSeparatorSQL) || \(table.id)
            WHERE \(table.id) IN (SELECT _id FROM \(table.stage) WHERE _op = 'update')
            """)
        }
        return try attempt(Self.allRows, on: connection)
      }
    } catch let error as PostgresError where error.refusesRow {
      return nil
    }
  }

  /// Updates in waves: ranges of rows that can be written are, those that cannot are halved, and
  /// single rows wait for the next wave; `nil` when a wave writes nothing.
  private func performWaves(on connection: PostgresConnection) throws -> Int? {
    do {
      return try connection.underSavepoint("waves") {
        guard let bounds = try bounds(on: connection) else { return nil }
        var waiting = [bounds.low...bounds.high]
        var total = 0
        for _ in 0..<Self.mostWaves where !waiting.isEmpty {
          var stack = waiting
          waiting = []
          var progressed = false
          while let range = stack.popLast() {
            do {
              let count = try attempt(range, on: connection)
              total += count
              progressed = progressed || count > 0
            } catch let error as PostgresError where error.isUniqueViolation {
              guard range.lowerBound < range.upperBound else {
                waiting.append(range)
                continue
              }
              let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
              stack.append((middle + 1)...range.upperBound)
              stack.append(range.lowerBound...middle)
            }
          }
          if !progressed { break }
        }
        if let range = waiting.first { _ = try attempt(range, on: connection) }
        return total
      }
    } catch let error as PostgresError where error.refusesRow {
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
