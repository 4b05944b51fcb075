extension SQLParser {
  /// An expression, by SQLite's precedence of operators.
  mutating func expression() throws -> SQLExpression {
    try nested { parser in
      var left = try parser.conjunction()
      while parser.take("or") { left = .binary(.or, left, try parser.conjunction()) }
      return left
    }
  }

  private mutating func conjunction() throws -> SQLExpression {
    var left = try negation()
    while take("and") { left = .binary(.and, left, try negation()) }
    return left
  }

  private mutating func negation() throws -> SQLExpression {
    if isWord("not"), !isWord("exists", ahead: 1) {
      advance()
      return .not(try nested { try $0.negation() })
    }
    return try equality()
  }

  private mutating func equality() throws -> SQLExpression {
    var left = try comparison()
    while true {
      if take(mark: "=") || take(mark: "==") {
        left = .binary(.equal, left, try comparison())
      } else if take(mark: "<>") || take(mark: "!=") {
        left = .binary(.unequal, left, try comparison())
      } else if take("is", "not", "null") || take("notnull") || take("not", "null") {
        left = .not(.isNull(left))
      } else if take("is", "null") || take("isnull") {
        left = .isNull(left)
      } else if take("between") {
        left = try between(left)
      } else if take("not", "between") {
        left = .not(try between(left))
      } else if take("in") {
        left = try list(left)
      } else if take("not", "in") {
        left = .not(try list(left))
      } else {
        for word in ["is", "like", "glob", "regexp", "match", "not", "collate"] where isWord(word) {
          throw UnsupportedQuery(word)
        }
        return left
      }
    }
  }

  private mutating func between(_ value: SQLExpression) throws -> SQLExpression {
    let low = try comparison()
    try expect("and")
    let high = try comparison()
    return .binary(
      .and, .binary(.greaterOrEqual, value, low), .binary(.lessOrEqual, value, high))
  }

  private mutating func list(_ value: SQLExpression) throws -> SQLExpression {
    try expect(mark: "(")
    guard !isWord("select"), !isWord("with"), !isMark(")") else {
      throw UnsupportedQuery("IN with a SELECT")
    }
    var items: [SQLExpression] = []
    repeat { items.append(try expression()) } while take(mark: ",")
    try expect(mark: ")")
    return .isIn(value, items)
  }

  private mutating func comparison() throws -> SQLExpression {
    try operators(
      [("<", .less), ("<=", .lessOrEqual), (">", .greater), (">=", .greaterOrEqual)]
    ) { try $0.sum() }
  }

  private mutating func sum() throws -> SQLExpression {
    try operators([("+", .plus), ("-", .minus)]) { try $0.product() }
  }

  private mutating func product() throws -> SQLExpression {
    try operators([("*", .times), ("/", .divided), ("%", .remainder)]) {
      try $0.operators([("||", .concatenated)]) { try $0.unary() }
    }
  }

  private mutating func operators(
    _ marks: [(mark: String, kind: SQLExpression.Operator)],
    _ operand: (inout SQLParser) throws -> SQLExpression
  ) throws -> SQLExpression {
    var left = try operand(&self)
    while let (_, kind) = marks.first(where: { isMark($0.mark) }) {
      advance()
      left = .binary(kind, left, try operand(&self))
    }
    return left
  }

  private mutating func unary() throws -> SQLExpression {
    if take(mark: "-") { return .negated(try nested { try $0.unary() }) }
    if take(mark: "+") { throw UnsupportedQuery("a unary plus") }
    return try primary()
  }

  private mutating func primary() throws -> SQLExpression {
    switch next {
    case .integer(let value)?:
      advance()
      return .integer(value)
    case .text(let text)?:
      advance()
      if readsCasts, take(mark: "::") { try expect("text") }
      return .text(text)
    case .mark("(")?:
      advance()
      if isWord("select") || isWord("with") {
        let select = try select()
        try expect(mark: ")")
        return .subquery(select)
      }
      let inner = try expression()
      try expect(mark: ")")
      return inner
    case .word("null")?:
      advance()
      return .null
    case .word("case")?:
      advance()
      return try choice()
    case .word("not")? where isWord("exists", ahead: 1):
      advance()
      return .not(try primary())
    case .word("exists")?:
      advance()
      try expect(mark: "(")
      let select = try select()
      try expect(mark: ")")
      return .exists(select)
    case .word(let word)? where isMark("(", ahead: 1) && !Self.reserved.contains(word):
      advance()
      advance()
      return try call(word)
    default:
      let name = try identifier()
      guard take(mark: ".") else { return .column(table: nil, name: name) }
      return .column(table: name, name: try identifier())
    }
  }

  private mutating func call(_ name: String) throws -> SQLExpression {
    var call = SQLExpression.Call(name: name)
    if take(mark: "*") {
      call.isStar = true
    } else if !isMark(")") {
      call.isDistinct = take("distinct")
      repeat { call.arguments.append(try expression()) } while take(mark: ",")
    }
    try expect(mark: ")")
    if isWord("filter") { throw UnsupportedQuery("FILTER") }
    if take("over") {
      if isMark("(") {
        call.window = try window()
      } else {
        call.window = SQLExpression.Window(name: try identifier())
      }
    }
    return .call(call)
  }

  private mutating func choice() throws -> SQLExpression {
    let subject = isWord("when") ? nil : try expression()
    var branches: [SQLExpression.Branch] = []
    while take("when") {
      let condition = try expression()
      try expect("then")
      branches.append(
        SQLExpression.Branch(
          condition: subject.map { .binary(.equal, $0, condition) } ?? condition,
          value: try expression()))
    }
    let otherwise = take("else") ? try expression() : .null
    try expect("end")
    guard !branches.isEmpty else { throw UnsupportedQuery("a CASE without WHEN") }
    return .when(branches, otherwise: otherwise)
  }
}
