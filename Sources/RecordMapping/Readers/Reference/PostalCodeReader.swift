import TabularCore

/// Reads postal codes in the form of the row's country.
struct PostalCodeReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
