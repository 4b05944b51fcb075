import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// One statement of a merge over a range of staged rows.
///
/// `$1` and `$2` are the first and last row. When the store refuses the statement, the rows at fault are
/// found by halving the range.
struct MergeStep {
  var table: TableColumns
  var schema: String
  var sql: String

  /// Runs the statement over all rows; returns how many records it changed.
  func perform(on connection: PostgresConnection) throws -> Int {
    do {
      return try attempt(Self.allRows, on: connection)
    } catch let error as PostgresError where error.refusesRow {
      throw try refusal(error, on: connection)
    }
  }

  /// Runs the statement over all rows, or not at all.
  func attempt(on connection: PostgresConnection) throws -> Int {
    try attempt(Self.allRows, on: connection)
  }

  /// Runs an update, also where records exchange unique values.
  ///
  /// For those it updates the records whose new values are free first, else it runs without the unique
  /// indexes, else it deletes and reinserts records that block each other.
  ///
  /// - Parameter moving: all columns of a record with their new values, from `s` and the old record
  ///   `t`; `nil` where a record cannot be deleted and reinserted.
  func performUpdate(
    on connection: PostgresConnection, location: String,
    moving: [(column: String, expression: String)]?
  ) throws -> Int {
    do {
      return try attempt(Self.allRows, on: connection)
    } catch let error as PostgresError where error.isUniqueViolation {
      if let count = try performWaves(on: connection, moving: nil) { return count }
      let lifted = try UniqueIndexes(ServerConnection(connection, location: location))
        .lift(from: [table.schema.store.table]) { () throws(StoreError) in
          do {
            return try attempt(Self.allRows, on: connection)
          } catch {
            throw storeError(error, location: location)
          }
        }
      if let lifted { return lifted }
      if moving != nil, let count = try performWaves(on: connection, moving: moving) {
        return count
      }
      if table.schema.store.isOwned, let count = try performTrade(on: connection) { return count }
      throw try refusal(error, on: connection)
    } catch let error as PostgresError where error.refusesRow {
      throw try refusal(error, on: connection)
    }
  }

  /// An error about the records of staged rows.
  static func refusal(
    ofRows rows: [(row: Int64, reason: String, columns: [String])], in table: TableColumns,
    isTransient: Bool = false,
    connection: PostgresConnection
  ) throws -> StoreError {
    let names = table.key.map { quoted($0.field.name) }
    var error = StoreError(
      refusals: try rows.map { item in
        let values = try connection.preparedQuery(
          """
          SELECT \((names.isEmpty ? ["NULL"] : names).joined(separator: ", "))
          FROM \(table.stage) WHERE _row = $1::bigint
          """, [String(item.row)])
        let key =
          values.count > 0 ? (0..<values.columnCount).map { values.shownText(0, $0) } : []
        return StoreRefusal(
          table: table.schema.name, ordinal: Int(item.row), key: key, columns: item.columns,
          reason: item.reason)
      })
    error.isTransient = isTransient
    return error
  }

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
  private func bounds(on connection: PostgresConnection) throws -> ClosedRange<Int64>? {
    let rows = try connection.query("SELECT min(_row), max(_row) FROM \(table.stage)")
    guard let low = rows.integer(0, 0), let high = rows.integer(0, 1) else { return nil }
    return Int64(low)...Int64(high)
  }

  /// Finds the rows at fault by bisection; applying the others does no harm, everything is rolled
  /// back.
  private func refusal(
    _ error: PostgresError, on connection: PostgresConnection
  ) throws -> any Error {
    guard let bounds = try bounds(on: connection) else { return error }
    let refused = try RowAttempts.refusals(in: bounds) { rows -> PostgresError? in
      do {
        _ = try attempt(rows, on: connection)
        return nil
      } catch let error as PostgresError where error.refusesRow {
        return error
      }
    }
    guard !refused.isEmpty else { return error }
    return try Self.refusal(
      ofRows: try refused.map { item in
        let columns = try columns(of: item.reason, on: connection)
        return (item.row, reason(of: item.reason, columns), columns)
      }, in: table, isTransient: refused.allSatisfy(\.reason.isTransient), connection: connection)
  }

