/// The integers of a column: four bytes each as long as all of them fit, eight otherwise.
///
/// Most columns hold numbers of rows, counts and truths. `ColumnVector.noInteger` stands for NULL.
public struct IntegerColumn: RandomAccessCollection, ExpressibleByArrayLiteral, Equatable {
  /// The mark of NULL among narrow values.
  private static let none = Int32.min

  private var narrow: [Int32] = []
  private var wide: [Int64] = []
  private var isWide = false

  /// No values.
  public init() {}

  /// Some values.
  public init(_ values: [Int64]) {
    narrow.reserveCapacity(values.count)
    for value in values { append(value) }
  }

  /// Some values.
  public init(arrayLiteral values: Int64...) { self.init(values) }

  /// The same value so many times.
  init(repeating value: Int64, count: Int) {
    guard let short = Self.narrowed(value) else {
      isWide = true
      wide = Array(repeating: value, count: count)
      return
    }
    narrow = Array(repeating: short, count: count)
  }

  /// The value that a closure gives for each row.
  @inline(__always)
  init(count: Int, _ value: (Int) throws -> Int64) rethrows {
    // The first value that needs more than four bytes, which the narrow ones do not have.
    var long: Int64?
    narrow = try Array(unsafeUninitializedCapacity: count) { values, made in
      while made < count {
        let next = try value(made)
        guard let short = Self.narrowed(next) else {
          long = next
          return
        }
        values.initializeElement(at: made, to: short)
        made += 1
      }
    }
    guard let long else { return }
    let known = narrow.count
    append(long)
    for row in known + 1..<count { append(try value(row)) }
  }

  /// Values of which none is NULL by the mark of narrow ones.
  init(narrow: [Int32]) { self.narrow = narrow }

  /// The first row.
  public var startIndex: Int { 0 }
  /// The number of rows.
  public var endIndex: Int { isWide ? wide.count : narrow.count }

  /// The value of a row; `ColumnVector.noInteger` for NULL.
  public subscript(row: Int) -> Int64 {
    get {
      if isWide { return wide[row] }
      let value = narrow[row]
      return value == Self.none ? ColumnVector.noInteger : Int64(value)
    }
    set {
      if !isWide {
        if let short = Self.narrowed(newValue) {
          narrow[row] = short
          return
        }
        widen()
      }
      wide[row] = newValue
    }
  }

  /// Makes room for more values.
  public mutating func makeRoom(for count: Int) {
    if isWide {
      Self.makeRoom(for: count, in: &wide)
    } else {
      Self.makeRoom(for: count, in: &narrow)
    }
  }

  /// Long arrays grow by a quarter, as half of a doubled one is never used.
  private static func makeRoom<Value>(for count: Int, in values: inout [Value]) {
    let needed = values.count + count
    guard needed > values.capacity else { return }
    let step = values.capacity < 1 << 14 ? values.capacity : values.capacity / 4
    values.reserveCapacity(Swift.max(needed, values.capacity + step))
  }

  /// Appends a value.
  public mutating func append(_ value: Int64) {
    if !isWide {
      if let short = Self.narrowed(value) { return narrow.append(short) }
      widen()
    }
    wide.append(value)
  }

  /// Appends numbers that rise by one from value to value.
  public mutating func append(contentsOf numbers: Range<Int64>) {
    if !isWide, numbers.lowerBound > Int64(Int32.min), numbers.upperBound <= Int64(Int32.max) {
      narrow.append(
        contentsOf: Int32(numbers.lowerBound)..<Int32(numbers.upperBound))
    } else {
      for number in numbers { append(number) }
    }
  }

  /// Appends the same value so many times.
  public mutating func append(repeating value: Int64, count: Int) {
    if !isWide {
      if let short = Self.narrowed(value) {
        return narrow.append(contentsOf: repeatElement(short, count: count))
      }
      widen()
    }
    wide.append(contentsOf: repeatElement(value, count: count))
  }

  /// The values of some rows; NULL where the row is `ColumnVector.none`.
  func gathered(_ rows: [Int32]) -> IntegerColumn {
    var column = IntegerColumn()
    column.isWide = isWide
    if isWide {
      column.wide = rows.map { $0 < 0 ? ColumnVector.noInteger : wide[Int($0)] }
    } else {
      column.narrow = rows.map { $0 < 0 ? Self.none : narrow[Int($0)] }
    }
    return column
  }

  /// The rows whose value is true: neither 0 nor NULL.
  var trueRows: [Int32] {
    var rows: [Int32] = []
    if isWide {
      for (row, value) in wide.enumerated() where value != 0 && value != ColumnVector.noInteger {
        rows.append(Int32(truncatingIfNeeded: row))
      }
    } else {
      for (row, value) in narrow.enumerated() where value != 0 && value != Self.none {
        rows.append(Int32(truncatingIfNeeded: row))
      }
    }
    return rows
  }

  /// These values and below them others.
  func followed(by other: IntegerColumn) -> IntegerColumn {
    var column = self
    if column.isWide || other.isWide {
      column.widen()
      column.wide += other
    } else {
      column.narrow += other.narrow
    }
    return column
  }

  /// The values as numbers of texts, which are no less than 0; NULL becomes `ColumnVector.none`.
  var textNumbers: [Int32] {
    narrow.map { $0 == Self.none ? ColumnVector.none : $0 }
  }

  private mutating func widen() {
    guard !isWide else { return }
    wide = narrow.map { $0 == Self.none ? ColumnVector.noInteger : Int64($0) }
    narrow = []
    isWide = true
  }

  /// A value in four bytes; `nil` where it needs more.
  @inline(__always)
  private static func narrowed(_ value: Int64) -> Int32? {
    if value == ColumnVector.noInteger { return none }
    let short = Int32(truncatingIfNeeded: value)
    return Int64(short) == value && short != none ? short : nil
  }
}
