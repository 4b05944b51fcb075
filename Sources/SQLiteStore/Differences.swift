import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

extension SQLiteStore {
  /// Reads every created and updated record back and compares it with its staged row.
  public func differences(
    in tables: [TableSchema], limit: Int
  ) throws(StoreError) -> [StoreDifference] {
    try access { run, database in
      if !run.staged.keepAll { try run.writeStages() }
      var differences: [StoreDifference] = []
      for table in tables {
        if let loaded = run.loads[table.name] {
          differences += try loaded.differences(
            of: run, in: database, limit: limit - differences.count)
        }
        if let (load, created) = run.rowLoads[table.name] {
          differences += try RowLoading(load: load, run: run, database: database)
            .differences(created, limit: limit - differences.count)
          continue
        }
        guard let columns = run.stages[table.name]?.columns else { continue }
        let compared = columns.fields.filter { $0.isStored && !$0.isSecret }
        let rows = try Row.fetchCursor(database, sql: differencesSQL(columns, compared))
        while differences.count < limit, let row = try rows.next() {
          differences += found(in: row, columns, compared).prefix(limit - differences.count)
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
    return ("fold(s.\(quoted(field.field.name)))", "fold(\(stored))")
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
    (SELECT group_concat(item, \(columns.dialect.separator)) FROM (SELECT i.item FROM \
    \(columns.listStage(field)) AS i WHERE i._row = s._row ORDER BY i.item))
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
    pairs.map { "\($0.written) IS NOT \($0.stored)\(columns.orDefault($0.written))" }
    + ["v._id IS NULL"]
  return """
    SELECT \((["v._id"] + key + values).joined(separator: ", "))
    FROM \(columns.stage) AS s LEFT JOIN \(columns.storedView) AS v ON v._id = s._id
    WHERE s._op IN ('create', 'update') AND (\(differing.joined(separator: " OR ")))
    ORDER BY s._row
    """
}

/// The differences of one row.
private func found(
  in row: Row, _ columns: TableColumns, _ fields: [TableColumns.FieldColumns]
) -> [StoreDifference] {
  let keyCount = columns.key.count
  let key = (1..<(1 + keyCount)).map { plainText(row[$0] as DatabaseValue) }
  let id: DatabaseValue = row[0]
  return fields.enumerated().compactMap { number, field in
    let written: DatabaseValue = row[1 + keyCount + 2 * number]
    let stored: DatabaseValue = row[2 + keyCount + 2 * number]
    guard id.isNull ? !written.isNull : written != stored else { return nil }
    return StoreDifference(
      table: columns.schema.name, key: key, field: field.field.name,
      written: shown(written), stored: shown(stored))
  }
}

/// A value as messages show it.
private func shown(_ value: DatabaseValue) -> String {
  plainText(value).replacing(unitSeparator, with: ";")
}

extension TableColumns {
  /// Where a blank may differ from the stored value: another program's table fills in the column's
  /// default.
  fileprivate func orDefault(_ written: String) -> String {
    schema.store.isOwned ? "" : " AND (s._op <> 'create' OR \(written) IS NOT NULL)"
  }
}
