public import ImportPipeline
public import Schemas

extension SQLRecordStore {
  /// Applies what was staged and writes the run's record, all in the run's transaction.
  public func merge(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [String: MergeCounts] {
    try withRun { run in
      try run.beginMerge(of: record)
      let loads = try run.loads(of: tables, record)
      if !loads.isEmpty {
        // If a direct load is refused, SQL writes the rows again and reports every refusal in full.
        // The staging tables of the other tables are written first, since they must survive the
        // rollback.
        for load in loads { load.rows.isLoaded = true }
        try run.writeStages()
        do {
          return try run.underSavepoint("loading") { try run.merge(tables, loads, record) }
        } catch {
          guard run.hasRefusedLoad else { throw error }
          run.discardLoads()
        }
      }
      return try run.merge(tables, [], record)
    }
  }
}

extension SQLMergeRun {
  /// The tables that can be loaded directly from staged rows: empty ones that no earlier table
  /// refers to.
  fileprivate func loads(of tables: [TableSchema], _ record: RunRecord) throws -> [RowLoad] {
    guard writes, record.step == .only else { return [] }
    var named: Set<String> = []
    var loads: [RowLoad] = []
    for table in tables {
      guard let rows = staged[table.name] else { continue }
      if !named.contains(table.name), try storedCount(of: table) == 0,
        let load = RowLoad(rows, of: package), try takes(load)
      {
        loads.append(load)
      }
      named.formUnion(table.references.map(\.table))
    }
    return loads
  }

  /// Discards the direct loads, so that their rows are written by SQL.
  fileprivate func discardLoads() {
    for name in staged.names { staged[name]?.isLoaded = false }
    rowLoads = [:]
    hasRefusedLoad = false
  }

  /// Merges the tables; some are loaded directly from the staged rows.
  fileprivate func merge(
    _ tables: [TableSchema], _ loads: [RowLoad], _ record: RunRecord
  ) throws -> [String: MergeCounts] {
    if !staged.keepAll { try writeStages() }
    try discardAllResults()
    storedCounts = [:]
    try RunRecords.write(record, in: sql)
    let loaded = Set(loads.map(\.schema.name))
    let staged = try tables.filter { isStaged($0.name) && !loaded.contains($0.name) }
      .map { try columns(of: $0) }
    for table in staged { try prepareStage(of: table) }
    let merge = try Merge(self, tables: staged, loads: loads, record: record)
    return try sql.writing(run: record, now: now) { () throws(StoreError) in
      do {
        return try merge.perform(counting: tables.map { try columns(of: $0) })
      } catch {
        throw meaning(of: error)
      }
    }
  }
}
