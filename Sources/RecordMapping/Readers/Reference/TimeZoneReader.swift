import TabularCore

/// Reads time zones; the canonical form is the IANA identifier.
struct TimeZoneReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
