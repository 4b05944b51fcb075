/// Texts in a cell that mean that there is no value.
enum Placeholder {
  /// What people write, in any case.
  private static let texts: Set<String> = [
    "n/a", "-", "--", "—", "?", "tbd", "tbc", "null", "none", "nil", "s/o", "à venir", "n/d", "s/d",
  ]

  /// What programs write, in lower case: pandas and R `<NA>`, HeidiSQL `(NULL)`, DBeaver `[NULL]`, Go
  /// `<nil>`, PostgreSQL and MariaDB `\N`, pivot tables `(blank)`.
  private static let machineTexts: Set<String> = [
    "<na>", "<null>", "(null)", "[null]", "<nil>", "<none>", "(none)", "\\n", "(blank)", "(vide)",
    "(vacío)",
    "-nan", "+nan",
  ]

  /// What programs write in exactly this spelling: `Nan` is a name.
  private static let exactTexts: Set<String> = ["nan", "NaN", "NAN", "NaT"]

  /// Whether a trimmed text is a placeholder.
  static func isPlaceholder(_ text: String) -> Bool {
    guard text.utf8.count <= 8, let first = text.utf8.first else { return false }
    switch first | 0x20 {
    case UInt8(ascii: "n"):
      return texts.contains(text.lowercased()) || exactTexts.contains(text)
    case UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "-") | 0x20, UInt8(ascii: "?") | 0x20,
      0xC3 | 0x20, 0xE2 | 0x20:
      return texts.contains(text.lowercased()) || isMachineText(text)
    default:
      return isMachineText(text)
    }
  }

  /// Whether a trimmed text is what a program writes for no value; such texts do not occur in prose
  /// either.
  static func isMachineText(_ text: String) -> Bool {
    guard text.utf8.count <= 8, let first = text.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "\\"),
      UInt8(ascii: "-"), UInt8(ascii: "+"):
      return machineTexts.contains(text.lowercased())
    case UInt8(ascii: "n"), UInt8(ascii: "N"): return exactTexts.contains(text)
    default: return false
    }
  }

  /// Whether a text is the token that clears a value, in any case.
  ///
  /// - Parameter token: the token in lower case.
  static func isClear(_ text: String, token: String) -> Bool {
    text.utf8.count == token.utf8.count && text.lowercased() == token
  }
}
