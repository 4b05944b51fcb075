import SQLStore
import Schemas

/// Writes a set rule, which is in SQLite's dialect, for PostgreSQL.
///
/// The staged values have the same types on both stores, so most of the SQL means the same. The
/// rest is rewritten: NULL comes first in every order, texts compare by bytes, a decimal literal is
/// a floating number, `IS` compares any two values, functions go by the names of `RuleFunctions`.
/// What has no counterpart is refused by name; what PostgreSQL does not accept, such as a number
/// where a truth value belongs, PostgreSQL refuses itself.
struct RuleTranslation {
  private let tokens: [RuleToken]
  private var output: [String] = []
  private var position = 0

  /// The rule for PostgreSQL.
  ///
  /// - Throws: the construct that cannot be translated.
  static func translate(_ query: String) throws(RuleProblem) -> String {
    var tokens = try RuleToken.tokens(of: query)
    while tokens.last == .mark(";") { tokens.removeLast() }
    let first = tokens.first { $0 != .mark("(") }?.keyword ?? ""
    guard ["SELECT", "WITH", "VALUES"].contains(first) else {
      throw RuleProblem("it does not begin with SELECT")
    }
    var translation = RuleTranslation(tokens)
    while translation.position < tokens.count { try translation.step() }
    return translation.output.joined(separator: " ")
  }

  private init(_ tokens: [RuleToken]) { self.tokens = tokens }

  /// Words that mean something else, or nothing, in PostgreSQL.
  private static let refusedWords: Set<String> = [
    "LIKE", "GLOB", "REGEXP", "MATCH", "CAST", "COLLATE", "INDEXED", "RAISE", "INSERT", "UPDATE",
    "DELETE", "REPLACE", "PRAGMA", "INTO", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP",
  ]
  /// Marks without a counterpart.
  private static let refusedMarks: Set<String> = [
    "->", "->>", "<<", ">>", "::", "?", ":", "@", "$", "#", ";", "~", "!", "\\", "{", "}",
  ]
  /// Words that are names in SQLite and functions without parentheses in PostgreSQL.
  private static let names: Set<String> = [
    "USER", "SESSION_USER", "CURRENT_USER", "CURRENT_ROLE", "CURRENT_CATALOG", "CURRENT_SCHEMA",
    "LOCALTIME", "LOCALTIMESTAMP",
  ]
  /// Keywords that a parenthesis may follow.
  private static let keywords: Set<String> = [
    "ALL", "AND", "AS", "BETWEEN", "BY", "CASE", "DISTINCT", "ELSE", "EXCEPT", "EXISTS", "FILTER",
    "FROM", "HAVING", "IN", "INTERSECT", "IS", "JOIN", "LIMIT", "MATERIALIZED", "NOT", "OFFSET",
    "ON", "OR", "OVER", "RECURSIVE", "SELECT", "THEN", "UNION", "USING", "VALUES", "WHEN", "WHERE",
    "WITH",
  ]

  private func token(_ distance: Int) -> RuleToken? {
    let index = position + distance
    return tokens.indices.contains(index) ? tokens[index] : nil
  }

  private mutating func step() throws(RuleProblem) {
    guard let token = token(0) else { return }
    switch token {
    case .text(let text):
      output.append("(\(sqlText(text))::text COLLATE \"C\")")
    case .name(let name):
      output.append(quoted(name))
    case .number(let digits):
      let isWhole = digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
      output.append(isWhole ? digits : "(\(digits)::double precision)")
    case .mark(let mark):
      guard !Self.refusedMarks.contains(mark) else {
        throw RuleProblem(
          ["?", ":", "@", "$"].contains(mark) ? "it has parameters" : "the operator \(mark)")
      }
      output.append(mark == "==" ? "=" : mark)
    case .word(let word):
      try step(word: word)
      return
    }
    position += 1
  }

  private mutating func step(word: String) throws(RuleProblem) {
    let keyword = word.uppercased()
    let follower = token(1)
    let isMember = position > 0 && tokens[position - 1] == .mark(".")
    let isLabel = position > 0 && tokens[position - 1].keyword == "AS"
    if case .text = follower, ["X", "E", "B", "N", "U"].contains(keyword) {
      throw RuleProblem("a literal written \(word)'…'")
    }
    if isMember || isLabel && !Self.keywords.contains(keyword) {
      output.append(isLabel || !Self.names.contains(keyword) ? word : quoted(word.lowercased()))
      position += 1
      return
    }
    if follower == .mark("("), !Self.keywords.contains(keyword), !declaresTable() {
      try call(of: word)
      return
    }
    if Self.refusedWords.contains(keyword) { throw RuleProblem("the keyword \(keyword)") }
    if Self.names.contains(keyword) {
      output.append(quoted(word.lowercased()))
    } else if keyword == "IS" {
      comparison()
      return
    } else if keyword == "ORDER", follower?.keyword == "BY" {
      try order()
      return
    } else {
      output.append(word)
    }
    position += 1
  }

