public import ImportPipeline
public import Schemas

extension PostgresStore {
  /// The run that is neither finished nor abandoned.
  public func unfinishedRun() throws(StoreError) -> RunRecord? {
    try access { run in
      try RunRecords.unfinished(in: ServerConnection(run.connection, location: location))
    }
  }

  /// Sets staged rows aside but those with some ordinals.
  public func choose(_ ordinals: Range<Int>, of table: TableSchema) throws(StoreError) {
    try access { run in
      try run.stages[table.name]?.choose(ordinals)
    }
  }

  /// Commits, and begins the next transaction of the run.
  public func commitStep() throws(StoreError) {
    try access { run in
      if let lock { try lock.lock.release(run: lock.run) }
      Failpoint.committing.pass()
      try run.connection.execute("COMMIT")
      Failpoint.committed.pass()
      if let lock {
        try lock.lock.begin(run: lock.run)
      } else {
        try run.connection.execute(RunLock.beginning)
      }
    }
  }
}
