import Schemas
import TabularCore

/// Whether what a run did to a table of another program can be reversed without a loss.
///
/// Such a table has none of the tool's triggers, and may have columns that the package does not know. What the
/// run wrote is compared with what is stored; what cannot be known refuses the undo.
struct ForeignUndo {
  let run: RunRecord
  let schema: TableSchema
  let target: TargetTable
  let connection: any SQLConnection

  /// Refuses an undo that would lose what nobody kept.
  func validate() throws(StoreError) {
    let done = try connection.rows(
      """
      SELECT operation, CAST(coalesce(sum(last_id - first_id + 1), 0) AS BIGINT)
      FROM registrar_journal WHERE run_id = ?1 AND table_name = ?2 GROUP BY operation
      """, [.text(run.id), .text(schema.name)])
    guard !done.isEmpty else { return }
    let made = done.first { $0[0].text == "create" }?[1].integer ?? 0
    guard target.idType == .integer, try keptCount() == made else {
      throw StoreError(.storeSchemaVersion(.notOwned(run: run.id, table: target.name)))
    }
    guard done.contains(where: { $0[0].text != "update" }), let column = try unknownColumn() else {
      return
    }
    throw StoreError(
      .storeSchemaVersion(.unknownColumn(run: run.id, table: target.name, column: column)))
  }

  /// How many of the records that the run made have their values kept.
  private func keptCount() throws(StoreError) -> Int {
    try connection.value(
      """
      SELECT count(*) FROM registrar_written AS w JOIN registrar_journal AS j
        ON j.run_id = w.run_id AND j.table_name = w.table_name AND j.operation = 'create'
          AND w.record_id BETWEEN j.first_id AND j.last_id
      WHERE w.run_id = ?1 AND w.table_name = ?2
      """, [.text(run.id), .text(schema.name)]
    ).integer ?? 0
  }

  /// The first column that the package does not know; `nil` for none.
  private func unknownColumn() throws(StoreError) -> String? {
    let known = Set(
      (target.columns + target.provenance).map { $0.name.lowercased() }
        + [target.idColumn.lowercased()])
    let columns =
      switch connection.dialect {
      case .sqlite:
        try connection.rows(
          "SELECT name FROM pragma_table_info(?1, 'main') ORDER BY cid", [.text(target.name)])
      case .postgresql:
        try connection.rows(
          """
          SELECT attname FROM pg_catalog.pg_attribute
          WHERE attrelid = to_regclass(?1) AND attnum > 0 AND NOT attisdropped
            AND attgenerated = '' ORDER BY attnum
          """, [.text(sqlTable(target.name, connection.dialect))])
      }
    return columns.compactMap { $0[0].text }.first { !known.contains($0.lowercased()) }
  }

  /// SQL of a condition that a row of the undo, by its alias, is stored as the run wrote it.
  static func isUntouched(
    _ table: UndoRows.Table, row: String, run: String, _ reading: ImageReading
  ) -> String? {
    let image = RecordImage(dialect: reading.dialect, schema: table.schema, table: table.target)
    return image.values(
      alias: "t", where: { name, _ in reading.has("w.values_json", column: name) }
    ).map { now in
      """
      EXISTS (SELECT 1 FROM registrar_written AS w JOIN \(table.name) AS t
        ON t.\(table.id) = w.record_id
        WHERE w.run_id = \(run) AND w.table_name = \(table.label) AND w.record_id = \(row).id
          AND w.values_json = \(now))
      """
    }
  }
}
