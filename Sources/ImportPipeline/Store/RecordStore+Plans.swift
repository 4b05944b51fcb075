public import RecordMapping
public import Schemas
import TabularCore

extension RecordStore {
  /// Refuses: the store tells no operations.
  public func operations(
    of table: TableSchema, _ selection: StagedSelection
  ) throws(StoreError) -> [StagedOperation] {
    throw unsupported("plans")
  }

  /// Enumerates staged operations of a table by ordinal, each with the record as it is stored; `body` may
  /// call the store.
  public func forEachOperation(
    of table: TableSchema, _ operations: Set<RecordOperation> = [.create, .update, .delete],
    _ body: (StagedOperation) throws(StoreError) -> Void
  ) throws(StoreError) {
    let size = 1_000
    var last = -1
    while true {
      let page = try self.operations(
        of: table, StagedSelection(.after(last, limit: size), operations))
      for operation in page { try body(operation) }
      guard page.count == size, let end = page.last else { return }
      last = end.ordinal
    }
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

  /// Refuses: the store follows no references backwards.
  public func dependents(
    ofRecords ids: [Int64], of table: TableSchema
  ) throws(StoreError) -> [String: [Int64]] {
    throw unsupported("dependent records")
  }

  private func unsupported(_ what: String) -> StoreError {
    StoreError(
      .runInternal(.other(reason: "this kind of store does not support \(what) yet")))
  }
}
