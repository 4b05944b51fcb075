public import ImportPipeline
import SQLStore
public import Schemas

extension PostgresStore {
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
    try access { run in
      if !run.staged.keepAll { try run.writeStages() }
      try run.forgetAllResults()
      run.storedCounts = [:]
      try RunRecords.write(record, in: run.sql)
      run.mergedRun = record.id
      let staged = try tables.compactMap { table -> TableColumns? in
        guard let stage = run.stages[table.name] else { return nil }
        try stage.prepareForQuestions()
        return stage.columns
      }
      let merge = try Merge(run, tables: staged, feeds: feeds, record: record)
      return try run.sql.writing(run: record, now: run.now) { () throws(StoreError) in
        do {
          return try merge.perform(counting: tables.map { try run.columns(of: $0) })
        } catch {
          throw storeError(error, location: location)
        }
      }
    }
  }
}
