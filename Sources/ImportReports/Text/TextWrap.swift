/// Wraps a line at its spaces, further lines indented, so that no word is torn apart on a terminal.
package struct TextWrap {
  /// How many columns there are; `nil` for no end.
  package let width: Int?
  /// The column in which the text begins, from 0.
  package let start: Int
  /// The column in which further lines begin, from 0.
  package let indent: Int

  /// Wraps at a width.
  package init(width: Int?, start: Int, indent: Int) {
    self.width = width
    self.start = start
    self.indent = indent
  }

  /// The text with line breaks.
  package func text(_ text: String) -> String {
    guard let width, width > indent + 20, start + text.count > width else { return text }
    var result = ""
    var column = start
    var isFirst = true
    for word in Self.words(of: text) {
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

  /// The words, with the signs that French sets apart: none begins a line.
  private static func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = words.last, isSign(word) || last == "«" {
        words[words.count - 1] = text[last.startIndex..<word.endIndex]
      } else {
        words.append(word)
      }
    }
    return words
  }

  private static func isSign(_ word: Substring) -> Bool {
    guard let first = word.first else { return false }
    return word.count <= 2 && [":", ";", "?", "!", "»"].contains(first)
  }
}
