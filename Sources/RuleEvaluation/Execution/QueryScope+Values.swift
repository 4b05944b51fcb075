extension QueryScope {
  /// The values of an expression, one for each row.
  func values(_ expression: SQLExpression) throws -> ColumnVector {
    if let values = known[expression] { return values }
    switch expression {
    case .null: return .null(count)
    case .integer(let value): return .integer(IntegerColumn(repeating: value, count: count))
    case .text(let text): return .text(Array(repeating: pool.number(of: text), count: count))
    case .slot(let source, let column):
      let values = try self.column(source, column)
      known[expression] = values
      return values
    case .column, .subquery, .exists: throw UnsupportedQuery("a SELECT as a value")
    case .joinedTexts(let joined):
      let values = try self.values(of: joined)
      known[expression] = values
      return values
    case .not(let operand):
      guard let values = try truth(operand) else { return .null(count) }
      return .integer(
        IntegerColumn(count: count) {
          let value = values[$0]
          return value == ColumnVector.noInteger ? value : value == 0 ? 1 : 0
        })
    case .negated(let operand):
      return try arithmetic(
        .minus, .integer(IntegerColumn(repeating: 0, count: count)), values(operand))
    case .binary(let kind, let left, let right): return try values(kind, left, right)
    case .isNull(let operand):
      let values = try values(operand)
      return .integer(IntegerColumn(count: count) { values.isNull(at: $0) ? 1 : 0 })
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
      let first = try values(left)
      if case .text(let text) = right, case .text(let numbers) = first {
        let wanted = pool.number(of: text)
        return .integer(
          IntegerColumn(count: count) { row in
            let number = numbers[row]
            return number < 0
              ? ColumnVector.noInteger : (number == wanted) == (kind == .equal) ? 1 : 0
          })
      }
      return try compared(kind, first, with: right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try compared(kind, values(left), with: right)
    case .plus, .minus, .times, .divided, .remainder:
      return try arithmetic(kind, values(left), values(right))
    case .concatenated: throw UnsupportedQuery("||")
    }
  }

  /// The truth of a condition by row: 0, another number, or NULL; `nil` where it is NULL everywhere.
  private func truth(_ expression: SQLExpression) throws -> IntegerColumn? {
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
    let first = try truth(left)
    let second = try truth(right)
    func value(_ column: IntegerColumn?, _ row: Int) -> Int64 {
      let value = column?[row] ?? none
      return value == none ? none : value == 0 ? 0 : 1
    }
    return .integer(
      IntegerColumn(count: count) { row in
        let one = value(first, row)
        let two = value(second, row)
        if one == decides || two == decides { return decides }
        return one == none || two == none ? none : 1 - decides
      })
  }

  /// Values compared with an expression; a literal makes no column.
  private func compared(
    _ kind: SQLExpression.Operator, _ values: ColumnVector, with other: SQLExpression
  ) throws -> ColumnVector {
    let none = ColumnVector.noInteger
    guard case .integer(let literal) = other, literal != none, case .integer(let numbers) = values
    else { return try compared(kind, values, self.values(other)) }
    return .integer(
      IntegerColumn(count: count) { row in
        let number = numbers[row]
        return number == none
          ? none : Self.holds(kind, number < literal, number == literal) ? 1 : 0
      })
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
      let ordered = kind != .equal && kind != .unequal
      return .integer(
        IntegerColumn(count: count) { row in
          let (one, two) = (first[row], second[row])
          guard one >= 0, two >= 0 else { return none }
          return Self.holds(kind, ordered && pool.precedes(one, two), one == two) ? 1 : 0
        })
    case (.integer(let first), .integer(let second)):
      return .integer(
        IntegerColumn(count: count) { row in
          let (one, two) = (first[row], second[row])
          guard one != none, two != none else { return none }
          return Self.holds(kind, one < two, one == two) ? 1 : 0
        })
    }
  }

  private static func compared(
    _ kind: SQLExpression.Operator, _ first: [Double], _ second: [Double]
  ) -> IntegerColumn {
    IntegerColumn(count: first.count) { row in
      let (one, two) = (first[row], second[row])
      return one.isNaN || two.isNaN
        ? ColumnVector.noInteger : holds(kind, one < two, one == two) ? 1 : 0
    }
  }

  /// Integers as decimals, where nothing is lost.
  private static func reals(_ values: IntegerColumn) throws -> [Double] {
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
      return .integer(
        try IntegerColumn(count: count) { row in
          let (one, two) = (first[row], second[row])
          guard one != ColumnVector.noInteger, two != ColumnVector.noInteger else {
            return ColumnVector.noInteger
          }
          return try Self.value(kind, one, two) ?? ColumnVector.noInteger
        })
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
          IntegerColumn(count: count) { row in
            numbers[row] < 0 ? ColumnVector.noInteger : wanted.contains(numbers[row]) ? 1 : 0
          })
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
