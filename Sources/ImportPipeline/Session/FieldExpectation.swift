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

  /// What a cell of the field should hold because of another cell: "a text" would sound odd there, as any
  /// value will do.
  var conditionalExpectation: String {
    let words = expectation
    return words == "a text" ? "a value" : words
  }
}
