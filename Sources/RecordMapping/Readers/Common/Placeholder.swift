/// Texts that people write into a cell to say that there is no value.
enum Placeholder {
  private static let texts: Set<String> = [
    "n/a", "-", "--", "—", "?", "tbd", "tbc", "null", "none", "nil", "s/o", "à venir",
  ]

  /// Whether a trimmed text is a placeholder, in any case.
  static func isPlaceholder(_ text: String) -> Bool {
    guard text.utf8.count <= 8, let first = text.utf8.first else { return false }
    switch first | 0x20 {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "-") | 0x20,
      UInt8(ascii: "?") | 0x20, 0xC3 | 0x20, 0xE2 | 0x20:
      return texts.contains(text.lowercased())
    default:
      return false
    }
  }

  /// Whether a text is the token that clears a value, in any case.
  ///
  /// - Parameter token: the token in lower case.
  static func isClear(_ text: String, token: String) -> Bool {
    text.utf8.count == token.utf8.count && text.lowercased() == token
  }
}
