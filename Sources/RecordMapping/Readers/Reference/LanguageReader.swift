import TabularCore

/// Reads languages; the canonical form is a BCP 47 tag.
struct LanguageReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    FieldReading(.text(cell.text))
  }
}
