import RecordMapping
import Schemas
import TabularCore

/// The pruning of a table: which stored records its rows name, and which are deleted because no row does.
struct Pruning {
  /// The stored records that rows name, by id, with the first row.
  private var named: [Int64: Int] = [:]
  /// The keys of skipped rows, folded, with the first row.
  private var skippedKeys: [String: Int] = [:]
  /// Skipped rows whose key cannot be read, by ordinal, with their row numbers.
  private(set) var unclearRows: [Int: Int] = [:]
  /// The keys of the records to be deleted, in the order of their ordinals.
  var prunedKeys: [String] = []
  /// Those that cannot be deleted, by position in `prunedKeys`.
  var refused: Set<Int> = []

  /// Whether the records stay and are marked as gone.
  var retires = false

  /// How many records are deleted, or marked as gone.
  var count: Int { prunedKeys.count - refused.count }

  /// Notes a row.
  mutating func note(_ row: PendingRow) {
    if let id = row.stored?.id, named[id] == nil { named[id] = row.ordinal }
  }

  /// Notes a skipped row by its key; `nil` when the key cannot be read.
  mutating func note(skipped row: PendingRow, key: String?) {
    guard let key else {
      unclearRows[row.ordinal] = row.number
      return
    }
    let folded = foldedValue(key)
    if skippedKeys[folded] == nil { skippedKeys[folded] = row.ordinal }
  }

  /// Whether a row names a stored record.
  func names(_ id: Int64, key: String) -> Bool {
    named[id] != nil || skippedKeys[foldedValue(key)] != nil
  }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    named = named.filter { $0.value < ordinal }
    skippedKeys = skippedKeys.filter { $0.value < ordinal }
    unclearRows = unclearRows.filter { $0.key < ordinal }
  }
}

/// A value that another program changed and that a row would have changed.
struct KeptEdit {
  /// The row's ordinal.
  var ordinal: Int
  /// The stored record.
  var stored: StoredRecord
  /// The field, by index.
  var field: Int
  /// What the row says.
  var given: FieldValue
}
