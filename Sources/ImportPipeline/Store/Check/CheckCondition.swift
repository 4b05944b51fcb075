/// A CHECK condition, parsed as far as a comparison needs: its names and its texts.
struct CheckCondition {
  /// The condition without blanks, quotes of names and outer parentheses, in lower case.
  let normal: String
  /// The names in it.
  let names: Set<String>
  /// The names in it in lower case, as a database compares those without quotes.
  let lowercasedNames: Set<String>
  /// The texts in it.
  let texts: [String]
  /// Whether it only lists the values of a column.
  let isChoice: Bool

  init(_ condition: String) {
    var names: Set<String> = []
    var texts: [String] = []
    var normal = ""
    var marks = ""
    var rest = Substring(condition)
    while let first = rest.first {
      if first == "'" || first == "\"" {
        let body = Self.quoted(&rest, by: first)
        if first == "'" {
          texts.append(body)
          normal += "'" + body + "'"
        } else {
          names.insert(body)
          normal += body.lowercased()
        }
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(word.count)
        names.insert(String(word))
        normal += word.lowercased()
      } else {
        rest = rest.dropFirst()
        guard !first.isWhitespace else { continue }
        normal.append(first)
        if "<>!+*/%".contains(first) { marks.append(first) }
      }
    }
    while normal.hasPrefix("("), normal.hasSuffix(")"), Self.isEnclosed(normal) {
      normal = String(normal.dropFirst().dropLast())
    }
    self.normal = normal
    self.names = names
    lowercasedNames = Set(names.map { $0.lowercased() })
    self.texts = texts
    isChoice = !texts.isEmpty && marks.isEmpty
  }

  /// Removes a quoted text or name from the front.
  private static func quoted(_ rest: inout Substring, by quote: Character) -> String {
    var body = ""
    rest = rest.dropFirst()
    while let character = rest.first {
      rest = rest.dropFirst()
      if character == quote {
        guard rest.first == quote else { return body }
        rest = rest.dropFirst()
      }
      body.append(character)
    }
    return body
  }

  /// Whether the first parenthesis closes at the end only.
  private static func isEnclosed(_ text: String) -> Bool {
    var depth = 0
    for (index, character) in text.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0 { return index == text.count - 1 }
    }
    return false
  }
}
