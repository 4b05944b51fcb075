import RecordMapping
import TabularCore

/// A batch of rows read by columns.
struct ColumnBatch: Sendable {
  /// What is to be done with a row.
  enum Verdict: UInt8, Sendable {
    /// All its cells are sound.
    case sound
    /// One cell is refused, the others are sound; rows that it refers to may not be.
    case refused
    /// All its cells are sound, and there is a note on some.
    case noted
    /// The row must be read cell by cell.
    case unsure
    /// All its cells are sound, and a row that it refers to is not.
    case waiting
  }

  /// A cell that is refused.
  struct Refusal: Sendable, Hashable {
    /// The field's index in the schema.
    var field: Int
    /// Why.
    var code: IssueCode
  }

  /// The parent of a row that was read apart from its parents: there is one to be found.
  static let wanted: Int32 = -2

  /// The rows as read; without cells where `kept` has them.
  var batch: RowBatch
  /// Reads the rows again where their cells were left out; `nil` where they are there.
  var kept: KeptRows?
  /// The values of the fields, row by row.
  var values: [ColumnValue] = []
  /// The values that columns keep, by place among the fields.
  var pools: [[FieldValue]] = []
  /// What is to be done with each row.
  var verdicts: [Verdict] = []
  /// The refused cell of each row that has one.
  var refusals: [Refusal?] = []
  /// The notes on cells of rows, in the order of the rows.
  var notes: [(row: Int, note: Refusal)] = []
  /// The parents that references mean, by ordinal, row by row; -1 for none, `wanted` for one not looked for.
  var parents: [Int32] = []
  /// The further parents of lists: the row, the reference's place, the ordinal.
  var furtherParents: [(row: Int, reference: Int, ordinal: Int32)] = []
  /// The bytes of all keys, and where each row's end; a row without a key has no bytes.
  var keyBytes: [UInt8] = []
  var keyEnds: [Int] = []
  /// The hash of each row's key, and of its values where they are compared later.
  var keyHashes: [UInt32] = []
  var valueHashes: [UInt64] = []

  init(_ batch: RowBatch) { self.batch = batch }

  /// The rows with their cells.
  func wholeRows() throws -> RowBatch { try kept?.rows(like: batch) ?? batch }

  /// The values of a row, by the index of the schema's fields.
  func fieldValues(ofRowAt row: Int, fields: [Int], fieldCount: Int) -> [FieldValue] {
    var values = Array(repeating: FieldValue.null, count: fieldCount)
    batch.arena.withUnsafeBytes { arena in
      for (position, field) in fields.enumerated() {
        values[field] = value(ofRowAt: row, column: position, of: fields.count, in: arena)
      }
    }
    return values
  }

  /// The further parents of a row's lists; they stand in row order within each reference.
  func furtherParents(ofRow row: Int) -> ArraySlice<(row: Int, reference: Int, ordinal: Int32)> {
    var low = 0
    var high = furtherParents.count
    while low < high {
      let middle = (low + high) / 2
      if furtherParents[middle].row < row { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < furtherParents.count, furtherParents[end].row == row { end += 1 }
    return furtherParents[low..<end]
  }

  /// The notes on cells of a row.
  func notes(ofRow row: Int) -> ArraySlice<(row: Int, note: Refusal)> {
    var low = 0
    var high = notes.count
    while low < high {
      let middle = (low + high) / 2
      if notes[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return notes[low...].prefix { $0.row == row }
  }

  /// A value of a row.
  func value(
    ofRowAt row: Int, column: Int, of count: Int, in arena: UnsafeRawBufferPointer
  ) -> FieldValue {
    let value = values[row * count + column]
    return value.kind == .pooled ? pools[column][value.place] : value.fieldValue(in: arena)
  }
}
