public import RecordMapping
public import Schemas

extension TableSchema {
  /// The record that a key means among those that have it: the only one, or the only live one; `nil` if
  /// that is ambiguous.
  public func meant(among records: [StoredRecord]) -> StoredRecord? {
    guard records.count > 1 else { return records.first }
    guard liveness != nil else { return nil }
    let live = records.filter { !isClosed($0.values) }
    return live.count == 1 ? live.first : nil
  }

  /// Whether a record is closed, so that no row means it if a live one has its key.
  func isClosed(_ values: [FieldValue]) -> Bool {
    guard let closing, closing.field < values.count else { return false }
    return closing.closed.contains(values[closing.field].description)
  }
}

extension StoredRecord {
  /// The record by its key and its id in the store, since others may have that key as well.
  func shown(key fields: [Int]) -> String {
    let key = RecordKey.text(fields.map { values[$0] }) ?? ""
    return "\(RecordKey.shown(key)) (id \(id))"
  }
}

extension RecordStore {
  /// The stored records that natural keys mean, in the order of `keys`; `nil` if there is none, or if it
  /// is ambiguous which one is meant.
  ///
  /// A key has one value per field of the schema's natural key.
  public func records(
    of table: TableSchema, keys: [[FieldValue]]
  ) throws(StoreError) -> [StoredRecord?] {
    try matches(of: table, keys: keys).map(table.meant)
  }
}
