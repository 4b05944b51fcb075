/// Wraps a line at its spaces, further lines indented, so that no word is torn apart on a terminal.
struct TextWrap {
  /// How many columns there are; `nil` for no end.
  let width: Int?
  /// The column in which the text begins, from 0.
  let start: Int
  /// The column in which further lines begin, from 0.
  let indent: Int

  /// The text with line breaks.
  func text(_ text: String) -> String {
    guard let width, width > indent + 20, start + text.count > width else { return text }
    var result = ""
    var column = start
    var isFirst = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let space = isFirst ? 0 : 1
      if !isFirst, column + space + word.count > width {
        result += "\n" + String(repeating: " ", count: indent)
        column = indent
      } else if !isFirst {
        result += " "
        column += 1
      }
      result += word
      column += word.count
      isFirst = false
    }
    return result
  }
}
