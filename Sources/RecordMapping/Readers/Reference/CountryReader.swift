import TabularCore

/// Reads countries; the canonical form is ISO 3166-1 alpha-2.
struct CountryReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.requiredText(expected: "a country")
    guard let code = Countries.all.code(of: text) else {
      throw CellProblem(
        .valueCountryUnknown(value: shortened(text)),
        suggestion: Countries.all.suggestion(for: text))
    }
    return .canonical(code, from: text)
  }
}
