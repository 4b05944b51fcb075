import GRDB
import Schemas
import TabularCore

/// The functions that rules may use beside SQLite's own.
enum SQLFunctions {
  /// Adds them to a connection.
  static func register(in database: Database) {
    database.add(
      function: DatabaseFunction("minutes_between", argumentCount: 2, pure: true) { values in
        guard let from = minutes(values[0]), let to = minutes(values[1]) else { return nil }
        return to - from
      })
    database.add(
      function: DatabaseFunction("local_date", argumentCount: 1, pure: true) { values in
        guard let text = instantText(values[0]) else { return nil }
        return String(decoding: text.prefix(10), as: UTF8.self)
      })
    database.add(
      function: DatabaseFunction("local_time", argumentCount: 1, pure: true) { values in
        guard let text = instantText(values[0]) else { return nil }
        return String(decoding: text[11..<16], as: UTF8.self)
      })
    database.add(
      function: DatabaseFunction("fold", argumentCount: 1, pure: true) { values in
        guard case .string(let text) = values[0].storage else { return values[0] }
        return foldedValue(text)
      })
    registerForms(in: database)
  }

  /// The bytes of a text `YYYY-MM-DDTHH:MM…`.
  private static func instantText(_ value: DatabaseValue) -> [UInt8]? {
    guard case .string(let text) = value.storage else { return nil }
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":")
    else { return nil }
    return bytes
  }

  /// Minutes since 1970-01-01 of an instant or local time.
  private static func minutes(_ value: DatabaseValue) -> Int? {
    guard let text = instantText(value), let year = number(text[0..<4]),
      let month = number(text[5..<7]), let day = number(text[8..<10]),
      let hour = number(text[11..<13]), let minute = number(text[14..<16])
    else { return nil }
    return (days(year: year, month: month, day: day) * 24 + hour) * 60 + minute
  }

  /// A number of digits only.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    var result = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      result = result * 10 + Int(byte - 0x30)
    }
    return result
  }

  /// Days since 1970-01-01 in the Gregorian calendar, years counted from March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
