import ImportPipeline

/// What a CREATE INDEX statement indexes: its terms and its condition.
struct IndexStatement {
  /// The columns and expressions, without order and collation.
  private(set) var terms: [String] = []
  /// The condition of a partial index.
  private(set) var condition: String?

  init(_ sql: String) {
    guard let open = sql.firstIndex(of: "(") else { return }
    let list = StoreDescription.parenthesised(sql[open...])
    terms = Self.split(list).map(Self.expression)
    let rest = sql[list.endIndex...].dropFirst()
    // A regular expression is compiled when it is used; most indexes have no condition.
    guard rest.contains(where: { !$0.isWhitespace }) else { return }
    guard let word = rest.firstRange(of: /(?i)\bwhere\b/) else { return }
    condition = rest[word.upperBound...].trimmed
  }

  /// Splits at commas outside of parentheses and quotes.
  private static func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var quote: Character?
    var start = text.startIndex
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if "'\"`".contains(character) {
        quote = character
      } else if character == "(" {
        depth += 1
      } else if character == ")" {
        depth -= 1
      } else if character == ",", depth == 0 {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
    }
    return parts + [text[start...]]
  }

  /// A term without ASC, DESC and COLLATE at its end.
  private static func expression(_ term: Substring) -> String {
    var text = term.trimmed
    guard text.contains(where: \.isWhitespace) else { return text }
    for pattern in [/(?i)\s+(asc|desc)$/, /(?i)\s+(asc|desc)$/] {
      text = text.replacing(pattern, with: "")
    }
    return text.replacing(/(?i)\s+collate\s+("[^"]*"|\w+)$/, with: "")
  }
}

extension Substring {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    var rest = self
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
