package import ImportPipeline
package import RecordMapping
import Schemas

/// A staged row of a table, by the stored record's key.
package struct StagedChange {
  package var table: String
  package var operation: RecordOperation
  /// The stored record's key; `nil` for a new record.
  package var key: [FieldValue]?
  /// What changes, by index; all values of a new record.
  package var values: [Int: FieldValue]
}

/// A record that a test means is not stored.
struct NoSuchRecord: Error {
  var table: String
  var key: [FieldValue]
}

package func create(_ table: String, _ values: [FieldValue]) -> StagedChange {
  StagedChange(
    table: table, operation: .create,
    values: Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0, $1) }))
}

package func update(_ table: String, _ key: [String], _ values: [Int: FieldValue]) -> StagedChange {
  StagedChange(table: table, operation: .update, key: key.map { text($0) }, values: values)
}

package func delete(_ table: String, _ key: String...) -> StagedChange {
  StagedChange(table: table, operation: .delete, key: key.map { text($0) }, values: [:])
}

extension StoreUnderTest {
  /// Stages changes, rows of a table in their order, from ordinal 10 on.
  package func stage(_ changes: [StagedChange], in store: any RecordStore) throws {
    var ordinals: [String: Int] = [:]
    for change in changes {
      let table = StorePackage.table(change.table)
      var stored: StoredRecord?
      if let key = change.key {
        stored = try store.records(of: table, keys: [key]).first ?? nil
        guard stored != nil else { throw NoSuchRecord(table: change.table, key: key) }
      }
      var values =
        stored?.values ?? Array(repeating: FieldValue.null, count: table.fields.count)
      for (index, value) in change.values { values[index] = value }
      let ordinal = ordinals[change.table, default: 10]
      ordinals[change.table] = ordinal + 1
      try store.stage(
        [
          StagedRecord(
            ordinal: ordinal, operation: change.operation, storedID: stored?.id, values: values,
            changedFields: change.operation == .update ? change.values.keys.sorted() : [])
        ], of: table)
    }
  }

  /// Merges changes as a run and commits.
  package func apply(
    _ changes: [StagedChange], run: String, sources: [RunRecord.Source] = []
  ) throws {
    let store = try opened(writes: true)
    try stage(changes, in: store)
    var record = StorePackage.run(run)
    record.sources = sources
    let tables = package.tables.filter { table in changes.contains { $0.table == table.name } }
    _ = try store.merge(tables, run: record)
    try store.commit()
  }
}
