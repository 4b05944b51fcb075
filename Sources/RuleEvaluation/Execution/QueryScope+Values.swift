extension QueryScope {
  /// The values of an expression, one for each row.
  func values(_ expression: SQLExpression) throws -> ColumnVector {
    if let values = known[expression] { return values }
    switch expression {
    case .null: return .null(count)
    case .integer(let value): return .integer(Array(repeating: value, count: count))
    case .text(let text): return .text(Array(repeating: pool.number(of: text), count: count))
    case .slot(let source, let column):
      let values = try self.column(source, column)
      known[expression] = values
      return values
    case .column, .subquery: throw UnsupportedQuery("a SELECT as a value")
    case .not(let operand):
      guard let values = try truth(operand) else { return .null(count) }
      return .integer(
        values.map { $0 == ColumnVector.noInteger ? $0 : $0 == 0 ? 1 : 0 })
    case .negated(let operand):
      return try arithmetic(.minus, .integer(Array(repeating: 0, count: count)), values(operand))
    case .binary(let kind, let left, let right): return try values(kind, left, right)
    case .isNull(let operand):
      let values = try values(operand)
      return .integer((0..<count).map { values.isNull(at: $0) ? 1 : 0 })
    case .isIn(let operand, let items): return try values(of: operand, in: items)
    case .when(let branches, let otherwise): return try values(branches, otherwise: otherwise)
    case .call(let call):
      let values =
        call.window == nil ? try self.values(of: call) : try windowValues(of: call)
      known[expression] = values
      return values
    }
  }

  private func values(
    _ kind: SQLExpression.Operator, _ left: SQLExpression, _ right: SQLExpression
  ) throws -> ColumnVector {
    switch kind {
    case .and: return try conjunction(left, right, decides: 0)
    case .or: return try conjunction(left, right, decides: 1)
    case .equal, .unequal:
      // A column with a literal, the usual case.
      if case .text(let text) = right, case .text(let numbers) = try values(left) {
        let wanted = pool.number(of: text)
        return .integer(
          numbers.map { number in
            number < 0 ? ColumnVector.noInteger : (number == wanted) == (kind == .equal) ? 1 : 0
          })
      }
      return try compared(kind, values(left), values(right))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try compared(kind, values(left), values(right))
    case .plus, .minus, .times, .divided, .remainder:
      return try arithmetic(kind, values(left), values(right))
    case .concatenated: throw UnsupportedQuery("||")
    }
  }

  /// The truth of a condition by row: 0, another number, or NULL; `nil` where it is NULL everywhere.
  private func truth(_ expression: SQLExpression) throws -> [Int64]? {
    switch try values(expression) {
    case .null: return nil
    case .integer(let values): return values
    case .text, .real: throw UnsupportedQuery("a condition that is no integer")
    }
  }

  /// `AND`, decided by 0, or `OR`, decided by 1.
  private func conjunction(
    _ left: SQLExpression, _ right: SQLExpression, decides: Int64
  ) throws -> ColumnVector {
    let none = ColumnVector.noInteger
    var result = try truth(left) ?? Array(repeating: none, count: count)
    let second = try truth(right)
    for row in 0..<count {
      let one = result[row] == none ? none : result[row] == 0 ? 0 : 1
      let other = second?[row] ?? none
      let two = other == none ? none : other == 0 ? 0 : 1
      result[row] =
        one == decides || two == decides ? decides : one == none || two == none ? none : 1 - decides
    }
    return .integer(result)
  }

  func compared(
    _ kind: SQLExpression.Operator, _ left: ColumnVector, _ right: ColumnVector
  ) throws -> ColumnVector {
    let none = ColumnVector.noInteger
    switch (left, right) {
    case (.null, _), (_, .null): return .null(count)
    case (.real(let first), .real(let second)):
      return .integer(Self.compared(kind, first, second))
    case (.real(let first), .integer(let second)):
      return try .integer(Self.compared(kind, first, Self.reals(second)))
    case (.integer(let first), .real(let second)):
      return try .integer(Self.compared(kind, Self.reals(first), second))
    case (.text, _), (_, .text):
      guard case (.text(let first), .text(let second)) = (left, right) else {
        throw UnsupportedQuery("a comparison of texts with numbers")
      }
      var result: [Int64] = Array(repeating: none, count: count)
      let ordered = kind != .equal && kind != .unequal
      for row in 0..<count where first[row] >= 0 && second[row] >= 0 {
        let precedes = ordered && pool.precedes(first[row], second[row])
        result[row] = Self.holds(kind, precedes, first[row] == second[row]) ? 1 : 0
      }
      return .integer(result)
    case (.integer(let first), .integer(let second)):
      var result: [Int64] = Array(repeating: none, count: count)
      for row in 0..<count where first[row] != none && second[row] != none {
        result[row] = Self.holds(kind, first[row] < second[row], first[row] == second[row]) ? 1 : 0
      }
      return .integer(result)
    }
  }

  private static func compared(
    _ kind: SQLExpression.Operator, _ first: [Double], _ second: [Double]
  ) -> [Int64] {
    zip(first, second).map { one, two in
      one.isNaN || two.isNaN ? ColumnVector.noInteger : holds(kind, one < two, one == two) ? 1 : 0
    }
  }

  /// Integers as decimals, where nothing is lost.
  private static func reals(_ values: [Int64]) throws -> [Double] {
    try values.map { value in
      if value == ColumnVector.noInteger { return .nan }
      guard abs(value) < 1 << 53 else { throw UnsupportedQuery("a number beyond 53 bits") }
      return Double(value)
    }
  }

  private static func holds(
    _ kind: SQLExpression.Operator, _ precedes: Bool, _ equals: Bool
  ) -> Bool {
    switch kind {
    case .equal: equals
    case .unequal: !equals
    case .less: precedes
    case .lessOrEqual: precedes || equals
    case .greater: !precedes && !equals
    default: !precedes
    }
  }

  private func arithmetic(
    _ kind: SQLExpression.Operator, _ left: ColumnVector, _ right: ColumnVector
  ) throws -> ColumnVector {
    switch (left, right) {
    case (.null, _), (_, .null): return .null(count)
    case (.integer(let first), .integer(let second)):
      var result: [Int64] = Array(repeating: ColumnVector.noInteger, count: count)
      for row in 0..<count
      where first[row] != ColumnVector.noInteger && second[row] != ColumnVector.noInteger {
        guard let value = try Self.value(kind, first[row], second[row]) else { continue }
        result[row] = value
      }
      return .integer(result)
    default: throw UnsupportedQuery("arithmetic on what is no integer")
    }
  }

  /// What an operator makes of two integers; `nil` for NULL.
  private static func value(
    _ kind: SQLExpression.Operator, _ first: Int64, _ second: Int64
  ) throws -> Int64? {
    let result: (partialValue: Int64, overflow: Bool)
    switch kind {
    case .plus: result = first.addingReportingOverflow(second)
    case .minus: result = first.subtractingReportingOverflow(second)
    case .times: result = first.multipliedReportingOverflow(by: second)
    case .divided:
      if second == 0 { return nil }
      result = first.dividedReportingOverflow(by: second)
    default:
      if second == 0 { return nil }
      result = first.remainderReportingOverflow(dividingBy: second)
    }
    guard !result.overflow, result.partialValue != ColumnVector.noInteger else {
      throw UnsupportedQuery("a number beyond 64 bits")
    }
    return result.partialValue
  }

  private func values(
    of operand: SQLExpression, in items: [SQLExpression]
  ) throws -> ColumnVector {
    let subject = try values(operand)
    var result: SQLExpression?
    if case .text(let numbers) = subject {
      // Texts in a list of literals, the usual case: one look at each.
      let literals = items.map { item -> Int32? in
        if case .text(let text) = item { pool.number(of: text) } else { nil }
      }
      if !literals.contains(nil) {
        let wanted = literals.compactMap(\.self)
        return .integer(
          numbers.map { $0 < 0 ? ColumnVector.noInteger : wanted.contains($0) ? 1 : 0 })
      }
    }
    for item in items {
      let equality = SQLExpression.binary(.equal, operand, item)
      result = result.map { .binary(.or, $0, equality) } ?? equality
    }
    return try result.map(values) ?? .null(count)
  }

  private func values(
    _ branches: [SQLExpression.Branch], otherwise: SQLExpression
  ) throws -> ColumnVector {
    let values = try branches.map { try choice($0.value) } + [choice(otherwise)]
    let conditions = try branches.map { try truth($0.condition) }
    return try ColumnChoice.merged(values, count: count) { row in
      for (place, condition) in conditions.enumerated() {
        if let value = condition?[row], value != 0, value != ColumnVector.noInteger {
          return place
        }
      }
      return values.count - 1
    }
  }

  /// The values of an expression to choose from; of a literal one value for all rows.
  func choice(_ expression: SQLExpression) throws -> ColumnChoice {
    switch expression {
    case .integer(let value): ColumnChoice(values: .integer([value]), isLiteral: true)
    case .text(let text): ColumnChoice(values: .text([pool.number(of: text)]), isLiteral: true)
    default: ColumnChoice(values: try values(expression), isLiteral: false)
    }
  }
}
