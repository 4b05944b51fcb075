/// Reads the SELECT of a set rule: the part of SQLite's language that is evaluated over columns.
///
/// What it does not know it refuses, and the rule is left to the store. It never takes SQL for something
/// else than SQLite does.
struct SQLParser {
  private let tokens: [SQLToken]
  /// The tokens as they are written.
  private let texts: [String]
  private var place = 0
  private var depth = 0
  /// Whether a text literal may have PostgreSQL's cast to the type that it has anyway.
  let readsCasts: Bool

  /// The SELECT that a text is.
  ///
  /// - Parameter readsCasts: whether a text literal may be followed by `::text`, as in PostgreSQL's catalog.
  static func select(_ sql: String, readsCasts: Bool = false) throws -> SQLSelect {
    var parser = SQLParser(try SQLToken.written(in: sql), readsCasts: readsCasts)
    let select = try parser.select()
    _ = parser.take(mark: ";")
    guard parser.place == parser.tokens.count else {
      throw UnsupportedQuery("text after the SELECT")
    }
    return select
  }

  /// The expression that a text is.
  static func expression(_ sql: String) throws -> SQLExpression {
    var parser = SQLParser(try SQLToken.written(in: sql), readsCasts: false)
    let expression = try parser.expression()
    guard parser.place == parser.tokens.count else {
      throw UnsupportedQuery("text after the expression")
    }
    return expression
  }

  private init(_ tokens: [(token: SQLToken, text: String)], readsCasts: Bool) {
    self.readsCasts = readsCasts
    self.tokens = tokens.map(\.token)
    texts = tokens.map(\.text)
  }

  // MARK: Tokens

  var next: SQLToken? { place < tokens.count ? tokens[place] : nil }

  func isWord(_ word: String, ahead: Int = 0) -> Bool {
    place + ahead < tokens.count && tokens[place + ahead] == .word(word)
  }

  func isMark(_ mark: String, ahead: Int = 0) -> Bool {
    place + ahead < tokens.count && tokens[place + ahead] == .mark(mark)
  }

  mutating func advance() { place += 1 }

  mutating func take(_ words: String...) -> Bool {
    for (ahead, word) in words.enumerated() where !isWord(word, ahead: ahead) { return false }
    place += words.count
    return true
  }

  mutating func take(mark: String) -> Bool {
    guard isMark(mark) else { return false }
    place += 1
    return true
  }

  mutating func expect(_ word: String) throws {
    guard take(word) else { throw UnsupportedQuery("no \(word) where one is expected") }
  }

  mutating func expect(mark: String) throws {
    guard take(mark: mark) else { throw UnsupportedQuery("no \(mark) where one is expected") }
  }

