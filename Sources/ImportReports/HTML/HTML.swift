import TabularCore

/// Texts as HTML that shows them letter by letter.
///
/// The page is put together from strings instead of by a template engine: nearly all of it is rows, which
/// are written one by one as they come, and each text passes one of these functions.
enum HTML {
  /// A text between tags or in a quoted attribute.
  static func text(_ text: String, limit: Int = .max) -> String {
    escapedMarkup(printable(text, limit: limit))
  }

  /// A sentence; what it has in backticks becomes code.
  static func sentence(_ text: String) -> String {
    let parts = printable(text, limit: .max).split(
      separator: "`", omittingEmptySubsequences: false)
    var result = ""
    for (index, part) in parts.enumerated() {
      let text = escapedMarkup(part)
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
}
