internal import Foundation
import ImportPipeline
import RecordMapping
import RuleEvaluation
import TabularCore

/// The values of a field over the staged rows, as far as they are all of one kind.
struct RuleColumn {
  private enum Kind {
    case null, text, integer, real
    /// Values of several kinds: rules over these are the store's.
    case other
  }

  private var kind = Kind.null
  private var count = 0
  private var texts = TextColumn()
  private var integers = IntegerColumn()
  private var reals: [Double] = []
  /// The numbers in the pool of the texts that a column of a batch keeps, as far as they are known.
  private var keptNumbers: [Int32] = []

  /// The column; `nil` where its values are not of one kind.
  var vector: ColumnVector? {
    switch kind {
    case .null: .null(count)
    case .text: .text(texts.numbers)
    case .integer: .integer(integers)
    case .real: .real(reals)
    case .other: nil
    }
  }

  /// Whether making the column costs less than the room that it would take.
  var isCompact: Bool { kind == .text && texts.isCompact }

  /// Whether both hold the same values; columns of several kinds never do.
  func holdsSame(as other: Self) -> Bool {
    guard kind == other.kind, count == other.count else { return false }
    switch kind {
    case .null: return true
    case .text: return texts.numbers == other.texts.numbers
    case .integer: return integers == other.integers
    case .real: return reals.elementsEqual(other.reals) { $0.bitPattern == $1.bitPattern }
    case .other: return false
    }
  }

  /// Makes room for more values of the kind that the column has.
  mutating func makeRoom(for count: Int) {
    switch kind {
    case .text: texts.makeRoom(for: count)
    case .integer: integers.makeRoom(for: count)
    case .real: reals.makeRoom(for: count)
    case .null, .other: break
    }
  }

  /// Appends a text by its number in the pool.
  mutating func append(text number: Int32) {
    if kind == .null {
      kind = .text
      texts.append(repeating: ColumnVector.none, count: count)
    }
    if kind == .text { texts.append(number) } else { kind = .other }
    count += 1
  }

  /// Appends a whole number.
  mutating func append(integer: Int64) {
    if kind == .null {
      kind = .integer
      integers.append(repeating: ColumnVector.noInteger, count: count)
    }
    if kind == .integer, integer != ColumnVector.noInteger {
      integers.append(integer)
    } else {
      kind = .other
    }
    count += 1
  }

  /// Appends a number with decimals.
  mutating func append(real: Double) {
    if kind == .null {
      kind = .real
      reals = Array(repeating: .nan, count: count)
    }
    if kind == .real, !real.isNaN { reals.append(real) } else { kind = .other }
    count += 1
  }

  /// Appends NULL.
  mutating func appendNull() {
    switch kind {
    case .text: texts.append(ColumnVector.none)
    case .integer: integers.append(ColumnVector.noInteger)
    case .real: reals.append(.nan)
    case .null, .other: break
    }
    count += 1
  }

  /// Appends a value that no column of one kind holds.
  mutating func appendOther() {
    kind = .other
    count += 1
  }

  /// Appends NULL for some rows.
  mutating func appendNulls(_ number: Int) {
    switch kind {
    case .text: texts.append(repeating: ColumnVector.none, count: number)
    case .integer: integers.append(repeating: ColumnVector.noInteger, count: number)
    case .real: reals.append(contentsOf: repeatElement(.nan, count: number))
    case .null, .other: break
    }
    count += number
  }
}

extension RuleColumn {
  /// Appends the value that a staging table would hold; of a secret only that it is there.
  mutating func append(_ value: FieldValue, pool: TextPool) {
    switch value {
    case .null: appendNull()
    case .integer(let number): append(integer: number)
    case .real(let number): append(real: number)
    case .text(let text): append(text: pool.number(of: text))
    case .dateTime(_, let utc): append(text: pool.number(of: utc))
    case .secret: append(text: pool.number(of: secretPlaceholder))
    // Stores compare such a number by its size, not by its digits.
    case .decimal, .list: appendOther()
    }
  }

  /// Appends the values of rows that were read by columns.
  ///
  /// - Parameters:
  ///   - column: the place among the batch's fields.
  ///   - kept: the values that the column keeps.
  ///   - part: what is taken of such a value.
  mutating func append(
    _ batch: StagedBatch, column: Int, kept: [FieldValue], pool: TextPool,
    part: (FieldValue) -> FieldValue = { $0 }
  ) {
    // A few rows are cheaper without a look at all values that are kept. A batch comes in parts where rows
    // between are read cell by cell.
    let isCached = kept.count <= batch.readCount * 4
    if isCached, !batch.isContinued || keptNumbers.count != kept.count {
      keptNumbers.removeAll(keepingCapacity: true)
      keptNumbers.append(contentsOf: repeatElement(ColumnVector.none, count: kept.count))
    }
    makeRoom(for: batch.rows.count)
    var last = ColumnValue.null
    var lastNumber = ColumnVector.none
    batch.forEachValue(ofColumn: column) { value, arena in
      switch value.kind {
      case .null: appendNull()
      case .integer: append(integer: Int64(bitPattern: value.bits))
      case .real: append(real: Double(bitPattern: value.bits))
      case .date: append(text: pool.number(of: value, in: arena))
      case .text:
        // Rows often have the text of the row before.
        if last.kind == .null || !value.hasText(of: last, in: arena) {
          last = value
          lastNumber = pool.number(of: value, in: arena)
        }
        append(text: lastNumber)
      case .pooled:
        guard isCached, keptNumbers[value.place] != ColumnVector.none else {
          let taken = part(kept[value.place])
          guard let text = Self.text(taken) else { return append(taken, pool: pool) }
          let number = pool.number(of: text)
          if isCached { keptNumbers[value.place] = number }
          return append(text: number)
        }
        append(text: keptNumbers[value.place])
      }
    }
  }

  private static func text(_ value: FieldValue) -> String? {
    switch value {
    case .text(let text), .dateTime(_, let text): text
    case .secret: secretPlaceholder
    case .null, .integer, .real, .decimal, .list: nil
    }
  }
}

extension ColumnValue {
  /// Whether two texts of an arena are the same.
  @inline(__always)
  fileprivate func hasText(of other: ColumnValue, in arena: UnsafeRawBufferPointer) -> Bool {
    guard length == other.length, let bytes = arena.baseAddress else { return false }
    return memcmp(bytes + offset, bytes + other.offset, length) == 0
  }
}

extension TextPool {
  /// The number of a text or a date of an arena.
  fileprivate func number(of value: ColumnValue, in arena: UnsafeRawBufferPointer) -> Int32 {
    if value.kind == .date {
      return CivilDate.withText(ofDays: Int(Int64(bitPattern: value.bits))) { number(of: $0) }
    }
    return number(
      of: UnsafeRawBufferPointer(rebasing: arena[value.offset..<value.offset &+ value.length]))
  }
}
