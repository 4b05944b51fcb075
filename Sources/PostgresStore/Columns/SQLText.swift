/// An SQL identifier in quotes.
func quoted(_ name: String) -> String {
  "\"" + name.replacing("\"", with: "\"\"") + "\""
}

/// An SQL text literal; backslashes stand for themselves.
func literal(_ text: String) -> String {
  "'" + text.replacing("'", with: "''") + "'"
}

/// Separates list items, and parts of a key, within one text: U+001F, which no cleaned value
/// contains.
let unitSeparator = "\u{1F}"

/// The separator as an SQL expression.
let unitSeparatorSQL = "chr(31)"

/// The placeholder for a secret wherever a rule could see it.
let secretMark = "‹secret›"

/// The name of the system that `source_id` columns belong to, in the id map.
let sourceSystem = "source"

/// Expressions joined by a keyword; true when there is none.
func conjunction(_ conditions: [String]) -> String {
  conditions.isEmpty ? "true" : conditions.joined(separator: " AND ")
}

/// The parts of a key from its text.
func keyParts(_ text: String) -> [String] {
  text.split(separator: unitSeparator, omittingEmptySubsequences: false).map(String.init)
}

/// Texts as an array literal, for a parameter of an array type.
func arrayLiteral(_ texts: [String?]) -> String {
  let items = texts.map { text in
    text.map {
      "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    } ?? "NULL"
  }
  return "{" + items.joined(separator: ",") + "}"
}
