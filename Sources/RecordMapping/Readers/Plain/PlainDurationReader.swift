import Schemas
import TabularCore

/// Reads Table Schema's `duration`: XML Schema's `duration`, kept as written.
struct PlainDurationReader: FieldReader {
  /// The field's machine name.
  var field: String

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text:
      guard ISODuration.seconds(cell.text) != nil else {
        throw .misfit(cell.text, field: field, form: "PnYnMnDTnHnMnS")
      }
      return FieldReading(.text(cell.text))
    case .number where cell.format == .time || cell.format == .duration:
      guard case .number(let serial) = ScaledDecimal.lexeme(cell.text), serial.mantissa >= 0,
        serial.double < 1e6
      else { throw .misfit(cell.text, field: field, form: "PnYnMnDTnHnMnS") }
      let seconds = Int((serial.double * 86_400).rounded())
      return FieldReading(.text("PT\(seconds / 3600)H\(seconds / 60 % 60)M\(seconds % 60)S"))
    default: throw .wrongCellType(cell, expected: "a duration")
    }
  }
}

extension PlainDurationReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) { self.init(field: settings.field.name) }
}
