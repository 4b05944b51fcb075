import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

extension SQLiteStore {
  /// Staged rows that the table's own constraints will refuse.
  public func refusals(of table: TableSchema) throws(StoreError) -> [StoreRefusal] {
    try access { run, database in
      guard let rows = run.staged[table.name],
        let target = StoreLayout(run.package).table(of: table.name),
        let description = try run.description(of: target.name, in: database)
      else { return [] }
      let columns = try run.columns(of: table)
      let image = StagedConstraints.Image(
        schema: table, target: target, stage: columns.stage, stored: columns.target,
        values: try run.resultingValues(of: columns, in: database))
      let constraints = StagedConstraints(
        RunConnection(database, location: location), image, of: description)
      if try run.meets(constraints, rows) { return [] }
      try run.writeStages()
      for parent in run.stages.values {
        try run.indexStage(of: parent.columns, namedBy: table)
      }
      return try constraints.refusals()
    }
  }

  /// Tries the merge and rolls it back.
  public func rehearse(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [StoreDifference] {
    try access { run, database in
      // Staged rows survive the rehearsal.
      try run.writeStages()
      try database.execute(sql: "SAVEPOINT rehearsal")
    }
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
  /// A table of the store as the store describes it, asked for once; `nil` when it has none of the name.
  func description(
    of table: String, in database: Database
  ) throws -> StoreDescription.Table? {
    if let known = knownDescriptions[table] { return known }
    let description = try StoreDescription.table(table, in: database)
    knownDescriptions[table] = .some(description)
    return description
  }

  /// The values that the columns of a record will have, from the staged row `s` and the stored `t`.
  fileprivate func resultingValues(
    of table: TableColumns, in database: Database
  ) throws -> [String: String] {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT name, dflt_value FROM pragma_table_info(?, 'main') WHERE dflt_value IS NOT NULL",
      arguments: [table.schema.store.table])
    return ImportPipeline.resultingValues(
      of: table.schema,
      defaults: Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["dflt_value"]) }),
      assignments: assignments(table, without: [], includesStaged: true))
  }
}
