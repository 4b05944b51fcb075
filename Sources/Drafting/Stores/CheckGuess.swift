/// What a CHECK condition says about one column, where it is of a common form.
///
/// Conditions are read as SQLite keeps them and as PostgreSQL prints them: with casts, in parentheses, a
/// list as `= ANY (ARRAY[…])`. Anything else is left alone.
struct CheckGuess {
  /// A limit or a list.
  enum Fact: Equatable {
    case values([String])
    case numbers([String])
    case minimum(String)
    case maximum(String)
    case above(String)
    case below(String)
    case minimumLength(Int)
    case maximumLength(Int)
  }

  /// The column.
  let column: String
  /// What holds for it.
  let facts: [Fact]

  /// Reads a condition; `nil` for any other than a list, limits or lengths of one column.
  ///
  /// - Parameter columns: the columns of the table.
  init?(_ condition: String, columns: Set<String>) {
    guard let tokens = Self.tokens(of: condition) else { return nil }
    var parser = Parser(tokens: Self.withoutCasts(tokens), columns: columns)
    guard let found = parser.condition(), parser.isAtEnd, let column = found.first?.column,
      found.allSatisfy({ $0.column == column })
    else { return nil }
    self.column = column
    facts = found.map(\.fact)
  }

  /// A word, a number, a text or a mark.
  enum Token: Equatable {
    case name(String)
    case text(String)
    case number(String)
    case mark(String)

    /// A word as SQL compares it.
    var word: String? { if case .name(let name) = self { name.lowercased() } else { nil } }
  }

  private static func tokens(of condition: String) -> [Token]? {
    var tokens: [Token] = []
    var rest = Substring(condition)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" || first == "\"" || first == "`" {
        guard let body = quoted(&rest, by: first) else { return nil }
        tokens.append(first == "'" ? .text(body) : .name(body))
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(word.count)
        tokens.append(.name(String(word)))
      } else if first.isNumber {
        let number = rest.prefix { $0.isNumber || $0 == "." }
        rest = rest.dropFirst(number.count)
        tokens.append(.number(String(number)))
      } else {
        let double = String(rest.prefix(2))
        let mark = ["<=", ">=", "<>", "!=", "::", "||"].contains(double) ? double : String(first)
        rest = rest.dropFirst(mark.count)
        tokens.append(.mark(mark))
      }
    }
    return tokens
  }

  private static func quoted(_ rest: inout Substring, by quote: Character) -> String? {
    var body = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      guard character == quote else {
        body.append(character)
        continue
      }
      guard rest.first == quote else { return body }
      rest.removeFirst()
      body.append(quote)
    }
    return nil
  }

  /// Without `::character varying(20)[]` behind a value.
  private static func withoutCasts(_ tokens: [Token]) -> [Token] {
    var kept: [Token] = []
    var index = 0
    while index < tokens.count {
      guard tokens[index] == .mark("::") else {
        kept.append(tokens[index])
        index += 1
        continue
      }
      index += 1
      // The name of a type may be of several words; no operator is among them.
      let operators: Set<String> = ["and", "or", "in", "is", "not", "between", "like"]
      while index < tokens.count, let word = tokens[index].word, !operators.contains(word) {
        index += 1
      }
      if index + 2 < tokens.count, tokens[index] == .mark("("),
        case .number = tokens[index + 1]
      {
        while index < tokens.count, tokens[index] != .mark(")") { index += 1 }
        index += 1
      }
      if index + 1 < tokens.count, tokens[index] == .mark("["), tokens[index + 1] == .mark("]") {
        index += 2
      }
    }
    return kept
  }
}

extension CheckGuess {
  /// Reads conditions by descent.
  struct Parser {
    var tokens: [Token]
    var place = 0
    let columns: Set<String>

    typealias Found = (column: String, fact: Fact)

    init(tokens: [Token], columns: Set<String>) {
      self.tokens = tokens
      self.columns = columns
    }

    var isAtEnd: Bool { place >= tokens.count }
    private var next: Token? { isAtEnd ? nil : tokens[place] }

    private mutating func take(_ token: Token) -> Bool {
      guard next == token else { return false }
      place += 1
      return true
    }

    private mutating func take(word: String) -> Bool {
      guard next?.word == word else { return false }
      place += 1
      return true
    }

    /// Facts that all hold; a column that may be null besides says nothing more.
    mutating func condition() -> [Found]? {
      guard var found = term() else { return nil }
      while true {
        if take(word: "and") {
          guard let more = term() else { return nil }
          found += more
        } else if take(word: "or") {
          guard let more = term(), let joined = Self.either(found, more) else { return nil }
          found = joined
        } else {
          return found
        }
      }
    }

    /// `a = 'x' OR a = 'y'` is a list; `a IS NULL OR …` says what holds for values.
    private static func either(_ one: [Found], _ other: [Found]) -> [Found]? {
      if one.isEmpty { return other }
      if other.isEmpty { return one }
      guard one.count == 1, other.count == 1, one[0].column == other[0].column else { return nil }
      switch (one[0].fact, other[0].fact) {
      case (.values(let left), .values(let right)): return [(one[0].column, .values(left + right))]
      case (.numbers(let left), .numbers(let right)):
        return [(one[0].column, .numbers(left + right))]
      default: return nil
      }
    }

