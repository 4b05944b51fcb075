import ImportPipeline
import SQLStore
import TabularCore

extension OpenRun {
  /// Runs a statement over a range of staged rows, under a savepoint.
  func attempt(
    _ sql: String, rows: ClosedRange<Int64>
  ) throws(StoreError) -> StatementAttempt {
    do {
      return .changed(
        try underSavepoint("step") {
          try connection.change(sql, ["\(rows.lowerBound)", "\(rows.upperBound)"])
        })
    } catch let error as PostgresError where error.refusesRow {
      return .refused(
        StatementRefusal(
          error: storeError(error, location: self.sql.location), cause: error,
          isUniqueViolation: error.isUniqueViolation, isTransient: error.isTransient))
    } catch {
      throw storeError(error, location: self.sql.location)
    }
  }

  /// Runs a body under a savepoint: what it did is undone when it throws.
  func underSavepoint<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    try connection.underSavepoint(name, body)
  }

  /// Why a row was refused, in words, and the columns that it is about; a unique index is named by its
  /// columns.
  func details(
    of refusal: StatementRefusal, in table: TableColumns
  ) throws -> (reason: String, columns: [String]) {
    guard let error = refusal.cause as? PostgresError else { return ("\(refusal.cause)", []) }
    let columns = try columns(of: error)
    guard error.isUniqueViolation, !columns.isEmpty else { return (error.reason, columns) }
    let names = columns.map { "\(error.table).\($0)" }.joined(separator: ", ")
    return ("not unique: " + names, columns)
  }

  /// The columns that a refusal is about.
  private func columns(of error: PostgresError) throws -> [String] {
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
      """, [error.constraint, catalog.schema, error.table])
    return (0..<rows.count).compactMap { rows.text($0, 0) }
  }
}
