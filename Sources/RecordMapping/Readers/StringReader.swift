import Schemas
import TabularCore

/// Reads texts.
struct StringReader: FieldReader {
  /// Whether texts are stored in lower case.
  var isLowercased = false
  /// Words that are read as others, by their folded form.
  var synonyms: [String: String] = [:]

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text:
      guard synonyms.isEmpty else { return read(words: cell.text) }
      return FieldReading(.text(isLowercased ? lowercased(cell.text) : cell.text))
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: "a text")
    case .number:
      try refuseLostDigits(cell)
      guard let text = shortestText(ofLexeme: cell.text) else {
        throw .wrongCellType(cell, expected: "a text")
      }
      let remarks =
        text == cell.text
        ? [] : [CellRemark.normalised(cell.text, .numberAsText(result: shortened(text)))]
      return FieldReading(.text(text), remarks: remarks)
    default:
      throw .wrongCellType(cell, expected: "a text")
    }
  }

  private func read(words text: String) -> FieldReading {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let result = words.map { synonyms[foldedValue(String($0))] ?? String($0) }
      .joined(separator: " ")
    let value = isLowercased ? lowercased(result) : result
    guard value != text else { return FieldReading(.text(value)) }
    return FieldReading(.text(value), remarks: [.normalised(text, result: value)])
  }
}

/// Refuses a whole number of more than fifteen digits in a text field: spreadsheets keep no more and
/// replace the rest by zeros.
func refuseLostDigits(_ cell: CellInput) throws(CellProblem) {
  switch ScaledDecimal.lexeme(cell.text) {
  case .none: return
  case .number(let number):
    guard let integer = number.integer, integer.magnitude >= 1_000_000_000_000_000 else { return }
    throw .digitsLost(cell.text, expected: "a number")
  case .tooLarge: throw .digitsLost(cell.text, expected: "a number")
  }
}

/// The shortest decimal text of a worksheet's number as people see it, with fifteen digits and no
/// exponent; `nil` when it is not a number.
func shortestText(ofLexeme lexeme: String) -> String? {
  switch ScaledDecimal.lexeme(lexeme) {
  case .number(let number): return number.inFifteenDigits.description
  case .tooLarge:
    guard let number = Double(lexeme), abs(number) < 1e100 else { return nil }
    return plainDecimal(number)
  case .none: return nil
  }
}

/// The text in lower case; ASCII texts that are in lower case already stay as they are.
func lowercased(_ text: String) -> String {
  for byte in text.utf8 where byte >= 0x80 || byte &- 0x41 < 26 { return text.lowercased() }
  return text
}

extension StringReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    isLowercased = settings.field.isLowercased
    synonyms = settings.field.synonyms
  }

  /// The byte reader of a field; none in lower case or where words are replaced.
  static func byteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    guard !settings.field.isLowercased, settings.field.synonyms.isEmpty else { return nil }
    return FieldByteReader(texts: settings, form: .any)
  }
}
