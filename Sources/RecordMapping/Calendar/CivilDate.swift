/// Dates of the proleptic Gregorian calendar as days since 1970-01-01.
public enum CivilDate {
  /// The days since 1970-01-01; `nil` when there is no such date or its year is not 1 to 9999.
  ///
  /// - Parameters:
  ///   - month: from 1.
  ///   - day: from 1.
  public static func days(year: Int, month: Int, day: Int) -> Int? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= length(ofMonth: month, year: year)
    else { return nil }
    // The year begins in March, so that the leap day is its last.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The year, the month and the day of the month (both from 1) of a day since 1970-01-01.
  public static func components(ofDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The days of the canonical text `YYYY-MM-DD`; `nil` for any other text.
  public static func days(in text: some StringProtocol) -> Int? { days(in: text.utf8) }

  /// The days of the canonical text `YYYY-MM-DD`, given by its bytes; `nil` for any other text.
  public static func days(in text: some Sequence<UInt8>) -> Int? {
    var (year, month, day) = (0, 0, 0)
    var index = 0
    for byte in text {
      switch (index, byte) {
      case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")): break
      case (0..<4, UInt8(ascii: "0")...UInt8(ascii: "9")):
        year = year * 10 + Int(byte - UInt8(ascii: "0"))
      case (5..<7, UInt8(ascii: "0")...UInt8(ascii: "9")):
        month = month * 10 + Int(byte - UInt8(ascii: "0"))
      case (8..<10, UInt8(ascii: "0")...UInt8(ascii: "9")):
        day = day * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
      index += 1
    }
    guard index == 10 else { return nil }
    return days(year: year, month: month, day: day)
  }

  /// The canonical text `YYYY-MM-DD` of a day since 1970-01-01.
  public static func text(ofDays days: Int) -> String {
    let (year, month, day) = components(ofDays: days)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  /// Passes the bytes of the canonical text of a day since 1970-01-01 to a closure, without creating a
  /// string.
  public static func withText<Result>(
    ofDays days: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let (year, month, day) = components(ofDays: days)
    guard (0...9999).contains(year) else {
      var text = text(ofDays: days)
      return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
    }
    return try withUnsafeTemporaryAllocation(byteCount: 10, alignment: 8) { bytes in
      put(year / 100, at: 0, bytes)
      put(year % 100, at: 2, bytes)
      put(month, at: 5, bytes)
      put(day, at: 8, bytes)
      bytes[4] = UInt8(ascii: "-")
      bytes[7] = UInt8(ascii: "-")
      return try body(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes a number below 100 as two digits.
  @inline(__always)
  private static func put(_ number: Int, at place: Int, _ bytes: UnsafeMutableRawBufferPointer) {
    bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10)
    bytes[place + 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10)
  }

  /// How many days a month (from 1) has.
  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A number with leading zeros up to a width.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return digits.utf8.count >= width
    ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
