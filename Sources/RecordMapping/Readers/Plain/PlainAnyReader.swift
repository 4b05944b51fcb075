import TabularCore

/// Reads Table Schema's `any`: the text of the cell as it is.
struct PlainAnyReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .boolean: FieldReading(.text(cell.text == "0" ? "false" : "true"))
    case .number where cell.format.isTemporal: FieldReading(.text(shownText(of: cell)))
    case .number: FieldReading(.text(shortestText(ofLexeme: cell.text) ?? cell.text))
    default: FieldReading(.text(cell.text))
    }
  }
}
