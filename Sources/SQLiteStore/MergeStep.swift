import GRDB
import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// One statement of a merge over a range of staged rows.
///
/// `?1` and `?2` are the first and last row. When the store refuses the statement, the rows at fault are
/// found by halving the range.
struct MergeStep {
  var table: TableColumns
  var sql: String

  /// Runs the statement over all rows; returns how many records it changed.
  func perform(in database: Database) throws -> Int {
    do {
      return try run(rows: Self.allRows, in: database)
    } catch let error as DatabaseError where error.refusesRow {
      throw try refusal(error, in: database)
    }
  }

  /// Runs the statement over all rows, or not at all.
  func attempt(in database: Database) throws -> Int {
    try run(rows: Self.allRows, in: database)
  }

  /// Runs an update, also where records exchange unique values.
  ///
  /// For those it runs without the unique indexes, or in waves that update the records whose new values
  /// are free first, or it deletes and reinserts records that block each other.
  ///
  /// - Parameter moving: all columns of a record with their new values, from `s` and the old record
  ///   `t`; `nil` where a record cannot be deleted and reinserted.
  func performUpdate(
    in database: Database, connection: RunConnection,
    moving: [(column: String, expression: String)]?
  ) throws -> Int {
    do {
      return try run(rows: Self.allRows, in: database)
    } catch let error as DatabaseError where error.isUniqueViolation {
      let lifted = try UniqueIndexes(connection).lift(from: [table.schema.store.table]) {
        () throws(StoreError) in
        do {
          return try run(rows: Self.allRows, in: database)
        } catch {
          throw storeError(error, location: connection.location)
        }
      }
      if let lifted { return lifted }
      if let count = try performWaves(in: database, moving: moving) { return count }
      throw try refusal(error, in: database)
    } catch let error as DatabaseError where error.refusesRow {
      throw try refusal(error, in: database)
    }
  }

  /// An error about the records of staged rows.
  static func refusal(
    ofRows rows: [(row: Int64, reason: String, columns: [String])], in table: TableColumns,
    database: Database
  ) throws -> StoreError {
    let names = table.key.map { quoted($0.field.name) }
    let statement = try database.makeStatement(
      sql: """
        SELECT \((names.isEmpty ? ["NULL"] : names).joined(separator: ", "))
        FROM \(table.stage) WHERE _row = ?
        """)
    return StoreError(
      refusals: try rows.map { item in
        let values = try Row.fetchOne(statement, arguments: [item.row])
        let key =
          values.map { row in (0..<row.count).map { plainText(row[$0] as DatabaseValue) } } ?? []
        return StoreRefusal(
          table: table.schema.name, ordinal: Int(item.row), key: key, columns: item.columns,
          reason: item.reason)
      })
  }

  private static let allRows = Int64.min...Int64.max

  /// Runs the statement over a range of rows; it is prepared again, since one that failed cannot be
  /// bound.
  private func run(rows: ClosedRange<Int64>, in database: Database) throws -> Int {
    let statement = try database.makeStatement(sql: sql)
    let values = [rows.lowerBound.databaseValue, rows.upperBound.databaseValue]
    statement.setUncheckedArguments(StatementArguments(values))
    try statement.execute()
    return database.changesCount
  }

  /// The first and last staged row; `nil` when there is none.
  private func bounds(in database: Database) throws -> ClosedRange<Int64>? {
    let bounds = try Row.fetchOne(
      database, sql: "SELECT min(_row), max(_row) FROM \(table.stage)")
    guard let bounds, let low = bounds[0] as Int64?, let high = bounds[1] as Int64? else {
      return nil
    }
    return low...high
  }

  /// Finds the rows at fault by bisection; applying the others does no harm, everything is rolled
  /// back.
  private func refusal(
    _ error: DatabaseError, in database: Database
  ) throws -> any Error {
    guard let bounds = try bounds(in: database) else { return error }
    let refused = try RowAttempts.refusals(in: bounds) { rows -> DatabaseError? in
      do {
        _ = try run(rows: rows, in: database)
        return nil
      } catch let error as DatabaseError where error.refusesRow {
        return error
      }
    }
    guard !refused.isEmpty else { return error }
    return try Self.refusal(
      ofRows: refused.map { ($0.row, reason(of: $0.reason), $0.reason.namedColumns) }, in: table,
      database: database)
  }

  /// Updates in waves: records whose new unique values are free come first.
  ///
  /// Records that block each other are deleted and reinserted where nothing depends on them; `nil`
  /// when that is not possible.
  private func performWaves(
    in database: Database, moving: [(column: String, expression: String)]?
  ) throws -> Int? {
    guard let bounds = try bounds(in: database) else { return nil }
    try database.execute(sql: "SAVEPOINT waves")
    do {
      var (count, stuck) = try RowAttempts.waves(over: bounds) { rows -> Int? in
        do {
          return try run(rows: rows, in: database)
        } catch let error as DatabaseError where error.isUniqueViolation {
          return nil
        }
      }
      if !stuck.isEmpty {
        guard let moving else { throw DatabaseError(resultCode: .SQLITE_CONSTRAINT_UNIQUE) }
        count += try move(stuck, moving, in: database)
      }
      try database.execute(sql: "RELEASE waves")
      return count
    } catch let error as DatabaseError where error.refusesRow {
      try database.execute(sql: "ROLLBACK TO waves; RELEASE waves")
      return nil
    }
  }

  private func move(
    _ rows: [Int64], _ values: [(column: String, expression: String)], in database: Database
  ) throws -> Int {
    let moved = "temp.registrar_moved"
    let list = rows.map(String.init).joined(separator: ", ")
    let ids = "SELECT _id FROM \(table.stage) WHERE _op = 'update' AND _row IN (\(list))"
    // Foreign keys are checked at the end of the transaction, when the records are back.
    try database.execute(
      sql: """
        PRAGMA defer_foreign_keys = ON;
        DROP TABLE IF EXISTS \(moved);
        CREATE TABLE \(moved) AS SELECT * FROM \(table.target) WHERE \(table.id) IN (\(ids));
        DELETE FROM \(table.target) WHERE \(table.id) IN (\(ids));
        INSERT INTO \(table.target) (\(values.map { quoted($0.column) }.joined(separator: ", ")))
        SELECT \(values.map(\.expression).joined(separator: ", "))
        FROM \(moved) AS t JOIN \(table.stage) AS s ON s._id = t.\(table.id);
        """)
    let count = database.changesCount
    try database.execute(sql: "DROP TABLE \(moved)")
    return count
  }
}

extension DatabaseError {
  /// Whether a constraint, a type, a trigger or a limit refused a row.
  var refusesRow: Bool {
    [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG].contains(resultCode)
      || resultCode == .SQLITE_ERROR && extendedResultCode == .SQLITE_ERROR
        && message?.hasPrefix("no such ") != true && message?.hasPrefix("near ") != true
  }

  /// Whether a unique index refused a row.
  var isUniqueViolation: Bool {
    extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
      || extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
  }

  /// The columns that the message names: `UNIQUE constraint failed: halls.name, halls.place_id`.
  fileprivate var namedColumns: [String] {
    guard [.SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_NOTNULL].contains(extendedResultCode),
      let message, let colon = message.firstRange(of: ": ")
    else { return [] }
    return message[colon.upperBound...].split(separator: ", ").compactMap {
      $0.split(separator: ".").last.map(String.init)
    }
  }
}
