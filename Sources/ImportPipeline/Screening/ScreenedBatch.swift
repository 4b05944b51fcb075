import RecordMapping
import TabularCore

/// A batch of rows with what the screens say of each.
struct ScreenedBatch: Sendable {
  /// What is to be done with a row.
  enum Verdict: UInt8, Sendable {
    /// All its cells are sound.
    case sound
    /// One cell is refused, the others are sound.
    case refused
    /// The row must be read cell by cell.
    case unsure
  }

  /// A cell that is refused.
  struct Refusal: Sendable, Hashable {
    /// The field's index in the schema.
    var field: Int
    /// Why.
    var verdict: ScreenVerdict
  }

  /// The rows as read.
  var batch: RowBatch
  /// The values of the bound fields, row by row.
  var values: [ScreenedValue] = []
  /// What is to be done with each row.
  var verdicts: [Verdict] = []
  /// The refused cell of each row that has one.
  var refusals: [Refusal?] = []
  /// The parents that references mean, by ordinal, row by row; -1 for none.
  var parents: [Int32] = []
  /// The bytes of all keys, and where each row's end; a row without a key has no bytes.
  var keyBytes: [UInt8] = []
  var keyEnds: [Int] = []
  /// The hash of each row's key, and of its values.
  var keyHashes: [UInt32] = []
  var valueHashes: [UInt64] = []

  init(_ batch: RowBatch) { self.batch = batch }

  /// The values of a row, by the index of the schema's fields.
  func fieldValues(ofRowAt row: Int, fields: [Int], fieldCount: Int) -> [FieldValue] {
    var values = Array(repeating: FieldValue.null, count: fieldCount)
    batch.arena.withUnsafeBytes { arena in
      for (position, field) in fields.enumerated() {
        values[field] = self.values[row * fields.count + position].fieldValue(in: arena)
      }
    }
    return values
  }
}
