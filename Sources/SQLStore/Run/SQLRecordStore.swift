public import ImportPipeline
public import Schemas

/// A store whose look-ups, comparison and merge are written once, in SQL.
///
/// The store itself keeps its connection, its lock, its catalog and the ways in which much data goes in and out.
public protocol SQLRecordStore: RecordStore {
  /// Uses the open run.
  ///
  /// - Throws: what the store's own errors mean for the run; an internal error where no run is open.
  func withRun<Result>(
    _ body: (any SQLMergeRun) throws -> Result
  ) throws(StoreError) -> Result
}

extension SQLRecordStore {
  /// How many records a table holds.
  public func recordCount(of table: TableSchema) throws(StoreError) -> Int {
    try withRun { run in try run.storedCount(of: table) }
  }
}