  /// Why a row was refused; a unique index is named by its columns.
  private func reason(of error: PostgresError, _ columns: [String]) -> String {
    guard error.isUniqueViolation, !columns.isEmpty else { return error.reason }
    return "not unique: " + columns.map { "\(error.table).\($0)" }.joined(separator: ", ")
  }

  /// The columns that a refusal is about.
  private func columns(
    of error: PostgresError, on connection: PostgresConnection
  ) throws -> [String] {
    guard error.column.isEmpty else { return [error.column] }
    guard !error.constraint.isEmpty else { return [] }
    let rows = try connection.preparedQuery(
      """
      SELECT a.attname
      FROM pg_catalog.pg_class AS i
      JOIN pg_catalog.pg_index AS x ON x.indexrelid = i.oid
      JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL unnest(x.indkey::smallint[]) WITH ORDINALITY AS k (number, place)
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
      WHERE i.relname = $1 AND n.nspname = $2
      UNION ALL
      SELECT a.attname
      FROM pg_catalog.pg_constraint AS x
      JOIN pg_catalog.pg_class AS c ON c.oid = x.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL unnest(x.conkey) AS k (number)
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
      WHERE x.conname = $1 AND n.nspname = $2 AND c.relname = $3 AND x.contype IN ('c', 'f')
      """, [error.constraint, schema, error.table])
    return (0..<rows.count).compactMap { rows.text($0, 0) }
  }

  // MARK: Records that exchange unique values

  /// First gives each record of the tool's own tables a unique temporary text; `nil` when the new
  /// values are still not unique.
  private func performTrade(on connection: PostgresConnection) throws -> Int? {
    do {
      return try connection.underSavepoint("trade") {
        for column in parkedColumns {
          try connection.change(
            """
            UPDATE \(table.target) SET \(quoted(column)) = \(PostgresDialect.separator) || \(table.id)
            WHERE \(table.id) IN (SELECT _id FROM \(table.stage) WHERE _op = 'update')
            """)
        }
        return try attempt(Self.allRows, on: connection)
      }
    } catch let error as PostgresError where error.refusesRow {
      return nil
    }
  }

  /// Updates in waves: records whose new unique values are free come first.
  ///
  /// Records that block each other are deleted and reinserted where nothing depends on them; `nil`
  /// when that is not possible.
  private func performWaves(
    on connection: PostgresConnection, moving: [(column: String, expression: String)]?
  ) throws -> Int? {
    do {
      return try connection.underSavepoint("waves") { () throws -> Int? in
        guard let bounds = try bounds(on: connection) else { return nil }
        var (count, stuck) = try RowAttempts.waves(over: bounds) { rows -> Int? in
          do {
            return try attempt(rows, on: connection)
          } catch let error as PostgresError where error.isUniqueViolation {
            return nil
          }
        }
        if !stuck.isEmpty {
          guard let moving else { throw PostgresError(sqlState: "23505", message: "") }
          count += try move(stuck, moving, on: connection)
        }
        return count
      }
    } catch let error as PostgresError where error.refusesRow || error.lacksPrivilege {
      return nil
    }
  }

  private func move(
    _ rows: [Int64], _ values: [(column: String, expression: String)],
    on connection: PostgresConnection
  ) throws -> Int {
    let list = rows.map(String.init).joined(separator: ", ")
    return try connection.change(
      """
      WITH t AS (
        DELETE FROM \(table.target) AS d USING \(table.stage) AS s
        WHERE d.\(table.id) = s._id AND s._op = 'update' AND s._row IN (\(list)) RETURNING d.*)
      INSERT INTO \(table.target) (\(values.map { quoted($0.column) }.joined(separator: ", ")))
      OVERRIDING SYSTEM VALUE
      SELECT \(values.map(\.expression).joined(separator: ", "))
      FROM t JOIN \(table.stage) AS s ON s._id = t.\(table.id)
      """)
  }

  /// One text column of each unique key, which can hold a temporary value.
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
