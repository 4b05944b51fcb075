import Schemas
import TabularCore

/// Reads Table Schema's `year`: XML Schema's `gYear`, whose optional zone is ignored.
struct PlainYearReader: FieldReader {
  /// The field's machine name.
  var field: String

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    var text = cell.text
    switch cell.kind {
    case .text: break
    case .number where cell.format.isTemporal, .isoDate:
      throw .dateInText(cell, expected: "a year")
    case .number: text = shortestText(ofLexeme: cell.text) ?? cell.text
    default: throw .wrongCellType(cell, expected: "a year")
    }
    guard let (year, rest) = YearText.year(text), YearText.isZone(rest) else {
      throw .misfit(cell.text, field: field, form: "YYYY")
    }
    return FieldReading(.integer(year))
  }
}

/// Reads Table Schema's `yearmonth`: XML Schema's `gYearMonth`.
struct PlainYearMonthReader: FieldReader {
  /// The field's machine name.
  var field: String

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: break
    case .isoDate:
      let days = try dateOfISOCell(cell)
      return FieldReading(.text(String(CivilDate.text(ofDays: days).prefix(7))))
    case .number where cell.format.hasDate:
      let moment = try serialMoment(cell)
      return FieldReading(
        .text(String(CivilDate.text(ofDays: moment.days).prefix(7))),
        remarks: earlyDateRemarks(moment.days))
    default: throw .wrongCellType(cell, expected: "a year and a month")
    }
    guard let (_, rest) = YearText.year(cell.text), rest.utf8.count >= 3,
      rest.utf8.first == UInt8(ascii: "-")
    else { throw .misfit(cell.text, field: field, form: "YYYY-MM") }
    let month = rest.dropFirst().prefix(2)
    guard month.utf8.allSatisfy(ByteScanning.isDigit), let number = Int(month),
      (1...12).contains(number), YearText.isZone(rest.dropFirst(3))
    else { throw .misfit(cell.text, field: field, form: "YYYY-MM") }
    return FieldReading(.text(String(cell.text.prefix(cell.text.count - rest.count + 3))))
  }
}

/// The parts that XML Schema's types of years share.
private enum YearText {
  /// The year at the start of a text (four digits, or more without a leading zero) and the rest.
  static func year(_ text: String) -> (year: Int64, rest: Substring)? {
    var rest = text[...]
    let isNegative = rest.hasPrefix("-")
    if isNegative { rest.removeFirst() }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (4...9).contains(digits.count), digits.count == 4 || digits.first != "0",
      let year = Int64(digits), year > 0
    else { return nil }
    return (isNegative ? -year : year, rest.dropFirst(digits.count))
  }

  /// Whether a text is empty, `Z` or an offset `+hh:mm`.
  static func isZone(_ text: Substring) -> Bool {
    if text.isEmpty || text == "Z" { return true }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-") else {
      return false
    }
    return TimeOfDay.minutes(in: text.dropFirst()).map { $0 <= 840 } == true
  }
}

extension PlainYearReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) { self.init(field: settings.field.name) }
}

extension PlainYearMonthReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) { self.init(field: settings.field.name) }
}
