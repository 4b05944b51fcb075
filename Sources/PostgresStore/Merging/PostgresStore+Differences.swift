public import ImportPipeline
import SQLStore
public import Schemas

extension PostgresStore {
  /// Reads every created and updated record back and compares it with its staged row.
  public func differences(
    in tables: [TableSchema], limit: Int
  ) throws(StoreError) -> [StoreDifference] {
    try access { run in
      if !run.staged.keepAll { try run.writeStages() }
      var differences: [StoreDifference] = []
      for table in tables where differences.count < limit {
        if let loaded = run.loads[table.name] {
          differences += try loaded.differences(
            of: run, limit: limit - differences.count)
        }
        guard let columns = run.stages[table.name]?.columns else { continue }
        let compared = columns.fields.filter { $0.isStored && !$0.isSecret }
        let rows = try run.connection.query(
          differencesSQL(columns, compared) + " LIMIT \(limit)")
        for row in 0..<rows.count where differences.count < limit {
          differences += found(in: rows, row: row, columns, compared)
            .prefix(limit - differences.count)
        }
      }
      return differences
    }
  }
}

/// The written and the stored value of a field, as SQL over the staged row `s` and the stored `v`.
private func comparison(
  _ field: TableColumns.FieldColumns, in columns: TableColumns
) -> (written: String, stored: String) {
  let stored = "v." + quoted(field.field.name)
  if field.namesFolded {
    // A reference may be written in another case than the key that it names.
    return ("pg_temp.fold(s.\(quoted(field.field.name)))", "pg_temp.fold(\(stored))")
  }
  if case .localTime = field.field.store {
    // The instant is not stored; one computed from the local time proves nothing.
    let local = quoted(field.field.name + "_local")
    return ("s." + local, "v." + local)
  }
  guard case .list(_, _, _, nil) = field.field.store else {
    return ("s." + quoted(field.field.name), stored)
  }
  // Without positions the store gives the items in their own order.
  return (
    """
    (SELECT string_agg(i.item::text, \(PostgresDialect.separator) ORDER BY i.item::text COLLATE "C") \
    FROM \(columns.listStage(field)) AS i WHERE i._row = s._row)
    """, stored
  )
}

/// Rows that are stored otherwise than written: the row's key, then pairs of values.
private func differencesSQL(
  _ columns: TableColumns, _ fields: [TableColumns.FieldColumns]
) -> String {
  let pairs = fields.map { comparison($0, in: columns) }
  let key = columns.key.map { "s." + quoted($0.field.name) }
  let values = pairs.flatMap { [$0.written, $0.stored] }
  let differing =
    pairs.map {
      "\($0.written) IS DISTINCT FROM \($0.stored)\(columns.orDefault($0.written))"
    } + ["v._id IS NULL"]
  return """
    SELECT \((["v._id"] + key + values).joined(separator: ", "))
    FROM \(columns.stage) AS s LEFT JOIN \(columns.storedView) AS v ON v._id = s._id
    WHERE s._op IN ('create', 'update') AND (\(differing.joined(separator: " OR ")))
    ORDER BY s._row
    """
}

/// The differences of one row.
private func found(
  in rows: PostgresRows, row: Int, _ columns: TableColumns, _ fields: [TableColumns.FieldColumns]
) -> [StoreDifference] {
  let keyCount = columns.key.count
  let key = (1..<(1 + keyCount)).map { rows.shownText(row, $0) }
  let isMissing = rows.text(row, 0) == nil
  return fields.enumerated().compactMap { number, field in
    let place = 1 + keyCount + 2 * number
    let written = rows.text(row, place)
    guard isMissing ? written != nil : written != rows.text(row, place + 1) else { return nil }
    return StoreDifference(
      table: columns.schema.name, key: key, field: field.field.name,
      written: rows.shownText(row, place).replacing(unitSeparator, with: ";"),
      stored: rows.shownText(row, place + 1).replacing(unitSeparator, with: ";"))
  }
}

extension TableColumns {
  /// Where a blank may differ from the stored value: another program's table fills in the column's
  /// default.
  fileprivate func orDefault(_ written: String) -> String {
    schema.store.isOwned ? "" : " AND (s._op <> 'create' OR \(written) IS NOT NULL)"
  }
}
