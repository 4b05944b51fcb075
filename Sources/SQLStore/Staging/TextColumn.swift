import RuleEvaluation
import TabularCore

/// The texts of a column by their numbers in the pool: a byte each as long as few of them differ.
struct TextColumn {
  /// The most different texts, NULL included, that a byte tells apart.
  private static let mostDistinct = 256

  /// The places of the values among `distinct`.
  private var codes: [UInt8] = []
  private var distinct: [Int32] = []
  /// The values themselves, once too many differ.
  private var plain: [Int32] = []
  private var last: (number: Int32, code: UInt8) = (ColumnVector.none, 0)

  /// Whether values are put together anew each time they are asked for.
  var isCompact: Bool { plain.isEmpty }

  /// The values; `ColumnVector.none` for NULL.
  var numbers: [Int32] {
    isCompact ? codes.map { distinct[Int($0)] } : plain
  }

  /// Makes room for more values.
  mutating func makeRoom(for count: Int) {
    if isCompact { codes.makeRoom(for: count) } else { plain.makeRoom(for: count) }
  }

  /// Appends a value.
  @inline(__always)
  mutating func append(_ number: Int32) {
    if !plain.isEmpty {
      plain.append(number)
    } else if number == last.number, !codes.isEmpty {
      codes.append(last.code)
    } else {
      appendOther(number)
    }
  }

  /// Appends a value that the row before does not have.
  private mutating func appendOther(_ number: Int32) {
    if let known = distinct.firstIndex(of: number) {
      last = (number, UInt8(known))
      codes.append(last.code)
    } else if distinct.count < Self.mostDistinct {
      last = (number, UInt8(distinct.count))
      distinct.append(number)
      codes.append(last.code)
    } else {
      plain = numbers
      plain.append(number)
      codes = []
      distinct = []
    }
  }

  /// Appends the same value so many times.
  mutating func append(repeating number: Int32, count: Int) {
    guard count > 0 else { return }
    append(number)
    if isCompact {
      codes.append(contentsOf: repeatElement(last.code, count: count - 1))
    } else {
      plain.append(contentsOf: repeatElement(number, count: count - 1))
    }
  }
}
