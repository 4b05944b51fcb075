import TabularCore

/// Reads currencies; the canonical form is ISO 4217 alpha-3.
struct CurrencyReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.requiredText(expected: "a currency")
    let code = text.uppercased()
    if Currencies.minorDigits(of: code) != nil { return .canonical(code, from: text) }
    if text == "$", let dollar = Currencies.dollar(in: context.country) {
      return .canonical(dollar, from: text)
    }
    if let code = Currencies.code(named: text) { return .canonical(code, from: text) }
    let signed = Currencies.currencies(ofSign: text)
    throw CellProblem(
      .valueEnumUnknown(.currency, value: shortened(text)),
      suggestion: signed.count == 1
        ? signed.first.map { Issue.Suggestion($0, evidence: "the currency of the sign `\(text)`") }
        : nil)
  }
}