  /// Bounds how deep SELECTs and expressions are nested.
  mutating func nested<Result>(_ body: (inout SQLParser) throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw UnsupportedQuery("deep nesting") }
    return try body(&self)
  }

  // MARK: SELECT

  mutating func select() throws -> SQLSelect {
    try nested { parser in
      var select = SQLSelect()
      if parser.take("with") {
        repeat { select.common.append(try parser.common()) } while parser.take(mark: ",")
      }
      select.cores.append(try parser.core())
      var unions: Set<Bool> = []
      while parser.take("union") {
        unions.insert(!parser.take("all"))
        select.cores.append(try parser.core())
      }
      guard unions.count < 2 else { throw UnsupportedQuery("UNION and UNION ALL in one compound") }
      select.isUnion = unions.contains(true)
      if parser.take("order", "by") { select.order = try parser.order() }
      for word in ["limit", "intersect", "except"] where parser.isWord(word) {
        throw UnsupportedQuery(word)
      }
      return select
    }
  }

  private mutating func common() throws -> SQLSelect.Common {
    let name = try identifier()
    try expect("as")
    _ = take("not")
    _ = take("materialized")
    try expect(mark: "(")
    let select = try select()
    try expect(mark: ")")
    return SQLSelect.Common(name: name, select: select)
  }

  private mutating func core() throws -> SQLSelect.Core {
    try expect("select")
    var core = SQLSelect.Core()
    core.isDistinct = take("distinct")
    if !core.isDistinct { _ = take("all") }
    repeat { core.items.append(try item()) } while take(mark: ",")
    guard take("from") else { throw UnsupportedQuery("a SELECT without FROM") }
    core.sources.append(try source())
    try joins(&core)
    if take("where") { core.condition = try expression() }
    if take("group", "by") {
      repeat { core.groups.append(try expression()) } while take(mark: ",")
      if take("having") { core.groupCondition = try expression() }
    }
    if take("window") {
      repeat {
        let name = try identifier()
        try expect("as")
        core.windows[name] = try window()
      } while take(mark: ",")
    }
    return core
  }

  private mutating func item() throws -> SQLSelect.Item {
    if take(mark: "*") { return .all(of: nil) }
    if case .word(let table)? = next, isMark(".", ahead: 1), isMark("*", ahead: 2) {
      place += 3
      return .all(of: table)
    }
    let expression = try expression()
    if take("as") {
      let name = place < texts.count ? texts[place] : ""
      _ = try identifier()
      return .expression(expression, name: name)
    }
    if case .word(let word)? = next, !Self.reserved.contains(word) {
      advance()
      return .expression(expression, name: texts[place - 1])
    }
    return .expression(expression, name: "")
  }

  private mutating func joins(_ core: inout SQLSelect.Core) throws {
    while true {
      var isOptional = false
      if take(mark: ",") || take("join") || take("inner", "join") || take("cross", "join") {
      } else if take("left", "join") || take("left", "outer", "join") {
        isOptional = true
      } else {
        return
      }
      var source = try source()
      source.isOptional = isOptional
      if take("on") { source.condition = try expression() }
      core.sources.append(source)
    }
  }

  private mutating func source() throws -> SQLSelect.Source {
    let content: SQLSelect.Source.Content
    var alias = ""
    if take(mark: "(") {
      content = .select(try select())
      try expect(mark: ")")
    } else {
      alias = try identifier()
      guard !isMark("."), !isMark("(") else { throw UnsupportedQuery("a table of a schema") }
      content = .table(alias)
    }
    if take("as") {
      alias = try identifier()
    } else if case .word(let word)? = next, !Self.reserved.contains(word) {
      advance()
      alias = word
    }
    return SQLSelect.Source(content: content, alias: alias)
  }

  mutating func order() throws -> [SQLOrder] {
    var order: [SQLOrder] = []
    repeat {
      let expression = try expression()
      let isDescending = take("desc")
      if !isDescending { _ = take("asc") }
      if isWord("nulls") || isWord("collate") { throw UnsupportedQuery("NULLS or COLLATE") }
      order.append(SQLOrder(expression: expression, isDescending: isDescending))
    } while take(mark: ",")
    return order
  }

  mutating func window() throws -> SQLExpression.Window {
    try expect(mark: "(")
    var window = SQLExpression.Window()
    if take("partition", "by") {
      repeat { window.partition.append(try expression()) } while take(mark: ",")
    }
    if take("order", "by") { window.order = try order() }
    if take("rows", "between", "unbounded", "preceding", "and") {
      if take("current", "row") {
        window.frame = .currentRow
      } else {
        guard next == .integer(1) else { throw UnsupportedQuery("the frame of a window") }
        advance()
        try expect("preceding")
        window.frame = .rowBefore
      }
    } else if take("range", "between", "unbounded", "preceding", "and", "current", "row") {
      window.frame = .peers
    }
    try expect(mark: ")")
    return window
  }

  mutating func identifier() throws -> String {
    switch next {
    case .word(let word)? where !Self.reserved.contains(word):
      advance()
      return word
    case .name(let name)?:
      advance()
      return name
    default:
      throw UnsupportedQuery("no name where one is expected")
    }
  }

  /// Words that are no names.
  static let reserved: Set<String> = [
    "select", "from", "where", "group", "by", "having", "order", "limit", "union", "all", "as",
    "on",
    "join", "left", "right", "full", "natural", "inner", "outer", "cross", "using", "and", "or",
    "not",
    "in", "is", "null", "like", "glob", "regexp", "match", "between", "escape", "case", "when",
    "then",
    "else", "end", "exists", "cast", "collate", "distinct", "window", "with", "values", "intersect",
    "except", "over", "partition", "rows", "range", "groups", "filter", "desc", "asc", "nulls",
    "isnull",
    "notnull", "indexed", "true", "false", "current_date", "current_time", "current_timestamp",
    "raise",
  ]
}
