import ImportPipeline
import Schemas

extension Merge {
  /// Updates the records of a table; returns how many.
  func update(_ table: TableColumns, without deferred: Set<String>) throws -> Int {
    let sets = run.assignments(table, without: deferred).map { assignment in
      // Columns that the row does not change keep exactly what another program wrote; so does a
      // reference, since several records may share the text it is read as.
      let isKept =
        !table.schema.store.isOwned
        || table.schema.reference(from: table.fields[assignment.field].field.name) != nil
      let expression =
        !isKept
        ? assignment.expression
        : "CASE WHEN s._changed LIKE '%,\(assignment.field),%' THEN \(assignment.expression)"
          + " ELSE t.\(quoted(assignment.column)) END"
      return (column: assignment.column, expression: expression)
    }
    let stamps = stamps(of: table).filter { $0.column.hasPrefix("updated") }
    let values = sets + stamps
    guard !values.isEmpty else { return try changedCount(table) }
    // Another program's record is not written to when only its external identifier changes.
    let isOwned = table.schema.store.isOwned
    let step = MergeStep(
      run: run, table: table,
      sql: """
        UPDATE \(table.target) AS t
        SET \(values.map { "\(quoted($0.column)) = \($0.expression)" }.joined(separator: ", "))
        FROM \(table.stage) AS s
        WHERE t.\(table.id) = s._id AND s._op = 'update' AND \(MergeStep.range("s._row", dialect))
          \(isOwned ? "" : "AND s._changed IS NOT NULL")
        """)
    let count = try step.performUpdate(moving: try moving(table, values))
    return isOwned ? count : try count + changedCount(table, where: " AND _changed IS NULL")
  }

  /// All columns of a record with their new values; `nil` where the record cannot be deleted and
  /// reinserted.
  private func moving(
    _ table: TableColumns, _ values: [(column: String, expression: String)]
  ) throws -> [(column: String, expression: String)]? {
    let layout = run.layout
    guard let target = layout.table(of: table.schema.name),
      try IncomingReferences(run.sql, layout: layout).mayVanish(from: target)
    else { return nil }
    let written = Dictionary(values.map { ($0.column, $0.expression) }) { $1 }
    return try run.writableColumns(of: table).map {
      (column: $0, expression: written[$0] ?? "t." + quoted($0))
    }
  }

  /// How many records change only in their lists or external identifiers.
  private func changedCount(_ table: TableColumns, where condition: String = "") throws -> Int {
    try run.sql.value(
      "SELECT count(*) FROM \(table.stage) WHERE _op = 'update'\(condition)"
    ).integer ?? 0
  }

  /// The statement that writes new records.
  func insertion(into table: TableColumns, without deferred: Set<String>) throws -> String {
    // Column defaults of another program's table are used for blank values.
    let defaults = table.schema.store.isOwned ? [:] : try run.columnDefaults(of: table)
    var values = [(column: table.schema.store.idColumn, expression: "s._id")]
    for assignment in run.assignments(table, without: deferred) {
      let value = defaults[assignment.column].map { "coalesce(\(assignment.expression), \($0))" }
      values.append((assignment.column, value ?? assignment.expression))
    }
    values += stamps(of: table)
    values += table.schema.store.defaults.sorted { $0.key < $1.key }
      .map { (column: $0.key, expression: "(\($0.value))") }
    return """
      INSERT INTO \(table.target) (\(values.map { quoted($0.column) }.joined(separator: ", ")))
      \(dialect.keepsGivenIDs)
      SELECT \(values.map(\.expression).joined(separator: ", "))
      FROM \(table.stage) AS s WHERE s._op = 'create' AND \(MergeStep.range("s._row", dialect))
      ORDER BY s._row
      """
  }

  /// The provenance columns that the table has: who wrote a record, and when.
  private func stamps(of table: TableColumns) -> [(column: String, expression: String)] {
    table.schema.store.provenance.map { column in
      (column, column.hasSuffix("_at") ? dialect.instant(run.now) : sqlText(record.id))
    }
  }

  /// Fills in deferred references.
  ///
  /// - Parameter written: those that new records have already.
  func writeReferences(
    of table: TableColumns, _ deferred: Set<String>, written: Set<String>
  ) throws {
    for field in table.fields where deferred.contains(field.field.name) {
      guard case .reference(let column) = field.field.store else { continue }
      let isWritten = written.contains(field.field.name)
      guard !isWritten || has(.update, in: table) else { continue }
      let creates =
        isWritten ? "" : "OR s._op = 'create' AND s.\(quoted(field.field.name)) IS NOT NULL"
      _ = try MergeStep(
        run: run, table: table,
        sql: """
          UPDATE \(table.target) AS t SET \(quoted(column)) = \(run.parentID(field, in: table))
          FROM \(table.stage) AS s
          WHERE t.\(table.id) = s._id AND \(MergeStep.range("s._row", dialect))
            AND (s._op = 'update' AND s._changed LIKE '%,\(field.index),%' \(creates))
          """
      ).perform()
    }
  }

  /// Refuses rows whose reference has no parent.
  func checkReferences(of table: TableColumns) throws {
    for field in table.fields {
      guard case .reference(let column) = field.field.store else { continue }
      let rows = try run.sql.rows(
        """
        SELECT s._row FROM \(table.stage) AS s JOIN \(table.target) AS t ON t.\(table.id) = s._id
        WHERE s._op IN ('create', 'update') AND s.\(quoted(field.field.name)) IS NOT NULL
          AND t.\(quoted(column)) IS NULL ORDER BY 1 LIMIT \(RowAttempts.mostRefusals)
        """
      ).compactMap { $0[0].integer }
      guard !rows.isEmpty else { continue }
      throw try MergeStep(run: run, table: table, sql: "").error(
        ofRows: rows.map {
          (Int64($0), "\(field.field.name) names no stored record", [column])
        })
    }
  }

  /// Clears references from records about to be deleted to tables that come later: where two tables
  /// refer to each other, neither record could be deleted first.
  func clearReferences(ofDeletesIn table: TableColumns, _ deferred: Set<String>) throws {
    for reference in table.schema.references
    where deferred.contains(reference.field) && reference.table != table.schema.name {
      guard case .reference(let column)? = table.columns(of: reference.field)?.field.store else {
        continue
      }
      try run.sql.execute(
        """
        UPDATE \(table.target) SET \(quoted(column)) = NULL
        WHERE \(table.id) IN (SELECT _id FROM \(table.stage) WHERE _op = 'delete')
        """)
    }
  }

  /// Deletes records, all or those that no stored record refers to.
  func delete(in table: TableColumns, onlyUnreferenced: Bool) throws -> Int {
    var conditions = [
      "t.\(table.id) IN (SELECT s._id FROM \(table.stage) AS s"
        + " WHERE s._op = 'delete' AND \(MergeStep.range("s._row", dialect)))"
    ]
    if onlyUnreferenced {
      for link in run.childFields(of: table.schema.name) {
        guard let links = link.storedLinks else { continue }
        conditions.append(
          "NOT EXISTS (SELECT 1 FROM (\(links)) AS l WHERE l.parent = t.\(table.id))")
      }
    }
    return try MergeStep(
      run: run, table: table,
      sql: "DELETE FROM \(table.target) AS t WHERE \(dialect.conjunction(conditions))"
    ).perform()
  }
}
