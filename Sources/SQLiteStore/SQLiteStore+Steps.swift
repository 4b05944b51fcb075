import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

extension SQLiteStore {
  /// The run that is neither finished nor abandoned.
  public func unfinishedRun() throws(StoreError) -> RunRecord? {
    try use { run, database in
      guard !run.lacksTables, try database.tableExists("registrar_runs") else { return nil }
      return try RunRecords.unfinished(in: RunConnection(database, location: location))
    }
  }

  /// Sets aside all staged rows outside the given ordinals.
  public func choose(_ ordinals: Range<Int>, of table: TableSchema) throws(StoreError) {
    try access { run, database in
      try run.writeStages()
      try run.stages[table.name]?.choose(ordinals, in: database)
    }
  }

  /// Commits.
  ///
  /// The lock file stays, so that others leave the store alone until the next transaction begins.
  public func commitStep() throws(StoreError) {
    try access { _, database in
      Failpoint.committing.pass()
      try database.execute(sql: "COMMIT")
      Failpoint.committed.pass()
    }
  }

  /// Begins the next transaction of the run.
  public func beginStep() throws(StoreError) {
    try access { _, database in
      try LateForeignKeys.enforce(in: database)
      try database.execute(sql: "BEGIN IMMEDIATE")
    }
  }
}
