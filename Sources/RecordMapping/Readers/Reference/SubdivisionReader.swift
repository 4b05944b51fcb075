import TabularCore

/// Reads provinces, states and the like; the canonical form is ISO 3166-2.
struct SubdivisionReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