    private mutating func term() -> [Found]? {
      let start = place
      if take(.mark("(")) {
        if let found = condition(), take(.mark(")")), isBoundary { return found }
        place = start
      }
      return comparison()
    }

    /// Whether a condition may end here.
    private var isBoundary: Bool {
      next == nil || next == .mark(")") || next?.word == "and" || next?.word == "or"
    }

    /// A column, or the length of one, in any number of parentheses.
    private mutating func operand() -> (column: String, isLength: Bool)? {
      let start = place
      if take(.mark("(")) {
        if let inner = operand(), take(.mark(")")) { return inner }
        place = start
        return nil
      }
      guard case .name(let name) = next else { return nil }
      place += 1
      if next == .mark("("),
        ["length", "char_length", "character_length", "len"].contains(name.lowercased())
      {
        place += 1
        if let inner = operand(), !inner.isLength, take(.mark(")")) { return (inner.column, true) }
        place = start
        return nil
      }
      guard
        let column = columns.contains(name)
          ? name
          : columns.first(where: {
            $0.lowercased() == name.lowercased()
          })
      else {
        place = start
        return nil
      }
      return (column, false)
    }

    /// A number or a text in any number of parentheses.
    private mutating func value() -> Token? {
      let start = place
      if take(.mark("(")) {
        if let inner = value(), take(.mark(")")) { return inner }
        place = start
        return nil
      }
      let isNegative = take(.mark("-"))
      switch next {
      case .number(let number):
        place += 1
        return .number((isNegative ? "-" : "") + number)
      case .text(let text) where !isNegative:
        place += 1
        return .text(text)
      default:
        place = start
        return nil
      }
    }

    private mutating func comparison() -> [Found]? {
      let start = place
      if let (column, isLength) = operand() {
        if let found = tail(column, isLength) { return found }
        place = start
      }
      guard let left = value(), case .mark(let mark) = next else { return nil }
      place += 1
      guard let (column, isLength) = operand() else { return nil }
      let turned = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][mark] ?? mark
      return Self.fact(turned, left, isLength).map { [(column, $0)] }
    }

    /// What stands behind a column.
    private mutating func tail(_ column: String, _ isLength: Bool) -> [Found]? {
      if take(word: "is") {
        return !isLength && take(word: "null") ? [] : nil
      }
      if take(word: "between") {
        guard let low = value(), take(word: "and"), let high = value(),
          let first = Self.fact(">=", low, isLength), let second = Self.fact("<=", high, isLength)
        else { return nil }
        return [(column, first), (column, second)]
      }
      if take(word: "in") { return list(open: "(", close: ")").map { [(column, $0)] } }
      guard case .mark(let mark) = next else { return nil }
      place += 1
      if mark == "=", take(word: "any") {
        let depth = parentheses()
        guard take(word: "array"), let fact = list(open: "[", close: "]") else { return nil }
        for _ in 0..<depth where !take(.mark(")")) { return nil }
        return [(column, fact)]
      }
      guard let value = value(), let fact = Self.fact(mark, value, isLength) else { return nil }
      return [(column, fact)]
    }

    private mutating func parentheses() -> Int {
      var depth = 0
      while take(.mark("(")) { depth += 1 }
      return depth
    }

    private mutating func list(open: String, close: String) -> Fact? {
      guard take(.mark(open)) else { return nil }
      var texts: [String] = []
      var numbers: [String] = []
      while let item = value() {
        switch item {
        case .text(let text): texts.append(text)
        case .number(let number): numbers.append(number)
        default: return nil
        }
        if take(.mark(close)) {
          if numbers.isEmpty { return .values(texts) }
          return texts.isEmpty ? .numbers(numbers) : nil
        }
        guard take(.mark(",")) else { return nil }
      }
      return nil
    }

    private static func fact(_ mark: String, _ value: Token, _ isLength: Bool) -> Fact? {
      switch (mark, value) {
      case (">", .number(let text)) where isLength:
        Int(text).map { .minimumLength($0 + 1) }
      case (">=", .number(let text)) where isLength: Int(text).map { .minimumLength($0) }
      case ("<", .number(let text)) where isLength: Int(text).map { .maximumLength($0 - 1) }
      case ("<=", .number(let text)) where isLength: Int(text).map { .maximumLength($0) }
      case (_, _) where isLength: nil
      case (">=", .number(let text)), (">=", .text(let text)): .minimum(text)
      case ("<=", .number(let text)), ("<=", .text(let text)): .maximum(text)
      case (">", .number(let text)), (">", .text(let text)): .above(text)
      case ("<", .number(let text)), ("<", .text(let text)): .below(text)
      case ("=", .text(let text)): .values([text])
      case ("=", .number(let text)): .numbers([text])
      case ("<>", .text("")), ("!=", .text("")): .minimumLength(1)
      default: nil
      }
    }
  }
}
