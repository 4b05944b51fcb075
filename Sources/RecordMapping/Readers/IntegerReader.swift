import Schemas
import TabularCore

/// Reads whole numbers, and minutes where the field says so.
struct IntegerReader: FieldReader {
  /// The field's machine name.
  var field: String
  /// Whether the number counts minutes and also reads `3h`, `3 h 30`, `3:00` and time cells.
  var readsMinutes = false

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: return try read(text: cell, in: context)
    case .number where readsMinutes && (cell.format == .time || cell.format == .duration):
      return try minutes(ofSerial: cell)
    case .isoDate where readsMinutes:
      guard let moment = ISOMoment(cell), moment.days == nil, !moment.hasOffset,
        let milliseconds = moment.milliseconds
      else { throw .dateInText(cell, expected: "a whole number") }
      return try reading(ofMilliseconds: milliseconds, of: cell)
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: "a whole number")
    case .number:
      switch ScaledDecimal.lexeme(cell.text) {
      case .number(let number):
        guard let integer = number.integer ?? number.inFifteenDigits.integer else {
          throw CellProblem(.valueNotInteger(value: shortened(cell.text)))
        }
        return FieldReading(
          .integer(integer), remarks: unsureDigitsRemarks(number, of: cell))
      case .tooLarge: throw .tooLarge(cell.text, field: field)
      case .none: throw CellProblem(.valueNotInteger(value: shortened(cell.text)))
      }
    default: throw .wrongCellType(cell, expected: "a whole number")
    }
  }

  private func read(
    text cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    if let number = plainDigits(cell.text) {
      return FieldReading(
        .integer(number),
        remarks: cell.isWorksheet
          ? numberRemarks(cell, result: String(number), isRewritten: false) : [])
    }
    if readsMinutes, let minutes = DurationText.minutes(in: cell.text) {
      return FieldReading(
        .integer(Int64(minutes)),
        remarks: [.normalised(cell.text, result: String(minutes))])
    }
    let chosen: ChosenNumber
    if let written = NumberText(cell.text) {
      chosen = try written.choose(cell.text, column: context.column, unproven: .commaGroups)
    } else if let exponent = ExponentText(cell.text) {
      chosen = try exponent.chosen(for: cell.text, expected: "a whole number")
    } else {
      throw CellProblem(.valueNotInteger(value: shortened(cell.text)))
    }
    switch chosen.number {
    case .number(let number):
      guard let integer = number.integer else {
        throw CellProblem(.valueNotInteger(value: shortened(cell.text)))
      }
      return FieldReading(
        .integer(integer),
        remarks: numberRemarks(
          cell, result: String(integer), isRewritten: chosen.isRewritten))
    case .tooLarge: throw .tooLarge(cell.text, field: field)
    case .none: throw CellProblem(.valueNotInteger(value: shortened(cell.text)))
    }
  }

  private func minutes(ofSerial cell: CellInput) throws(CellProblem) -> FieldReading {
    guard case .number(let serial) = ScaledDecimal.lexeme(cell.text) else {
      throw CellProblem(.valueNotInteger(value: shortened(cell.text)))
    }
    let days = serial.double
    let milliseconds = (days * 86_400_000).rounded()
    guard days >= 0, milliseconds < 1e15 else {
      throw CellProblem(.valueNotInteger(value: shortened(shownText(of: cell))))
    }
    return try reading(ofMilliseconds: Int(milliseconds), of: cell)
  }

  private func reading(
    ofMilliseconds milliseconds: Int, of cell: CellInput
  ) throws(CellProblem) -> FieldReading {
    guard let minutes = SerialNumber.minutes(ofMilliseconds: milliseconds) else {
      throw CellProblem(.valueNotInteger(value: shortened(shownText(of: cell))))
    }
    return FieldReading(
      .integer(Int64(minutes)),
      remarks: [.normalised(shownText(of: cell), result: String(minutes))])
  }

}

/// The number of up to 18 ASCII digits; `nil` for any other text.
func plainDigits(_ text: String) -> Int64? {
  let count = text.utf8.count
  guard count > 0, count <= 18 else { return nil }
  var number: Int64 = 0
  for byte in text.utf8 {
    guard ByteScanning.isDigit(byte) else { return nil }
    number = number * 10 + Int64(byte - 0x30)
  }
  return number
}

extension IntegerReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    self.init(field: settings.field.name, readsMinutes: settings.field.readsMinutes)
  }
}
