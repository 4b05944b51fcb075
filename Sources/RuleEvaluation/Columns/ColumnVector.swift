/// The values of a column: all texts, all integers, all decimals, or all NULL.
public enum ColumnVector {
  /// Texts by their numbers in the pool; -1 for NULL.
  case text([Int32])
  /// Integers; `ColumnVector.noInteger` for NULL.
  case integer(IntegerColumn)
  /// Numbers with decimals; NaN for NULL.
  case real([Double])
  /// So many NULLs.
  case null(Int)

  /// The mark of NULL among integers; no value of a rule may equal it.
  public static let noInteger = Int64.min
  /// The mark of NULL among texts, and of a row that is not there among rows.
  public static let none: Int32 = -1

  /// How many values there are.
  public var count: Int {
    switch self {
    case .text(let numbers): numbers.count
    case .integer(let values): values.count
    case .real(let values): values.count
    case .null(let count): count
    }
  }

  /// Whether all values are NULL by kind.
  var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The values of some rows, which are there.
  public func selected(_ rows: [Int32]) -> ColumnVector { gathered(rows) }

  /// The values of some rows; NULL where the row is `none`.
  func gathered(_ rows: [Int32]) -> ColumnVector {
    switch self {
    case .text(let numbers):
      return .text(rows.map { $0 < 0 ? Self.none : numbers[Int($0)] })
    case .integer(let values):
      return .integer(values.gathered(rows))
    case .real(let values):
      return .real(rows.map { $0 < 0 ? Double.nan : values[Int($0)] })
    case .null:
      return .null(rows.count)
    }
  }

  /// This column and below it another one of the same kind.
  func followed(by other: ColumnVector) throws -> ColumnVector {
    switch (self, other) {
    case (.text(let first), .text(let second)): return .text(first + second)
    case (.integer(let first), .integer(let second)):
      return .integer(first.followed(by: second))
    case (.real(let first), .real(let second)): return .real(first + second)
    case (.null(let first), .null(let second)): return .null(first + second)
    case (.null(let count), _): return try other.nulls(count).followed(by: other)
    case (_, .null(let count)): return try followed(by: nulls(count))
    default: throw UnsupportedQuery("a column of several kinds")
    }
  }

  /// So many NULLs of this kind.
  private func nulls(_ count: Int) -> ColumnVector {
    gathered(Array(repeating: Self.none, count: count))
  }

  /// Whether the value of a row is NULL.
  public func isNull(at row: Int) -> Bool {
    switch self {
    case .text(let numbers): numbers[row] < 0
    case .integer(let values): values[row] == Self.noInteger
    case .real(let values): values[row].isNaN
    case .null: true
    }
  }

  /// Numbers that equal values share, and no others of the same kind.
  var identities: IntegerColumn {
    switch self {
    case .integer(let values): values
    case .text(let numbers): IntegerColumn(narrow: numbers)
    case .null(let count): IntegerColumn(repeating: Self.noInteger, count: count)
    case .real: IntegerColumn(identities(of: 0..<count))
    }
  }

  /// The identities of some of the rows.
  func identities(of rows: Range<Int>) -> [Int64] {
    switch self {
    case .text(let numbers): numbers[rows].map(Int64.init)
    case .integer(let values): Array(values[rows])
    case .real(let values):
      values[rows].map {
        $0.isNaN ? Self.noInteger : Int64(bitPattern: ($0 == 0 ? 0 : $0).bitPattern)
      }
    case .null: Array(repeating: Self.noInteger, count: rows.count)
    }
  }

  /// The number among `identities` that stands for NULL.
  var nullIdentity: Int64 {
    if case .text = self { Int64(Self.none) } else { Self.noInteger }
  }

  /// Whether values of this column can equal values of another one.
  func isComparable(with other: ColumnVector) -> Bool {
    switch (self, other) {
    case (.null, _), (_, .null), (.text, .text), (.integer, .integer), (.real, .real): true
    default: false
    }
  }
}

/// Why a query is not evaluated over columns; the store's SQL engine evaluates it instead.
public struct UnsupportedQuery: Error, CustomStringConvertible {
  /// What is not understood.
  public var description: String

  /// A refusal to evaluate.
  public init(_ description: String) { self.description = description }
}
