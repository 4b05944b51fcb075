import RecordMapping

/// A pattern of a profile: a regular expression of XML Schema that is looked for anywhere in a text, unless
/// `^` and `$` bind it to the beginning and the end.
struct SearchPattern: Sendable {
  private let pattern: ValuePattern

  init(_ expression: String) {
    var core = Substring(expression)
    let isBoundBefore = core.first == "^"
    if isBoundBefore { core.removeFirst() }
    let escapes = core.dropLast().reversed().prefix { $0 == "\\" }.count
    let isBoundAfter = core.last == "$" && escapes.isMultiple(of: 2)
    if isBoundAfter { core.removeLast() }
    pattern = ValuePattern(
      (isBoundBefore ? "" : #"[\s\S]*"#) + "(" + core + ")" + (isBoundAfter ? "" : #"[\s\S]*"#))
  }

  func matches(_ text: String) -> Bool { pattern.matches(.text(text)) }
}
