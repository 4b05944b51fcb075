import TabularCore
import RecordMapping
import Schemas

/// The rows of a table by the text of a field that other tables may look records up by.
///
/// Most runs look nothing up by such a field: their references give keys. So rows are kept as the bytes of
/// their texts, and the first look-up makes the index. It is a class so that asking changes no copy of the
/// table; only the thread of the session uses it.
final class LookupValues {
  private let isFolded: Bool
  // Nothing that is called while these change comes back here.
  @exclusivity(unchecked) private var bytes: [UInt8] = []
  /// Where each text ends.
  @exclusivity(unchecked) private var ends: [Int] = []
  @exclusivity(unchecked) private var ordinals: [Int32] = []
  /// The first row of each text.
  private var index: [String: Int] = [:]
  /// The other rows of texts that several rows have.
  private var further: [String: [Int]] = [:]
  private var indexedCount = 0

  /// No rows.
  init(_ field: Field) { isFolded = field.isFolded }

  /// The text that a value is looked up by; `nil` where there is none.
  static func text(_ value: FieldValue) -> String? {
    value.text ?? (value.isNull ? nil : value.description)
  }

  /// Adds a row; one without a value is not kept.
  func append(_ value: FieldValue, ordinal: Int) {
    guard var text = Self.text(value) else { return }
    text.withUTF8 { append(UnsafeRawBufferPointer($0), ordinal: ordinal) }
  }

  /// Adds the rows of a batch.
  ///
  /// - Parameter column: the field's place in the batch.
  func append(_ batch: StagedBatch, column: Int) {
    ordinals.makeRoom(for: batch.rows.count)
    ends.makeRoom(for: batch.rows.count)
    let pool = batch.pool(ofColumn: column)
    var row = 0
    batch.forEachValue(ofColumn: column) { value, arena in
      let ordinal = batch.rows[row].ordinal
      row += 1
      if value.kind == .text {
        let range = value.offset..<value.offset &+ value.length
        append(UnsafeRawBufferPointer(rebasing: arena[range]), ordinal: ordinal)
      } else if value.kind != .null {
        append(value.fieldValue(in: arena, pool: pool), ordinal: ordinal)
      }
    }
  }

  private func append(_ text: UnsafeRawBufferPointer, ordinal: Int) {
    bytes.makeRoom(for: text.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    ordinals.append(Int32(truncatingIfNeeded: ordinal))
  }

  /// The rows with a text, in the order in which they were added.
  ///
  /// - Parameter text: a text as `RunTable.lookupText` gives it.
  func ordinals(of text: String) -> [Int] {
    while indexedCount < ends.count {
      let start = indexedCount == 0 ? 0 : ends[indexedCount - 1]
      let own = String(decoding: bytes[start..<ends[indexedCount]], as: UTF8.self)
      let key = isFolded ? foldedValue(own) : own
      let ordinal = Int(ordinals[indexedCount])
      if index[key] == nil {
        index[key] = ordinal
      } else {
        further[key, default: []].append(ordinal)
      }
      indexedCount += 1
    }
    return index[text].map { [$0] + (further[text] ?? []) } ?? []
  }

  /// Whether both hold the same texts of the same rows.
  func holdsSame(as other: LookupValues) -> Bool {
    isFolded == other.isFolded && ordinals == other.ordinals && ends == other.ends
      && bytes == other.bytes
  }

  /// Discards all rows from an ordinal on.
  func removeRows(from ordinal: Int) {
    guard ordinals.contains(where: { $0 >= ordinal }) else { return }
    var keptBytes: [UInt8] = []
    var keptEnds: [Int] = []
    var start = 0
    for (row, end) in ends.enumerated() {
      if ordinals[row] < ordinal {
        keptBytes.append(contentsOf: bytes[start..<end])
        keptEnds.append(keptBytes.count)
      }
      start = end
    }
    bytes = keptBytes
    ends = keptEnds
    ordinals.removeAll { $0 >= ordinal }
    index = [:]
    further = [:]
    indexedCount = 0
  }
}
