public import TabularCore

/// Serial dates of workbooks: days, with the time of day as their fraction (ECMA-376 part 1, 18.17.4).
enum SerialNumber {
  /// A date (days since 1970-01-01) and a time (milliseconds since midnight).
  struct Moment: Equatable {
    var days: Int
    var milliseconds: Int
  }

  /// The last serial of the 1900 system, 9999-12-31.
  static let last = 2_958_465.0

  /// How far the sum of a date and a time may miss midnight, in days: some units in the last place.
  private static let noise = 5e-11

  /// The date and time of a serial, rounded to the millisecond, but never into the next day.
  ///
  /// `nil` below 1 and above 9999-12-31, and for serial 60 of the 1900 system, which stands for 29
  /// February 1900, a day that never existed.
  static func moment(_ serial: Double, countsFrom1904: Bool) -> Moment? {
    let shifted = countsFrom1904 ? serial + 1462 : serial
    guard shifted >= 1, shifted < last + 1, !countsFrom1904 || serial >= 0 else { return nil }
    var whole = Int(shifted)
    let fraction = shifted - Double(whole)
    var milliseconds = min(Int((fraction * 86_400_000).rounded()), 86_399_999)
    if 1 - fraction <= noise {
      whole += 1
      milliseconds = 0
    }
    guard whole != 60, Double(whole) <= last else { return nil }
    return Moment(days: whole - (whole < 60 ? 25_568 : 25_569), milliseconds: milliseconds)
  }

  /// The minute that a time of day means if it is within 0.6 seconds of one; else `nil`.
  ///
  /// The result is 1,440 for the last half second of a day.
  static func minutes(ofMilliseconds milliseconds: Int) -> Int? {
    let minute = (milliseconds + 30_000) / 60_000
    return abs(milliseconds - minute * 60_000) <= 600 ? minute : nil
  }

  /// What a spreadsheet shows for a serial, for messages.
  ///
  /// `2027-03-06`, `2027-03-06 09:00`, `09:00`, or `30:15:00` for an elapsed time; seconds are shown
  /// where there are any.
  static func shown(
    _ serial: Double, format: NumberFormatClass, countsFrom1904: Bool
  ) -> String? {
    if format == .duration { return elapsed(serial) }
    if serial >= 0, serial < 1 {
      return clock(min(Int((serial * 86_400_000).rounded()), 86_399_999))
    }
    guard let moment = moment(serial, countsFrom1904: countsFrom1904) else { return nil }
    let date = CivilDate.text(ofDays: moment.days)
    guard moment.milliseconds >= 1000 else { return date }
    return date + " " + clock(moment.milliseconds) + (format == .utcDateTime ? " UTC" : "")
  }

  private static func clock(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    let time = TimeOfDay.text(ofMinutes: seconds / 60)
    return seconds % 60 == 0 ? time : time + ":" + padded(seconds % 60, 2)
  }

  private static func elapsed(_ days: Double) -> String? {
    guard abs(days) < 1e9 else { return nil }
    let seconds = Int((abs(days) * 86_400).rounded())
    return (days < 0 ? "-" : "") + padded(seconds / 3600, 2) + ":"
      + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
  }
}

/// What a spreadsheet shows for the number of a date or time cell; `nil` when it is not a number.
///
/// - Parameters:
///   - lexeme: the number as stored.
///   - format: the class of the cell's number format.
public func shownSerial(
  _ lexeme: String, format: NumberFormatClass, countsFrom1904: Bool
) -> String? {
  guard format.isTemporal, case .number(let serial) = ScaledDecimal.lexeme(lexeme) else {
    return nil
  }
  return SerialNumber.shown(serial.double, format: format, countsFrom1904: countsFrom1904)
}
