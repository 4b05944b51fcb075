public import ImportPipeline
import SQLStore
public import Schemas

extension PostgresStore {
  /// Applies what was staged and writes the run's record, all in the run's transaction.
  public func merge(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [String: MergeCounts] {
    try access { run in
      let loads = try run.loads(of: tables, record)
      if !loads.isEmpty {
        // If a direct load is refused, SQL writes the rows again and reports every refusal in full.
        // The staging tables of the other tables are written first, since they must survive the
        // rollback.
        for load in loads { load.rows.isLoaded = true }
        try run.writeStages()
        do {
          return try run.connection.underSavepoint("loading") {
            try merge(tables, loads, record, run)
          }
        } catch {
          guard run.hasRefusedLoad else { throw error }
          run.forgetLoads()
        }
      }
      return try merge(tables, [], record, run)
    }
  }

  /// Merges the tables; some are loaded directly from the staged rows.
  private func merge(
    _ tables: [TableSchema], _ loads: [RowLoad], _ record: RunRecord, _ run: OpenRun
  ) throws -> [String: MergeCounts] {
    if !run.staged.keepAll { try run.writeStages() }
    try run.forgetAllResults()
    run.storedCounts = [:]
    let connection = ServerConnection(run.connection, location: location)
    try RunRecords.write(record, in: connection)
    run.mergedRun = record.id
    let loaded = Set(loads.map(\.schema.name))
    let staged = try tables.compactMap { table -> TableColumns? in
      guard let stage = run.stages[table.name], !loaded.contains(table.name) else { return nil }
      try stage.prepareForQuestions()
      return stage.columns
    }
    var operations: [String: Set<RecordOperation>] = [:]
    for table in staged {
      let rows = try run.connection.query("SELECT DISTINCT _op FROM \(table.stage)")
      operations[table.schema.name] = Set(
        (0..<rows.count).compactMap { rows.text($0, 0).flatMap(RecordOperation.init) })
    }
    let merge = Merge(
      run: run, connection: connection, tables: staged, loads: loads, record: record,
      operations: operations)
    return try connection.writing(run: record, now: run.now) { () throws(StoreError) in
      do {
        return try merge.perform(counting: tables.map { try run.columns(of: $0) })
      } catch {
        throw storeError(error, location: location)
      }
    }
  }
}
