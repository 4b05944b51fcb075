/// The words of an SQL expression, to tell which fields it cannot read.
struct ExpressionWords {
  private let words: Set<String>
  /// Whether names may stand in it that are no words.
  private let isQuoted: Bool

  /// The words of an expression.
  init(_ expression: String) {
    isQuoted = expression.contains { "\"`[".contains($0) }
    var words: Set<String> = []
    for word in expression.lowercased().split(whereSeparator: {
      !($0.isLetter || $0.isNumber || $0 == "_")
    }) {
      words.insert(String(word))
      if word.hasSuffix("_local") { words.insert(String(word.dropLast(6))) }
      if let mark = word.firstRange(of: "__") { words.insert(String(word[mark.upperBound...])) }
    }
    self.words = words
  }

  /// Whether the expression may read a field.
  func mayName(_ field: String) -> Bool {
    let isWord = field.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isQuoted || !isWord || words.contains(field.lowercased())
  }
}
