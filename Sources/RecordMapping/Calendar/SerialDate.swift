/// Serial dates of workbooks: days, with the time of day as their fraction (ECMA-376 part 1, 18.17.4).
enum SerialDate {
  /// A date (days since 1970-01-01) and a time (milliseconds since midnight).
  struct Moment: Equatable {
    var days: Int
    var milliseconds: Int
  }

  /// The last serial of the 1900 system, 9999-12-31.
  static let last = 2_958_465.0

  /// The date and time of a serial, rounded to the millisecond.
  ///
  /// `nil` below 1 and above 9999-12-31, and for serial 60 of the 1900 system, which stands for a
  /// 29 February 1900 that never was.
  static func moment(_ serial: Double, countsFrom1904: Bool) -> Moment? {
    let shifted = countsFrom1904 ? serial + 1462 : serial
    guard shifted >= 1, shifted < last + 1, !countsFrom1904 || serial >= 0 else { return nil }
    var whole = Int(shifted)
    var milliseconds = Int(((shifted - Double(whole)) * 86_400_000).rounded())
    if milliseconds == 86_400_000 {
      whole += 1
      milliseconds = 0
    }
    guard whole != 60, Double(whole) <= last else { return nil }
    return Moment(days: whole - (whole < 60 ? 25_568 : 25_569), milliseconds: milliseconds)
  }

  /// The minute that a time of day means when it lies within 0.6 seconds of one; else `nil`.
  ///
  /// The result is 1,440 for the last half second of a day.
  static func minutes(ofMilliseconds milliseconds: Int) -> Int? {
    let minute = (milliseconds + 30_000) / 60_000
    return abs(milliseconds - minute * 60_000) <= 600 ? minute : nil
  }

  /// What a spreadsheet shows for a serial, for messages: `2027-03-06`, `2027-03-06 09:00`, `09:00`.
  static func shown(_ serial: Double, countsFrom1904: Bool) -> String? {
    if serial >= 0, serial < 1 {
      let minutes = Int((serial * 1440).rounded(.down))
      return TimeOfDay.text(ofMinutes: min(minutes, 1439))
    }
    guard let moment = moment(serial, countsFrom1904: countsFrom1904) else { return nil }
    let date = CivilDate.text(ofDays: moment.days)
    guard moment.milliseconds >= 1000 else { return date }
    return date + " " + TimeOfDay.text(ofMinutes: moment.milliseconds / 60_000)
  }
}
