/// Lines of delimited text that spreadsheets open as they are meant: commas, CRLF (RFC 4180), and an
/// apostrophe, which an import takes away, before what would be taken for a formula.
enum DelimitedLine {
  /// UTF-8's byte order mark, which spreadsheet programs need to read accents.
  static let byteOrderMark = "\u{FEFF}"

  /// A line with its end.
  static func text(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let text = escaped(text)
    let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  /// A text that no spreadsheet takes for a formula.
  private static func escaped(_ text: String) -> String {
    // By scalars: a carriage return with a line feed, or a sign with a mark over it, is one character.
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }
}
