import Mustache

/// Escapes text for HTML scalar by scalar, as a browser reads it, so that what people see as one character
/// is nothing special here.
struct ScalarEscaping: MustacheContentType {
  /// The name under which templates ask for it.
  static let name = "SCALARS"

  func escapeText(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Of the controls HTML takes only tab and line break; a browser shows nothing for the others.
      case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
