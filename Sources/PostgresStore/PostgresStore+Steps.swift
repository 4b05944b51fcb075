public import ImportPipeline
import SQLStore
public import Schemas

extension PostgresStore {
  /// Stops the statement that the server works on.
  public var statementStop: (@Sendable () -> Void)? { run?.connection.statementStop }

  /// The run that is neither finished nor abandoned.
  public func unfinishedRun() throws(StoreError) -> RunRecord? {
    try access { run in
      try RunRecords.unfinished(in: ServerConnection(run.connection, location: location))
    }
  }

  /// Sets aside all staged rows outside the given ordinals.
  public func choose(_ ordinals: Range<Int>, of table: TableSchema) throws(StoreError) {
    try access { run in
      try run.writeStages()
      try run.stages[table.name]?.choose(ordinals)
    }
  }

  /// Commits; the store's lock stays with the connection.
  public func commitStep() throws(StoreError) {
    try access { run in
      if lock == nil {
        // The run created the tool's tables itself; so far nothing told others who holds the lock.
        let own = RunLock(
          schema: try StoreSchema(run.connection), holder: holder, patience: lockPatience)
        lock = (own, run.mergedRun ?? "")
      }
      if !keepsLock {
        try lock?.lock.keep()
        keepsLock = true
      }
      Failpoint.committing.pass()
      try run.connection.execute("COMMIT")
      Failpoint.committed.pass()
    }
  }

  /// Begins the next transaction of the run.
  public func beginStep() throws(StoreError) {
    try access { _ in
      if let lock { try lock.lock.begin(run: lock.run) }
    }
  }
}