  /// Whether the word names a table of a WITH clause whose columns follow.
  private func declaresTable() -> Bool {
    guard let before = token(-1),
      before == .mark(",") || ["WITH", "RECURSIVE"].contains(before.keyword)
    else { return false }
    guard let end = closing(from: position + 1) else { return false }
    // A column's label is not followed by a parenthesis.
    guard tokens.indices.contains(end + 2), tokens[end + 1].keyword == "AS" else { return false }
    return tokens[end + 2] == .mark("(")
      || ["MATERIALIZED", "NOT"].contains(tokens[end + 2].keyword)
  }

  /// The index of the parenthesis that closes the one at an index.
  private func closing(from start: Int) -> Int? {
    var depth = 0
    for index in start..<tokens.count {
      if tokens[index] == .mark("(") { depth += 1 }
      if tokens[index] == .mark(")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// Writes a call of a function.
  private mutating func call(of name: String) throws(RuleProblem) {
    let lowered = name.lowercased()
    if lowered == "group_concat" {
      try concatenation()
      return
    }
    if let renamed = RuleFunctions.renamed[lowered] {
      output.append(renamed)
    } else if RuleFunctions.shared.contains(lowered) {
      output.append(lowered)
    } else {
      throw RuleProblem("the function \(lowered)")
    }
    position += 1
  }

  /// `group_concat(x, y)`: in the order of the texts, since SQLite promises none.
  private mutating func concatenation() throws(RuleProblem) {
    guard let end = closing(from: position + 1) else {
      throw RuleProblem("a parenthesis that does not end")
    }
    var parts: [[RuleToken]] = [[]]
    var depth = 0
    for token in tokens[(position + 2)..<end] {
      if token == .mark("(") { depth += 1 }
      if token == .mark(")") { depth -= 1 }
      if depth == 0, token == .mark(",") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    let isDistinct = parts[0].first?.keyword == "DISTINCT"
    if isDistinct { parts[0].removeFirst() }
    guard parts.count <= 2, !parts[0].isEmpty else {
      throw RuleProblem("the function group_concat with \(parts.count) arguments")
    }
    let item = try Self.expression(parts[0])
    let separator = parts.count == 2 ? try Self.expression(parts[1]) : "','"
    let text = "(\(item))::text COLLATE \"C\""
    output.append(
      "string_agg(\(isDistinct ? "DISTINCT " : "")\(text), \(separator) ORDER BY \(text))")
    position = end + 1
  }

  private static func expression(_ tokens: [RuleToken]) throws(RuleProblem) -> String {
    var translation = RuleTranslation(tokens)
    while translation.position < tokens.count { try translation.step() }
    return translation.output.joined(separator: " ")
  }

  /// `IS` and `IS NOT` between any two values.
  private mutating func comparison() {
    let isNegated = token(1)?.keyword == "NOT"
    let operand = token(isNegated ? 2 : 1)?.keyword ?? ""
    position += isNegated ? 2 : 1
    if ["NULL", "TRUE", "FALSE", "DISTINCT"].contains(operand) {
      output.append(isNegated ? "IS NOT" : "IS")
    } else {
      output.append(isNegated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM")
    }
  }

  /// `ORDER BY`: NULL is less than every value, as in SQLite.
  private mutating func order() throws(RuleProblem) {
    output.append("ORDER BY")
    position += 2
    var depth = 0
    var isDescending = false
    var isResolved = false
    func end(_ output: inout [String]) {
      if !isResolved { output.append(isDescending ? "NULLS LAST" : "NULLS FIRST") }
      isDescending = false
      isResolved = false
    }
    let ends: Set<String> = ["ROWS", "RANGE", "GROUPS", "LIMIT", "OFFSET"]
    while let token = token(0) {
      if depth == 0, token == .mark(")") || ends.contains(token.keyword) { break }
      if depth == 0, token == .mark(",") {
        end(&output)
      } else if depth == 0, token.keyword == "DESC" {
        isDescending = true
      } else if depth == 0, token.keyword == "NULLS" {
        isResolved = true
      }
      if token == .mark("(") { depth += 1 }
      if token == .mark(")") { depth -= 1 }
      try step()
    }
    end(&output)
  }
}
