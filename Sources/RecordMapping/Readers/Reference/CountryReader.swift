import TabularCore

/// Reads countries; the canonical form is ISO 3166-1 alpha-2.
struct CountryReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
