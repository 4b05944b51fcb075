import TabularCore

/// Reads web addresses.
struct URLReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
