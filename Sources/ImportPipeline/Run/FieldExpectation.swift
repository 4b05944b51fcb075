import RecordMapping
import Schemas
import TabularCore

extension Field {
  /// What a cell of the field should hold, in a word or two: "a date".
  var expectation: String {
    switch type {
    case .string, .secret, .plainString, .plainAny, .plainObject, .plainArray, .plainGeoJSON:
      "a text"
    case .code: "a code"
    case .integer, .plainInteger, .plainYear: "a whole number"
    case .decimal, .percent, .plainNumber: "a number"
    case .money: "an amount"
    case .boolean, .plainBoolean: "`yes` or `no`"
    case .date, .plainDate, .plainYearMonth: "a date"
    case .time, .plainTime: "a time"
    case .dateTime, .plainDateTime: "a date and a time"
    case .enumeration: "a value of the list"
    case .email: "an e-mail address"
    case .phone: "a phone number"
    case .country: "a country"
    case .subdivision: "a province or state"
    case .postalCode: "a postal code"
    case .timeZone: "a time zone"
    case .language: "a language"
    case .currency: "a currency"
    case .url: "a web address"
    case .list, .plainList: "a list"
    case .plainDuration: "a duration"
    case .plainGeopoint: "a point"
    }
  }

  /// What a cell of the field should hold because of another cell, where "a text" would be odd: what
  /// is wanted is that there is something.
  var conditionalExpectation: String {
    let words = expectation
    return words == "a text" ? "a value" : words
  }
}

/// A serial date or time as people read it; `nil` when the lexeme is none.
func shownSerial(
  _ lexeme: String, format: NumberFormatClass, countsFrom1904: Bool
) -> String? {
  let reader = CompiledField(
    field: Field(name: "shown", type: format == .time ? .time : .dateTime),
    in: TableSchema(name: "shown"), package: DataPackage(name: "shown", title: LocalizedText("")))
  var context = ReadingContext()
  context.zone = "UTC"
  let input = CellInput(
    lexeme, kind: .number, format: format == .date ? .dateTime : format, isWorksheet: true,
    countsFrom1904: countsFrom1904)
  guard let value = try? reader.read(input, in: context).value else { return nil }
  let text = value.description
  return format == .date && text.hasSuffix(" 00:00") ? String(text.dropLast(6)) : text
}
