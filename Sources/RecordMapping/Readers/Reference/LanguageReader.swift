import TabularCore

/// Reads languages; the canonical form is a BCP 47 tag.
struct LanguageReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.requiredText(expected: "a language")
    guard let tag = Self.tag(of: text) else {
      throw CellProblem(
        .valueEnumUnknown(.language, value: shortened(text)),
        suggestion: Languages.all.suggestion(for: text))
    }
    return .canonical(tag, from: text)
  }

  /// The tag for a tag (also with underscores), a name, or a name with a country: `French (Canada)`.
  private static func tag(of text: String) -> String? {
    if let tag = LanguageTag(text.replacing("_", with: "-")) { return tag.text }
    if let subtag = Languages.all.subtag(named: text) { return subtag }
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("),
      let subtag = Languages.all.subtag(named: String(text[..<open])),
      let country = Countries.all.code(of: String(text[text.index(after: open)...].dropLast()))
    else { return nil }
    return subtag + "-" + country
  }
}
