import TabularCore

/// Texts as HTML that shows them letter by letter.
///
/// The page is put together from strings instead of by a template engine: nearly all of it is rows, which
/// are written one by one as they come, and each text passes one of these functions.
enum HTML {
  private static let special: Set<UInt8> = [0x22, 0x26, 0x27, 0x3C, 0x3E]

  /// A text between tags or in a quoted attribute.
  static func text(_ text: String, limit: Int = .max) -> String {
    escaped(printable(text, limit: limit))
  }

  /// A sentence; what it has in backticks becomes code.
  static func sentence(_ text: String) -> String {
    let parts = printable(text, limit: .max).split(
      separator: "`", omittingEmptySubsequences: false)
    var result = ""
    for (index, part) in parts.enumerated() {
      let text = escaped(part)
      if index % 2 == 0 {
        result += text
      } else if index == parts.count - 1 {
        // A backtick that nothing closes.
        result += "`" + text
      } else {
        result += "<code>\(text)</code>"
      }
    }
    return result
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(where: special.contains) else { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
