import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

extension SQLiteStore {
  /// Staged rows that share unique values with an earlier row or with a record the run leaves alone.
  public func conflicts(
    onFields fields: [Int], of table: TableSchema
  ) throws(StoreError) -> [UniqueConflict] {
    try access { run, database in
      if let conflicts = try run.conflicts(onFields: fields, of: table) { return conflicts }
      try run.writeStages(in: database)
      guard let writer = run.stages[table.name] else { return [] }
      let columns = writer.columns
      let compared = fields.filter(columns.fields.indices.contains).map { columns.fields[$0] }
      guard !compared.isEmpty else { return [] }
      try run.prepareForms(of: compared, in: columns, RunConnection(database, location: location))
      var conflicts: [Int: UniqueConflict] = [:]
      let rows = try Row.fetchCursor(database, sql: repeatedSQL(columns, compared))
      while let row = try rows.next() {
        let ordinal: Int = row[0]
        conflicts[ordinal] = UniqueConflict(ordinal: ordinal, otherOrdinal: row[1])
      }
      let stored = try Row.fetchCursor(
        database, sql: storedConflictSQL(columns, compared, lookup: run.lookup))
      while let row = try stored.next() {
        let ordinal: Int = row[0]
        let key = (1..<row.count).map { plainText(row[$0] as DatabaseValue) }
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
    ) WHERE first < _row
    """
}

/// Rows that repeat the values of a stored record the run does not touch, with that record's key.
private func storedConflictSQL(
  _ columns: TableColumns, _ fields: [TableColumns.FieldColumns], lookup: ParentLookup
) -> String {
  var given: [String: String] = [:]
  for field in fields { given[field.field.name] = "s." + quoted(field.field.name) }
  let equalities = fields.map { field in
    lookup.condition(
      field, in: columns, alias: "k", equals: "s." + quoted(field.comparedColumn), isFolded: true,
      given: given)
  }
  let filled = fields.map { "s.\(quoted($0.comparedColumn)) IS NOT NULL" }
  let key = columns.key.map { "v." + quoted($0.field.name) }
  return """
    SELECT s._row, \((key.isEmpty ? ["NULL"] : key).joined(separator: ", "))
    FROM \(columns.stage) AS s
    CROSS JOIN \(columns.target) AS k ON \(conjunction(equalities))
    JOIN \(columns.storedView) AS v ON v._id = k.\(columns.id)
    WHERE s._op <> 'delete' AND \(conjunction(filled))
      AND k.\(columns.id) NOT IN (SELECT _id FROM \(columns.stage) WHERE _id IS NOT NULL)
    """
}
