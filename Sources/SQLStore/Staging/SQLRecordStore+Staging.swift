public import ImportPipeline
public import RecordMapping
public import Schemas
import TabularCore

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

/// Rows that are staged again by a later run.
extension SQLRecordStore {
  /// The staged rows of a table as they are.
  public func keptStage(of table: TableSchema) throws(StoreError) -> (any KeptStage)? {
    try withRun { run in run.staged[table.name]?.copy() }
  }

  /// Begins with the texts of rows that an earlier run kept.
  public func shareTexts(with kept: any KeptStage) throws(StoreError) {
    try withRun { run in
      if let rows = kept as? StagedRows { run.staged.shareTexts(with: rows) }
    }
  }

  /// Stages the rows of a table as an earlier run kept them.
  public func stage(_ kept: any KeptStage, of table: TableSchema) throws(StoreError) {
    guard let rows = kept as? StagedRows else {
      throw StoreError(.runInternal(.other(reason: "rows are kept by another kind of store")))
    }
    try withRun { run in
      try run.takesRows(of: table)
      run.staged.take(rows, of: table)
    }
  }
}
