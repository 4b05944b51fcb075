import GRDB
public import ImportPipeline
public import Schemas

extension SQLiteStore {
  /// Staged rows that the table's own constraints will refuse.
  public func refusals(of table: TableSchema) throws(StoreError) -> [StoreRefusal] {
    try access { run, database in
      guard let columns = run.stages[table.name]?.columns,
        let target = StoreLayout(run.package).table(of: table.name),
        let description = try run.description(in: database).tables[target.name]
      else { return [] }
      let image = StagedConstraints.Image(
        schema: table, target: target, stage: columns.stage, stored: columns.target,
        values: try run.resultingValues(of: columns, in: database))
      return try StagedConstraints(
        RunConnection(database, location: location), image, of: description
      ).refusals()
    }
  }

  /// Tries the merge and takes it back.
  public func rehearse(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [StoreDifference] {
    try access { _, database in try database.execute(sql: "SAVEPOINT rehearsal") }
    func takeBack() {
      try? access { _, database in
        if database.isInsideTransaction {
          try database.execute(sql: "ROLLBACK TO rehearsal; RELEASE rehearsal")
        }
      }
    }
    defer { takeBack() }
    _ = try merge(tables, run: record)
    return try differences(in: tables, limit: 1_000)
  }
}

extension OpenRun {
  /// The store's tables as the store describes them, asked for once.
  func description(in database: Database) throws -> StoreDescription {
    if let known = knownDescription { return known }
    let description = try StoreDescription.read(database)
    knownDescription = description
    return description
  }

  /// The values that the columns of a record will have, from the staged row `s` and the stored `t`.
  fileprivate func resultingValues(
    of table: TableColumns, in database: Database
  ) throws -> [String: String] {
    let isOwned = table.schema.store.isOwned
    var values: [String: String] = [:]
    if !isOwned {
      // What no field fills is what it was, or what the store gives a new record.
      let rows = try Row.fetchAll(
        database, sql: "SELECT name, dflt_value FROM pragma_table_info(?, 'main')",
        arguments: [table.schema.store.table])
      for row in rows {
        guard let value = row[1] as String? else { continue }
        values[row[0]] = "CASE s._op WHEN 'create' THEN (\(value)) ELSE t.\(quoted(row[0])) END"
      }
      for (column, value) in table.schema.store.defaults {
        values[column] = "CASE s._op WHEN 'create' THEN (\(value)) ELSE t.\(quoted(column)) END"
      }
    }
    for item in assignments(table, without: [], includesStaged: true) {
      guard !isOwned else {
        values[item.column] = item.expression
        continue
      }
      let created = values[item.column].map { "coalesce(\(item.expression), \($0))" }
      values[item.column] = """
        CASE WHEN s._op = 'create' THEN \(created ?? item.expression) \
        WHEN s._changed LIKE '%,\(item.field),%' THEN \(item.expression) \
        ELSE t.\(quoted(item.column)) END
        """
    }
    return values
  }
}
