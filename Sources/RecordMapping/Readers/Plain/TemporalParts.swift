/// The parts of a date and time that a text gave.
struct TemporalParts: Equatable {
  /// The year, or `nil` when the text has none.
  var year: Int?
  /// The month, from 1.
  var month: Int?
  /// The day of the month, from 1.
  var day: Int?
  /// The day of the year, from 1.
  var dayOfYear: Int?
  /// The hour, 0 to 23 (1 to 12 with `isAfternoon`).
  var hour: Int?
  /// The minute.
  var minute = 0
  /// The second.
  var second = 0
  /// The digits of a second's fraction, without zeros at the end.
  var fraction = ""
  /// Whether the hour counts from noon; `nil` in the 24-hour clock.
  var isAfternoon: Bool?
  /// The offset from UTC in minutes; `nil` for local time.
  var offset: Int?

  /// The days since 1970-01-01; missing parts are those of 1 January 1900.
  var days: Int? {
    if let dayOfYear {
      guard let first = CivilDate.days(year: year ?? 1900, month: 1, day: 1),
        let last = CivilDate.days(year: year ?? 1900, month: 12, day: 31),
        dayOfYear >= 1, first + dayOfYear - 1 <= last
      else { return nil }
      return first + dayOfYear - 1
    }
    return CivilDate.days(year: year ?? 1900, month: month ?? 1, day: day ?? 1)
  }

  /// The seconds since midnight; `nil` when the time does not exist.
  var seconds: Int? {
    var hour = hour ?? 0
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The time's canonical text `HH:MM:SS`, with a fraction where there is one.
  var timeText: String? {
    seconds.map { Self.timeText($0, fraction: fraction) }
  }

  /// The canonical text `YYYY-MM-DDTHH:MM:SS`; with an offset the instant in UTC with `Z`.
  var dateTimeText: String? {
    guard var days, var seconds else { return nil }
    if let offset {
      seconds -= offset * 60
      if seconds < 0 {
        days -= 1
        seconds += 86_400
      } else if seconds >= 86_400 {
        days += 1
        seconds -= 86_400
      }
    }
    return CivilDate.text(ofDays: days) + "T" + Self.timeText(seconds, fraction: fraction)
      + (offset == nil ? "" : "Z")
  }

  private static func timeText(_ seconds: Int, fraction: String) -> String {
    TimeOfDay.text(ofMinutes: seconds / 60) + ":" + padded(seconds % 60, 2)
      + (fraction.isEmpty ? "" : "." + fraction)
  }
}
