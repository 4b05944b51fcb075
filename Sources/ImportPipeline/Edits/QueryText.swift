/// The text of a query, looked at by its words.
struct QueryText {
  private let text: [Character]

  init(_ query: String) { text = Array(query.lowercased()) }

  /// Whether every field of a table that the query reads stands in it by name: no `*` means the columns of a table.
  ///
  /// A `*` is known to mean something else where it counts, multiplies, or stands for the columns of a SELECT. What
  /// stands before one is not known where there are comments.
  var namesFields: Bool {
    !hasComment && text.indices.allSatisfy { text[$0] != "*" || isPlain(starAt: $0) }
  }

  private var hasComment: Bool {
    zip(text, text.dropFirst()).contains { $0 == ("/", "*") || $0 == ("-", "-") }
  }

  private func isPlain(starAt place: Int) -> Bool {
    let before = text[..<place].reversed().drop(while: \.isWhitespace)
    guard let last = before.first else { return false }
    // `count(*)`.
    if last == "(" { return true }
    let isDirect = place > 0 && text[place - 1] == "."
    if isDirect {
      let name = String(before.dropFirst().prefix(while: Self.isOfName).reversed())
      return isCommon(name)
    }
    let word = String(before.prefix(while: Self.isOfName).reversed())
    if ["select", "distinct", "all"].contains(word) || last == "," {
      let after = String(text[(place + 1)...]).split(whereSeparator: \.isWhitespace).prefix(2)
      return after.first == "from" && after.last?.hasPrefix("(") == true
    }
    // A product.
    return true
  }

  /// Whether a name is that of a SELECT of the WITH clause.
  private func isCommon(_ name: String) -> Bool {
    guard !name.isEmpty else { return false }
    let words = String(text).split(whereSeparator: { $0.isWhitespace || $0 == "," })
    return words.indices.contains { index in
      guard words[index] == name, index + 2 < words.count, words[index + 1] == "as" else {
        return false
      }
      return words[index + 2].hasPrefix("(") || words[index + 2] == "materialized"
    }
  }

  private static func isOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
