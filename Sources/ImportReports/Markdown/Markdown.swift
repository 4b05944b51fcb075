import TabularCore

/// Texts as Markdown that shows them letter by letter: what comes from files gives no markup, no link and no
/// HTML.
enum Markdown {
  /// A sentence; what it has in backticks becomes code.
  static func text(_ text: String) -> String {
    let parts = printable(text, limit: .max).split(
      separator: "`", omittingEmptySubsequences: false)
    var result = ""
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 {
        result += escaped(part)
      } else if index == parts.count - 1 {
        // A backtick that nothing closes.
        result += "\\`" + escaped(part)
      } else {
        result += code(String(part), limit: .max)
      }
    }
    return result
  }

  /// A text as code.
  static func code(_ text: String, limit: Int = 200) -> String {
    let text = printable(text, limit: limit)
    guard !text.isEmpty else { return "" }
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let isPadded = text.hasPrefix("`") || text.hasSuffix("`") || text.first == " "
    let pad = isPadded ? " " : ""
    return fence + pad + text + pad + fence
  }

  private static func escaped(_ text: Substring) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      // Within a word it emphasises nothing.
      case "_" where isWord(scalars, index - 1) && isWord(scalars, index + 1): result += "_"
      case "\\", "*", "_", "[", "]", "#", "~", "!":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    scalars.indices.contains(index) && scalars[index].isASCII
      && scalars[index].properties.isAlphabetic
  }
}
