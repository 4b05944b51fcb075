import Mustache
import TabularCore

/// Escapes text for HTML scalar by scalar, as a browser reads it, so that what people see as one character
/// is nothing special here.
struct ScalarEscaping: MustacheContentType {
  /// The name under which templates ask for it.
  static let name = "SCALARS"

  func escapeText(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      // Of the controls HTML takes only tab and line break; a browser shows nothing for the others.
      case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{7F}"..."\u{9F}": shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
    }
    return escapedMarkup(String(shown))
  }
}
