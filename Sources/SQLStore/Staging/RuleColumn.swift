import RecordMapping
import RuleEvaluation

/// The values of a field over the staged rows, as far as they are all of one kind.
struct RuleColumn {
  private enum Kind {
    case null, text, integer, real
    /// Values of several kinds: rules over these are the store's.
    case other
  }

  private var kind = Kind.null
  private var count = 0
  private var texts: [Int32] = []
  private var integers: [Int64] = []
  private var reals: [Double] = []

  /// The column; `nil` where its values are not of one kind.
  var vector: ColumnVector? {
    switch kind {
    case .null: .null(count)
    case .text: .text(texts)
    case .integer: .integer(integers)
    case .real: .real(reals)
    case .other: nil
    }
  }

  /// Appends a text by its number in the pool.
  mutating func append(text number: Int32) {
    if kind == .null {
      kind = .text
      texts = Array(repeating: ColumnVector.none, count: count)
    }
    if kind == .text { texts.append(number) } else { kind = .other }
    count += 1
  }

  /// Appends a whole number.
  mutating func append(integer: Int64) {
    if kind == .null {
      kind = .integer
      integers = Array(repeating: ColumnVector.noInteger, count: count)
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
}
