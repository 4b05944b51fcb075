/// An SQL identifier in quotes.
func quoted(_ name: String) -> String {
  "\"" + name.replacing("\"", with: "\"\"") + "\""
}

/// An SQL text literal.
func literal(_ text: String) -> String {
  "'" + text.replacing("'", with: "''") + "'"
}

/// Separates list items, and parts of a key, within one text: U+001F, which no cleaned value
/// contains.
let unitSeparator = "\u{1F}"

/// The separator as an SQL expression.
let unitSeparatorSQL = "char(31)"

/// The placeholder for a secret wherever a rule could see it.
let secretMark = "‹secret›"

/// Expressions joined by a keyword; `1` when there is none.
func conjunction(_ conditions: [String]) -> String {
  conditions.isEmpty ? "1" : conditions.joined(separator: " AND ")
}

/// Column expressions as one text: the parts of a key.
func joinedKey(_ expressions: [String]) -> String {
  let texts = expressions.map { "coalesce(\($0), '')" }
  return "(" + texts.joined(separator: " || \(unitSeparatorSQL) || ") + ")"
}

/// The parts of a key from its text.
func keyParts(_ text: String) -> [String] {
  text.split(separator: unitSeparator, omittingEmptySubsequences: false).map(String.init)
}
