/// Whether an expression closes all that it opens: texts, quoted names, comments, parentheses.
///
/// Such an expression cannot reach into what stands beside it in a statement, so that several can be compiled
/// together as they would be one by one. The lexical rules are SQLite's.
func isClosedExpression(_ expression: String) -> Bool {
  let bytes = Array(expression.utf8)
  var depth = 0
  var place = 0
  /// Goes behind the closing mark that comes next; `false` where there is none.
  func skip(past mark: UInt8) -> Bool {
    guard let end = bytes[(place + 1)...].firstIndex(of: mark) else { return false }
    place = end + 1
    return true
  }
  while place < bytes.count {
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0
    switch (bytes[place], next) {
    // A doubled mark within a text ends one text and begins another, which comes to the same.
    case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _):
      guard skip(past: bytes[place]) else { return false }
    case (UInt8(ascii: "["), _):
      guard skip(past: UInt8(ascii: "]")) else { return false }
    case (UInt8(ascii: "-"), UInt8(ascii: "-")):
      guard skip(past: UInt8(ascii: "\n")) else { return depth == 0 }
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      place += 1
      repeat {
        guard skip(past: UInt8(ascii: "*")) else { return false }
        place -= 1
      } while place + 1 < bytes.count && bytes[place + 1] != UInt8(ascii: "/")
      guard place + 1 < bytes.count else { return false }
      place += 2
    case (UInt8(ascii: "("), _):
      depth += 1
      place += 1
    case (UInt8(ascii: ")"), _):
      depth -= 1
      place += 1
      guard depth >= 0 else { return false }
    case (UInt8(ascii: ";"), _), (0, _): return false
    default: place += 1
    }
  }
  return depth == 0
}
