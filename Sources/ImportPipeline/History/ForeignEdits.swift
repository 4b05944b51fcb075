import Schemas

/// Changes by other programs in tables without the tool's triggers: fields that no longer hold what
/// a run wrote last.
struct ForeignEdits {
  let connection: any SQLConnection
  let schema: TableSchema
  let target: TargetTable

  /// Whether runs wrote anything that could have changed since.
  func mayExist() throws(StoreError) -> Bool {
    guard
      try connection.hasTable("registrar_written"), try connection.hasTable("registrar_runs")
    else { return false }
    return try connection.value(
      "SELECT count(*) FROM (SELECT 1 FROM registrar_written WHERE table_name = ?1 LIMIT 1) AS w",
      [.text(schema.name)]
    ).integer != 0
  }

  /// The fields of a record, by index in the schema, that differ from what a run wrote last.
  ///
  /// - Parameter id: the record's surrogate id.
  func ofRecord(_ id: SQLValue) throws(StoreError) -> Set<Int> {
    let image = RecordImage(dialect: connection.dialect, schema: schema, table: target)
    guard let now = image.values(alias: "t", where: { _, _ in nil }) else { return [] }
    let column = "t." + sqlIdentifier(target.idColumn)
    // A text id is compared as text: a UUID has a type of its own.
    let known = target.idType == .integer ? column : "CAST(\(column) AS TEXT)"
    let rows = try connection.rows(
      """
      SELECT w.values_json, \(now) FROM registrar_written AS w
      JOIN registrar_runs AS r ON r.run_id = w.run_id
      JOIN \(sqlTable(target.name, connection.dialect)) AS t
        ON \(target.number(of: column, connection.dialect)) = w.record_id
      WHERE w.table_name = ?1 AND \(known) = ?2 ORDER BY r.number DESC
      """, [.text(schema.name), id])
    var written: [String: ImageValue] = [:]
    for row in rows {
      written.merge(ImageValue.members(row[0].text ?? "")) { newest, _ in newest }
    }
    let stored = ImageValue.members(rows.first?[1].text ?? "")
    let changed = written.filter { stored[$0.key] != $0.value }.keys
    let fields = Set(changed.compactMap(field(of:)))
    // A different key means a different record, which got the id of one that was deleted.
    guard
      schema.naturalKey.compactMap(schema.fieldIndex(named:)).allSatisfy({ !fields.contains($0) })
    else { return [] }
    return fields
  }

  private func field(of column: String) -> Int? {
    let name =
      target.columns.first { $0.name == column }?.field
      ?? target.joinTables.first { $0.name == column }?.field
    return name.flatMap(schema.fieldIndex(named:))
  }
}
