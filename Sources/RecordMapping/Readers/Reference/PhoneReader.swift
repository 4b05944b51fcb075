import TabularCore

/// Reads phone numbers; the canonical form is E.164, an extension follows as `;ext=12`.
struct PhoneReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
