public import RecordMapping
public import Schemas
import TabularCore

extension RecordStore {
  /// Refuses: the store tells no operations.
  public func operations(
    of table: TableSchema, _ body: (StagedOperation) -> Bool
  ) throws(StoreError) {
    throw unsupported("plans")
  }

  /// Knows of no run.
  public func lastRun(ofRecord id: Int64, of table: TableSchema) throws(StoreError) -> String? {
    nil
  }

  /// Knows of no edits.
  public func hasManualEdits(of table: TableSchema) throws(StoreError) -> Bool { false }

  /// Knows of no edits.
  public func manualEdits(
    ofRecord id: Int64, of table: TableSchema
  ) throws(StoreError) -> [ManualEdit] { [] }

  /// Refuses: the store counts no groups.
  public func recordCounts(
    of table: TableSchema, byFieldAt index: Int
  ) throws(StoreError) -> [String: Int] {
    throw unsupported("guards of groups")
  }

  /// Refuses: the store does not list its records.
  public func storedRecords(
    of table: TableSchema, where scope: (field: Int, value: FieldValue)?,
    _ body: (StoredRecord) -> Bool
  ) throws(StoreError) {
    throw unsupported("pruning")
  }

  private func unsupported(_ what: String) -> StoreError {
    StoreError(
      .runInternal(.other(reason: "this kind of store does not support \(what) yet")))
  }
}
