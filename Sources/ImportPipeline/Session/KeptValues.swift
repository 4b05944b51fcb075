import RecordMapping
import TabularCore

/// The values of some fields of a table's rows, as far as other tables ask for them.
///
/// Four bytes a value: equal values are kept once, as long as there are not too many different ones.
struct KeptValues {
  /// The most distinct values that are looked for among those that are kept.
  private static let mostKnown = 10_000

  /// The fields, by index.
  var fields: [Int]
  /// The values, each once; the first is none.
  private var values: [FieldValue] = [.null]
  private var numbers: [FieldValue: Int32] = [:]
  /// The places of values, row by row in order of ordinals.
  private var rows: [Int32] = []

  init(fields: [Int]) { self.fields = fields }

  /// The value of a field of a row; `nil` when it is not known.
  func value(ofFieldAt index: Int, ordinal: Int) -> FieldValue? {
    guard let slot = fields.firstIndex(of: index), (ordinal + 1) * fields.count <= rows.count
    else { return nil }
    return values[Int(rows[ordinal * fields.count + slot])]
  }

  /// Appends the values of a row, given by the index of the schema's fields.
  mutating func append(_ values: [FieldValue], ordinal: Int) {
    guard !fields.isEmpty else { return }
    fill(upTo: ordinal)
    for field in fields { rows.append(number(of: values[field])) }
  }

  /// Appends the values of rows that were read by columns.
  mutating func append(_ batch: StagedBatch) {
    guard !fields.isEmpty, let first = batch.rows.first, let last = batch.rows.last else { return }
    fill(upTo: first.ordinal)
    rows.makeRoom(for: (last.ordinal - first.ordinal + 1) * fields.count)
    let start = rows.count
    let width = fields.count
    rows.append(
      contentsOf: repeatElement(0, count: (last.ordinal - first.ordinal + 1) * width))
    for (slot, field) in fields.enumerated() {
      guard let column = batch.fields.firstIndex(of: field) else { continue }
      let pool = batch.pool(ofColumn: column)
      // A few rows are cheaper without a look at the whole pool.
      let isCached = pool.count <= batch.rows.count * 4
      var cached = Array(repeating: Int32(-1), count: isCached ? pool.count : 0)
      var row = 0
      batch.forEachValue(ofColumn: column) { value, arena in
        let place = start + (batch.rows[row].ordinal - first.ordinal) * width + slot
        row += 1
        guard value.kind == .pooled else {
          if value.kind != .null { rows[place] = number(of: value.fieldValue(in: arena)) }
          return
        }
        guard isCached else {
          rows[place] = number(of: pool[value.place])
          return
        }
        if cached[value.place] < 0 { cached[value.place] = number(of: pool[value.place]) }
        rows[place] = cached[value.place]
      }
    }
  }

  /// Clears the value of a field of a row.
  mutating func clear(_ field: Int, ordinal: Int) {
    guard let slot = fields.firstIndex(of: field), (ordinal + 1) * fields.count <= rows.count
    else { return }
    rows[ordinal * fields.count + slot] = 0
  }

  /// Discards the values of all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    let kept = ordinal * fields.count
    if rows.count > kept { rows.removeLast(rows.count - kept) }
  }

  /// Whether both hold the same values of the same rows.
  ///
  /// Equal values may have different numbers, as they are numbered in the order in which they came.
  func holdsSame(as other: Self) -> Bool {
    guard fields == other.fields, rows.count == other.rows.count else { return false }
    // The number that each number of this table was found to have there.
    var known = Array(repeating: Int32(-1), count: values.count)
    for (own, others) in zip(rows, other.rows) where known[Int(own)] != others {
      guard values[Int(own)] == other.values[Int(others)] else { return false }
      known[Int(own)] = others
    }
    return true
  }

  private mutating func fill(upTo ordinal: Int) {
    let missing = ordinal * fields.count - rows.count
    if missing > 0 { rows.append(contentsOf: repeatElement(0, count: missing)) }
  }

  private mutating func number(of value: FieldValue) -> Int32 {
    if case .null = value { return 0 }
    if let number = numbers[value] { return number }
    let number = Int32(truncatingIfNeeded: values.count)
    values.append(value)
    if numbers.count < Self.mostKnown { numbers[value] = number }
    return number
  }
}
