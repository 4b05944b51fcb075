public import ImportPipeline
import SQLStore
public import Schemas

extension PostgresStore {
  /// Staged rows that share unique values with an earlier row or with a record the run leaves alone.
  public func conflicts(
    onFields fields: [Int], of table: TableSchema
  ) throws(StoreError) -> [UniqueConflict] {
    try access { run in
      if let conflicts = try run.conflicts(onFields: fields, of: table) { return conflicts }
      try run.writeStages()
      guard let stage = run.stages[table.name] else { return [] }
      let columns = stage.columns
      let compared = fields.filter(columns.fields.indices.contains).map { columns.fields[$0] }
      guard !compared.isEmpty else { return [] }
      try run.prepareForms(
        of: compared, in: columns, ServerConnection(run.connection, location: location))
      try stage.prepareForQuestions()
      var conflicts: [Int: UniqueConflict] = [:]
      let rows = try run.connection.query(repeatedSQL(columns, compared))
      for row in 0..<rows.count {
        guard let ordinal = rows.integer(row, 0) else { continue }
        conflicts[ordinal] = UniqueConflict(ordinal: ordinal, otherOrdinal: rows.integer(row, 1))
      }
      let stored = try run.connection.query(
        try storedConflictSQL(columns, compared, run))
      for row in 0..<stored.count {
        guard let ordinal = stored.integer(row, 0) else { continue }
        let key = (1..<stored.columnCount).map { stored.shownText(row, $0) }
        conflicts[ordinal, default: UniqueConflict(ordinal: ordinal)].storedKey = key
      }
      return conflicts.values.sorted { $0.ordinal < $1.ordinal }
    }
  }
}

/// Rows that repeat the values of an earlier row, each with that row.
private func repeatedSQL(
  _ columns: TableColumns, _ fields: [TableColumns.FieldColumns]
) -> String {
  let names = fields.map { quoted($0.comparedColumn) }
  return """
    SELECT _row, first FROM (
      SELECT _row, min(_row) OVER (PARTITION BY \(names.joined(separator: ", "))) AS first
      FROM \(columns.stage)
      WHERE _op <> 'delete' AND \(conjunction(names.map { $0 + " IS NOT NULL" }))
    ) AS repeated WHERE first < _row
    """
}

/// Rows that repeat the values of a stored record the run does not touch, with that record's key.
private func storedConflictSQL(
  _ columns: TableColumns, _ fields: [TableColumns.FieldColumns], _ run: OpenRun
) throws -> String {
  var given: [String: TypedSQL] = [:]
  for field in fields {
    given[field.field.name] = TypedSQL("s." + quoted(field.field.name), field.logicalType)
  }
  let equalities = fields.map { field in
    run.lookup.condition(
      field, in: columns, alias: "k",
      equals: TypedSQL("s." + quoted(field.comparedColumn), comparedType(field)), isFolded: true,
      given: given)
  }
  let filled = fields.map { "s.\(quoted($0.comparedColumn)) IS NOT NULL" }
  let key = columns.key.map { "v." + quoted($0.field.name) }
  let untouched = try run.untouched(columns, id: "k.\(columns.id)")
  return """
    SELECT s._row, \((key.isEmpty ? ["NULL"] : key).joined(separator: ", "))
    FROM \(columns.stage) AS s
    JOIN \(columns.target) AS k ON \(conjunction(equalities))
    JOIN \(columns.storedView) AS v ON v._id = k.\(columns.id)
    WHERE s._op <> 'delete' AND \(conjunction(filled)) AND \(untouched)
    """
}
