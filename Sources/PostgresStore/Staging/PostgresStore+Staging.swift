import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

extension OpenRun: SQLStoreRun {
  /// Whether a table has a staging table.
  func isStaged(_ name: String) -> Bool { stages[name] != nil }

  /// Indexes a staging table and tells the server what it holds.
  func prepareStage(of table: TableColumns) throws {
    try stages[table.schema.name]?.prepareForQuestions()
  }

  /// Nothing: the server joins staged children by hashes.
  func indexChildren(_ link: ChildField) throws {}

  /// Indexes staged rows of one table for references from another, so that none scans all rows.
  func indexStage(of parent: TableColumns, namedBy table: TableSchema) throws {
    try stages[parent.schema.name]?.indexRows(namedBy: table)
  }

  /// Brings staging tables to the state of the staged rows, before SQL reads them; all of them for `nil`.
  func writeStages(of names: Set<String>?) throws {
    for name in staged.names where names?.contains(name) ?? true {
      guard let rows = staged[name], !rows.isLoaded, rows.hasChanges || stages[name] == nil
      else { continue }
      let stage = try stagedTable(of: rows.schema)
      try discardResults(of: name)
      var batch: [StagedRecord] = []
      try rows.writeChanges(delete: { try stage.delete($0) }) { record in
        batch.append(record)
        if batch.count == 1_000 {
          try stage.write(batch)
          batch.removeAll(keepingCapacity: true)
        }
      }
      if !batch.isEmpty { try stage.write(batch) }
    }
  }
}

extension OpenRun {
  /// The staging table of a table, created on first use.
  func stagedTable(of table: TableSchema) throws -> StagedTable {
    if let stage = stages[table.name] { return stage }
    let columns = try columns(of: table)
    let stage = try StagedTable(
      columns, nextID: writes ? try nextID(of: columns) : nil, connection)
    stages[table.name] = stage
    return stage
  }

  /// SQL that gives a table's next surrogate id.
  private func nextID(of table: TableColumns) throws -> String {
    let id = table.schema.store.idColumn
    let sequence = try connection.value(
      "SELECT pg_get_serial_sequence($1, $2)", [table.target, id])
    if let sequence { return "nextval(\(sqlText(sequence)))" }
    if let value = catalog.column(id, of: table.schema.store.table)?.defaultSQL {
      return "(\(value))"
    }
    if table.numbers != nil { return "gen_random_uuid()" }
    // No sequence counts them: the next number after the highest one.
    return """
      greatest((SELECT max(\(table.id)) FROM \(table.target)), \
      (SELECT max(_id) FROM \(table.stage)), 0) + generate_series
      """
  }
}
