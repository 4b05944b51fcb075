public import ImportPipeline
public import Schemas

extension SQLRecordStore {
  /// Staged rows that share unique values with an earlier row or with a record the run leaves alone.
  public func conflicts(
    onFields fields: [Int], of table: TableSchema
  ) throws(StoreError) -> [UniqueConflict] {
    try withRun { run in
      if let conflicts = try run.conflicts(onFields: fields, of: table) { return conflicts }
      try run.writeStages()
      guard run.isStaged(table.name) else { return [] }
      let columns = try run.columns(of: table)
      let compared = fields.filter(columns.fields.indices.contains).map { columns.fields[$0] }
      guard !compared.isEmpty else { return [] }
      try run.prepareForms(of: compared, in: columns)
      try run.prepareStage(of: columns)
      var conflicts: [Int: UniqueConflict] = [:]
      for row in try run.sql.rows(repeated(compared, of: columns)) {
        guard let ordinal = row[0].integer else { continue }
        conflicts[ordinal] = UniqueConflict(ordinal: ordinal, otherOrdinal: row[1].integer)
      }
      for row in try run.sql.rows(run.stored(compared, of: columns)) {
        guard let ordinal = row[0].integer else { continue }
        conflicts[ordinal, default: UniqueConflict(ordinal: ordinal)].storedKey =
          row.dropFirst().map(\.shown)
      }
      return conflicts.values.sorted { $0.ordinal < $1.ordinal }
    }
  }
}

/// Rows that repeat the values of an earlier row, each with that row.
private func repeated(_ fields: [TableColumns.FieldColumns], of columns: TableColumns) -> String {
  let names = fields.map { quoted($0.comparedColumn) }
  return """
    SELECT _row, first FROM (
      SELECT _row, min(_row) OVER (PARTITION BY \(names.joined(separator: ", "))) AS first
      FROM \(columns.stage)
      WHERE _op <> 'delete' AND \(columns.dialect.conjunction(names.map { $0 + " IS NOT NULL" }))
    ) AS repeated WHERE first < _row
    """
}

extension SQLStoreRun {
  /// Rows that repeat the values of a stored record the run does not touch, with that record's key.
  fileprivate func stored(
    _ fields: [TableColumns.FieldColumns], of columns: TableColumns
  ) throws -> String {
    var given: [String: TypedSQL] = [:]
    for field in fields {
      given[field.field.name] = TypedSQL("s." + quoted(field.field.name), field.logicalType)
    }
    let equalities = fields.map { field in
      lookup.condition(
        field, in: columns, alias: "k",
        equals: TypedSQL("s." + quoted(field.comparedColumn), field.comparedType),
        isFolded: true, given: given)
    }
    let filled = fields.map { "s.\(quoted($0.comparedColumn)) IS NOT NULL" }
    let key = columns.key.map { "v." + quoted($0.field.name) }
    return """
      SELECT s._row, \((key.isEmpty ? ["NULL"] : key).joined(separator: ", "))
      FROM \(columns.stage) AS s
      \(dialect.orderedJoin) \(columns.target) AS k ON \(dialect.conjunction(equalities))
      JOIN \(columns.storedView) AS v ON v._id = k.\(columns.id)
      WHERE s._op <> 'delete' AND \(dialect.conjunction(filled))
        AND \(try untouched(columns, id: "k.\(columns.id)"))
      """
  }
}
