import TabularCore

/// Reads currencies; the canonical form is ISO 4217 alpha-3.
struct CurrencyReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
