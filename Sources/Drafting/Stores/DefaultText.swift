/// What the default of a column is: a value that a file could have, or something that the store makes.
enum DefaultText: Equatable {
  /// A value, as a cell would have it.
  case constant(String)
  /// No value.
  case null
  /// SQL that only the store can compute.
  case computed

  /// The meaning of SQL as a catalog shows it: `'open'::character varying`, `((0))`, `TRUE`.
  init(_ sql: String) {
    var text = sql.trimmingPrefix { $0.isWhitespace }[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    while Self.isWrapped(text) { text = text.dropFirst().dropLast() }
    if text.first == "'" {
      var body = ""
      var rest = text.dropFirst()
      while let character = rest.popFirst() {
        if character == "'" {
          guard rest.first == "'" else { break }
          rest.removeFirst()
        }
        body.append(character)
      }
      // A cast may follow, and nothing else.
      let isAlone = rest.allSatisfy(\.isWhitespace)
      self =
        isAlone || rest.hasPrefix("::") && !rest.contains("(") || Self.isSizedCast(rest)
        ? .constant(body) : .computed
      return
    }
    let value = text.firstRange(of: "::").map { text[..<$0.lowerBound] } ?? text
    switch value.lowercased() {
    case "null", "": self = .null
    case "true": self = .constant("true")
    case "false": self = .constant("false")
    case let word:
      let isNumber =
        Double(word) != nil && word.allSatisfy { $0.isNumber || "+-.".contains($0) }
      self = isNumber ? .constant(String(value)) : .computed
    }
  }

  /// Whether one pair of parentheses stands around a text.
  private static func isWrapped(_ text: Substring) -> Bool {
    guard text.first == "(", text.last == ")" else { return false }
    var depth = 0
    for place in text.indices {
      if text[place] == "(" { depth += 1 }
      if text[place] == ")" { depth -= 1 }
      if depth == 0 { return text.index(after: place) == text.endIndex }
    }
    return false
  }

  /// `::character varying(20)`.
  private static func isSizedCast(_ rest: Substring) -> Bool {
    guard rest.hasPrefix("::") else { return false }
    return rest.dropFirst(2).allSatisfy {
      $0.isLetter || $0.isNumber || " _(),[]\"".contains($0)
    }
  }
}
