public import ImportPipeline
public import Schemas

extension SQLRecordStore {
  /// Reads every created and updated record back and compares it with its staged row.
  public func differences(
    in tables: [TableSchema], limit: Int
  ) throws(StoreError) -> [StoreDifference] {
    try withRun { run in
      if !run.staged.keepAll { try run.writeStages() }
      var differences: [StoreDifference] = []
      for table in tables where differences.count < limit {
        if let (load, created) = run.rowLoads[table.name] {
          differences += try run.differences(
            of: load, created, limit: limit - differences.count)
          continue
        }
        guard run.isStaged(table.name) else { continue }
        let columns = try run.columns(of: table)
        let compared = columns.fields.filter { $0.isStored && !$0.isSecret }
        let sql = columns.differing(in: compared) + " LIMIT \(limit - differences.count)"
        for row in try run.sql.rows(sql) {
          differences += columns.differences(in: row, compared)
            .prefix(limit - differences.count)
        }
      }
      return differences
    }
  }
}

extension TableColumns {
  /// Rows that are stored otherwise than written: the row's key, then pairs of values.
  fileprivate func differing(in fields: [FieldColumns]) -> String {
    let pairs = fields.map(comparison)
    let key = key.map { "s." + quoted($0.field.name) }
    let values = pairs.flatMap { [$0.written, $0.stored] }
    let differing =
      pairs.map { dialect.differ($0.written, $0.stored) + orDefault($0.written) }
      + ["v._id IS NULL"]
    return """
      SELECT \((["v._id"] + key + values).joined(separator: ", "))
      FROM \(stage) AS s LEFT JOIN \(storedView) AS v ON v._id = s._id
      WHERE s._op IN ('create', 'update') AND (\(differing.joined(separator: " OR ")))
      ORDER BY s._row
      """
  }

  /// The written and the stored value of a field, as SQL over the staged row `s` and the stored `v`.
  private func comparison(_ field: FieldColumns) -> (written: String, stored: String) {
    let written = "s." + quoted(field.field.name)
    let stored = "v." + quoted(field.field.name)
    if field.namesFolded {
      // A reference may be written in another case than the key that it names.
      return (dialect.folded(written), dialect.folded(stored))
    }
    if case .localTime = field.field.store {
      // The instant is not stored; one computed from the local time proves nothing.
      let local = quoted(field.field.name + "_local")
      return ("s." + local, "v." + local)
    }
    guard case .list(_, _, _, nil) = field.field.store else { return (written, stored) }
    // Without positions the store gives the items in their own order.
    let items = dialect.joined(
      "i.item", from: "\(listStage(field)) AS i WHERE i._row = s._row", orderedBy: nil)
    return (items, stored)
  }

  /// Where a blank may differ from the stored value: another program's table fills in the column's
  /// default.
  private func orDefault(_ written: String) -> String {
    schema.store.isOwned ? "" : " AND (s._op <> 'create' OR \(written) IS NOT NULL)"
  }

  /// The differences of one row.
  fileprivate func differences(in row: [SQLValue], _ fields: [FieldColumns]) -> [StoreDifference] {
    let keyCount = key.count
    let shownKey = row[1..<(1 + keyCount)].map(\.shown)
    return fields.enumerated().compactMap { number, field in
      let written = row[1 + keyCount + 2 * number]
      let stored = row[2 + keyCount + 2 * number]
      let isSame = written.isNull == stored.isNull && written.shown == stored.shown
      guard row[0].isNull ? !written.isNull : !isSame else { return nil }
      return StoreDifference(
        table: schema.name, key: shownKey, field: field.field.name,
        written: written.shown.replacing(unitSeparator, with: ";"),
        stored: stored.shown.replacing(unitSeparator, with: ";"))
    }
  }
}
