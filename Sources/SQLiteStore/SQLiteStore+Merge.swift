import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

extension SQLiteStore {
  /// Applies what was staged and writes the run's record, all in the run's transaction.
  public func merge(
    _ tables: [TableSchema], run record: RunRecord
  ) throws(StoreError) -> [String: MergeCounts] {
    try merge(tables, feeds: [], run: record)
  }

  /// Applies what was staged, loads the feeds and writes the run's record.
  public func merge(
    _ tables: [TableSchema], feeds: [RecordFeed], run record: RunRecord
  ) throws(StoreError) -> [String: MergeCounts] {
    try access { run, database in
      try database.execute(sql: "PRAGMA main.cache_size = -16000")
      let loads = try run.loads(of: tables, record)
      if !loads.isEmpty {
        // If a direct load is refused, SQL writes the rows again and reports every refusal in full.
        // The staging tables of the other tables are written first, since they must survive the
        // rollback.
        for load in loads { load.rows.isLoaded = true }
        try run.writeStages()
        try database.execute(sql: "SAVEPOINT loading")
        do {
          let counts = try merge(tables, loads, feeds, record, run)
          try database.execute(sql: "RELEASE loading")
          return counts
        } catch {
          guard run.hasRefusedLoad else { throw error }
          try database.execute(sql: "ROLLBACK TO loading; RELEASE loading")
          run.forgetLoads()
        }
      }
      return try merge(tables, [], feeds, record, run)
    }
  }

  /// Merges the tables; some are loaded directly from the staged rows.
  private func merge(
    _ tables: [TableSchema], _ loads: [RowLoad], _ feeds: [RecordFeed], _ record: RunRecord,
    _ run: OpenRun
  ) throws -> [String: MergeCounts] {
    if !run.staged.keepAll { try run.writeStages() }
    try run.forgetAllResults()
    run.storedCounts = [:]
    try RunRecords.write(record, in: run.sql)
    let loaded = Set(loads.map(\.schema.name))
    let staged = try tables.compactMap { table in
      run.stages[table.name] == nil || loaded.contains(table.name)
        ? nil : try run.columns(of: table)
    }
    let merge = try Merge(
      run, tables: staged,
      loads: loads.map { load in (load.schema, { try run.perform(load, record) }) },
      feeds: feeds, record: record)
    return try run.sql.writing(run: record, now: run.now) { () throws(StoreError) in
      do {
        return try merge.perform(counting: tables.map { try run.columns(of: $0) })
      } catch {
        throw storeError(error, location: location)
      }
    }
  }
}

extension OpenRun {
  /// Loads staged rows directly and records in the journal which records came from which rows.
  fileprivate func perform(_ load: RowLoad, _ record: RunRecord) throws -> Int {
    guard let target = StoreLayout(package).table(of: load.schema.name) else { return 0 }
    Failpoint.tableMerging.pass()
    let base = try JournalWriter.lastID(of: target, in: sql)
    let created: [JournalWriter.Created]
    do {
      created = try RowLoading(load: load, run: self, database: database)
        .perform(after: base, record: record)
    } catch {
      hasRefusedLoad = error is RowLoad.Refused || (error as? DatabaseError)?.refusesRow == true
      throw error
    }
    rowLoads[load.schema.name] = (load, created)
    var journal = try JournalWriter(sql, run: record)
    try journal.writeCreated(created, of: load.schema.name)
    Failpoint.tableMerged.pass()
    return created.reduce(0) { $0 + $1.count }
  }
}
