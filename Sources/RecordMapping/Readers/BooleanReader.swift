import TabularCore

/// Reads yes and no; the canonical forms are 1 and 0.
struct BooleanReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .boolean: return FieldReading(.integer(cell.text == "0" ? 0 : 1))
    case .number where cell.format.isTemporal:
      throw CellProblem(.valueBooleanUnknown(value: shortened(shownText(of: cell))))
    case .number:
      guard case .number(let number) = ScaledDecimal.lexeme(cell.text),
        let integer = number.inFifteenDigits.integer, (0...1).contains(integer)
      else { throw CellProblem(.valueBooleanUnknown(value: shortened(cell.text))) }
      return FieldReading(.integer(integer))
    default:
      guard let isTrue = Self.meaning(of: cell.text) else {
        throw CellProblem(.valueBooleanUnknown(value: shortened(cell.text)))
      }
      return FieldReading(.integer(isTrue ? 1 : 0))
    }
  }

  /// The meaning of a word in English, French or Spanish, in any case; `nil` for any other text.
  static func meaning(of text: String) -> Bool? {
    guard text.utf8.count <= 9 else { return nil }
    switch lowercased(text) {
    case "yes", "y", "true", "t", "1", "x", "on", "oui", "o", "vrai", "sí", "si", "s",
      "verdadero", "✓":
      return true
    case "no", "n", "false", "f", "0", "off", "non", "faux", "falso": return false
    default: return nil
    }
  }
}
