import TabularCore

/// Reads Table Schema's `any`: the text of the cell as it is.
struct PlainAnyReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .boolean: return FieldReading(.text(cell.text == "0" ? "false" : "true"))
    case .number where cell.format.isTemporal: return FieldReading(.text(shownText(of: cell)))
    case .number:
      try refuseLostDigits(cell)
      return FieldReading(.text(shortestText(ofLexeme: cell.text) ?? cell.text))
    default: return FieldReading(.text(cell.text))
    }
  }
}
