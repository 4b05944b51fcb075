/// How XML spells texts and names.
enum MarkupText {
  /// A text as the content of an element, or the value of an attribute in double quotes.
  ///
  /// White space of attributes other than spaces, and characters that XML 1.0 cannot hold, are not lost and
  /// not an error: the former as references, the latter as U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#13;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        let isControl = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  /// A text as the value of an attribute: on one line.
  static func attribute(_ text: String) -> String {
    escaped(text).replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
  }

  /// Whether a text can be an identifier: a name without a colon (Namespaces in XML 1.0, 3), of ASCII.
  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    let isStart = { (byte: UInt8) in
      (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
    }
    return isStart(first)
      && text.utf8.allSatisfy {
        isStart($0) || (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      }
  }

  /// A text as paragraphs, one per line; where white space counts, as it stands.
  static func flow(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isPlain = lines.allSatisfy { line in
      !line.contains("  ") && !line.contains("\t") && !line.contains("\r")
        && line.first != " " && line.last != " "
    }
    guard isPlain else { return "<pre>\(escaped(text))</pre>" }
    return lines.map { "<p>\(escaped(String($0)))</p>" }.joined()
  }
}
