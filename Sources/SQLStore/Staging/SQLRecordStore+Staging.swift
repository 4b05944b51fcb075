public import ImportPipeline
public import RecordMapping
public import Schemas

extension SQLRecordStore {
  /// Keeps rows; they are written to a staging table once SQL needs them.
  public func stage(_ records: [StagedRecord], of table: TableSchema) throws(StoreError) {
    try withRun { run in
      try run.takesRows(of: table)
      guard !records.isEmpty else { return }
      run.staged.append(records, of: table)
      Failpoint.staged.pass()
    }
  }

  /// Keeps rows that were read by columns.
  public func stage(_ batch: StagedBatch, of table: TableSchema) throws(StoreError) {
    try withRun { run in
      try run.takesRows(of: table)
      run.staged.append(batch, of: table)
      Failpoint.staged.pass()
    }
  }

  /// Removes staged rows by their ordinals.
  public func unstage(_ ordinals: [Int], of table: TableSchema) throws(StoreError) {
    try withRun { run in try run.stagedRows(of: table).discard(ordinals) }
  }

  /// Puts rows that were taken back into the stage again.
  public func restage(_ ordinals: [Int], of table: TableSchema) throws(StoreError) {
    try withRun { run in try run.stagedRows(of: table).restore(ordinals) }
  }

  /// Takes back the staged rows from an ordinal on.
  public func unstage(from ordinal: Int, of table: TableSchema) throws(StoreError) {
    try withRun { run in try run.stagedRows(of: table).discard(from: ordinal) }
  }

  /// The staged values of rows by their ordinals.
  public func stagedValues(
    _ ordinals: [Int], of table: TableSchema
  ) throws(StoreError) -> [[FieldValue]?] {
    try withRun { run in
      let rows = run.staged[table.name]
      return ordinals.map { rows?.values(of: $0) }
    }
  }
}
