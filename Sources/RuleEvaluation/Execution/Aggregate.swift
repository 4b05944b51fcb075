/// An aggregate, over the rows of a group or a window.
enum Aggregate: String {
  case count, sum, min, max

  /// The values of all groups.
  ///
  /// - Parameter argument: the values of the rows; `nil` for `count(*)`.
  func values(
    of argument: ColumnVector?, groups: [Int32], count: Int, pool: TextPool
  ) throws -> ColumnVector {
    var totals: [RunningAggregate] = try (0..<count).map { _ in
      try RunningAggregate(self, of: argument, pool: pool)
    }
    for (row, group) in groups.enumerated() { try totals[Int(group)].add(row) }
    return RunningAggregate.column(
      IntegerColumn(count: count) { totals[$0].value }, like: argument, of: self)
  }
}

/// An aggregate as rows are added to it.
struct RunningAggregate {
  private let kind: Aggregate
  private let argument: ColumnVector?
  private let pool: TextPool
  /// The aggregate so far: a number, or the number of a text; NULL by `ColumnVector.noInteger`.
  private(set) var value: Int64

  init(_ kind: Aggregate, of argument: ColumnVector?, pool: TextPool) throws {
    self.kind = kind
    self.argument = argument
    self.pool = pool
    value = kind == .count ? 0 : ColumnVector.noInteger
    switch argument {
    case .text? where kind == .sum, .real? where kind != .count:
      throw UnsupportedQuery("an aggregate of what is no integer")
    default: break
    }
    guard kind == .count || argument != nil else {
      throw UnsupportedQuery("an aggregate of nothing")
    }
  }

  /// Adds a row.
  mutating func add(_ row: Int) throws {
    guard let argument else {
      value += 1
      return
    }
    switch argument {
    case .null: return
    case .real(let values): if !values[row].isNaN { value += 1 }
    case .integer(let values):
      let added = values[row]
      guard added != ColumnVector.noInteger else { return }
      switch kind {
      case .count: value += 1
      case .sum:
        let (sum, overflow) = (value == ColumnVector.noInteger ? 0 : value)
          .addingReportingOverflow(added)
        guard !overflow, sum != ColumnVector.noInteger else {
          throw UnsupportedQuery("a number beyond 64 bits")
        }
        value = sum
      case .min: if value == ColumnVector.noInteger || added < value { value = added }
      case .max: if value == ColumnVector.noInteger || added > value { value = added }
      }
    case .text(let numbers):
      let added = numbers[row]
      guard added >= 0 else { return }
      if kind == .count {
        value += 1
      } else if value == ColumnVector.noInteger {
        value = Int64(added)
      } else {
        let known = Int32(truncatingIfNeeded: value)
        let precedes = pool.precedes(added, known)
        if kind == .min ? precedes : !precedes { value = Int64(added) }
      }
    }
  }

  /// A column of such values.
  static func column(
    _ values: IntegerColumn, like argument: ColumnVector?, of kind: Aggregate
  ) -> ColumnVector {
    if kind != .count, case .text? = argument { return .text(values.textNumbers) }
    if kind != .count, case .null? = argument { return .null(values.count) }
    return .integer(values)
  }
}
