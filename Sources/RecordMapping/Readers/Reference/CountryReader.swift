import TabularCore

/// Reads countries; the canonical form is ISO 3166-1 alpha-2.
struct CountryReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.requiredText(expected: "a country")
    switch Countries.all.meaning(of: text) {
    case .one(let code): return .canonical(code, from: text)
    case .several(let codes):
      throw CellProblem(.valueCountryAmbiguous(value: shortened(text), codes: codes))
    case .nothing:
      throw CellProblem(
        .valueCountryUnknown(value: shortened(text)),
        suggestion: Countries.all.suggestion(for: text))
    }
  }
}
