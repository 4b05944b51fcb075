import TabularCore

/// Texts as XML writes them.
enum Markup {
  /// A text for an attribute in double quotes, or between tags.
  ///
  /// What XML cannot hold is left out.
  static func escaped(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t", "\u{20}"...:
        if scalar.value != 0xFFFE, scalar.value != 0xFFFF {
          result.unicodeScalars.append(scalar)
        }
      default: continue
      }
    }
    return result
  }

  /// Whether a byte means itself: printable ASCII but for the signs of XML.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    default: byte >= 0x20 && byte < 0x7F
    }
  }

  /// A text for a cell or a note: an underscore that would begin an escape of ST_Xstring is escaped itself
  /// (ECMA-376 part 1, 22.9.2.19).
  static func cellText(_ text: String) -> String {
    let mayEscape = text.utf8.contains(UInt8(ascii: "_"))
    return escaped(mayEscape ? text.replacing("_x", with: "_x005F_x") : text)
  }

  /// A text whose references are replaced by what they mean; one that means nothing stays.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      guard let end = rest.firstIndex(of: ";"),
        let meant = meaning(rest[rest.index(after: start)..<end])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result.append(meant)
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func meaning(_ name: Substring) -> Character? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default: scalar(name).map(Character.init)
    }
  }

  private static func scalar(_ name: Substring) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return number.flatMap(Unicode.Scalar.init)
  }

  /// The name of a sheet as a formula refers to it, always in quotes: `'Sheet 1'`.
  static func sheetReference(_ name: String) -> String {
    "'" + name.replacing("'", with: "''") + "'"
  }
}
