public import TabularCore

/// The meaning of a number with a date or time format, or of an ISO 8601 cell: a date with a time of day,
/// a time of day, or a duration.
///
/// Times round to the millisecond. Serials without a calendar date (negative ones, and those beyond
/// 9999-12-31) give no value: they stay numbers.
public enum SerialDate: Sendable, Hashable {
  /// A local date and time: days since 1970-01-01, and milliseconds since midnight.
  case dateTime(days: Int, milliseconds: Int)
  /// A time of day: milliseconds since midnight.
  case time(milliseconds: Int)
  /// A duration in milliseconds, possibly negative.
  case duration(milliseconds: Int)

  /// Milliseconds of a day.
  public static let millisecondsPerDay = 86_400_000
  /// The serial, in the 1900 system, of 29 February 1900, a day that never existed.
  public static let leapDaySerial = 60

  /// Days from 1970-01-01 back to the day before serial 61's count starts: 1899-12-30.
  private static let epoch1900 = -25_569
  /// Days from 1970-01-01 back to 1904-01-01.
  private static let epoch1904 = -24_107
  /// Days from 1970-01-01 to 9999-12-31.
  private static let lastDay = 2_932_896

  /// Reads a serial from its lexeme.
  ///
  /// - Parameters:
  ///   - lexeme: the number as stored, ASCII.
  ///   - format: the class of the cell's number format; `nil` results unless it is temporal.
  ///   - system: the workbook's date system.
  public init?(lexeme: Span<UInt8>, format: NumberFormatClass, system: DateSystem) {
    guard format.isTemporal, let serial = Lexeme.double(lexeme) else { return nil }
    self.init(serial: serial, format: format, system: system)
  }

  /// Reads a serial.
  ///
  /// In the 1900 system serials 1 to 59 are 1900-01-01 to 1900-02-28, 60 is taken
  /// for 1900-02-28, and 61 is 1900-03-01; those of at least 0 and under 1 are times of day. In the
  /// 1904 system serial 0 is 1904-01-01.
  public init?(serial: Double, format: NumberFormatClass, system: DateSystem) {
    guard format.isTemporal, serial.isFinite else { return nil }
    let day = Double(Self.millisecondsPerDay)
    if format == .duration {
      guard abs(serial) < 1e9 else { return nil }
      self = .duration(milliseconds: Int((serial * day).rounded()))
      return
    }
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var milliseconds = Int((serial * day).rounded())
    if system == .from1900, serial < 1 {
      self = .time(milliseconds: min(milliseconds, Self.millisecondsPerDay - 1))
      return
    }
    var days: Int
    switch system {
    case .from1904: days = milliseconds / Self.millisecondsPerDay + Self.epoch1904
    case .from1900:
      let whole = milliseconds / Self.millisecondsPerDay
      days = (whole < Self.leapDaySerial ? whole + 1 : whole) + Self.epoch1900
    }
    milliseconds %= Self.millisecondsPerDay
    if days == Self.lastDay + 1, serial < 2_958_466 - (system == .from1904 ? 1_462 : 0) {
      // The last day must not round into the year 10000.
      days = Self.lastDay
      milliseconds = Self.millisecondsPerDay - 1
    }
    guard days <= Self.lastDay else { return nil }
    self = .dateTime(days: days, milliseconds: milliseconds)
  }

  /// Whether a serial is 29 February 1900, which Excel shows and no calendar has.
  public static func isLeapDay(_ serial: Double, system: DateSystem) -> Bool {
    system == .from1900 && serial >= 60 && serial < 61
  }
}

extension SerialDate {
  /// The text that `inspect --cells` prints: `2023-03-15T10:00:00`, `08:30:00`, or seconds; milliseconds
  /// only if they are not 0.
  public var text: String {
    switch self {
    case .dateTime(let days, let milliseconds):
      let date = CalendarDay(daysSince1970: days)
      return Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-"
        + Self.padded(date.day, 2) + "T" + Self.clock(milliseconds)
    case .time(let milliseconds): return Self.clock(milliseconds)
    case .duration(let milliseconds):
      let (seconds, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
      var text = (milliseconds < 0 ? "-" : "") + String(seconds)
      if rest != 0 {
        text += "." + Self.padded(Int(rest), 3)
        while text.last == "0" { text.removeLast() }
      }
      return text
    }
  }

  private static func clock(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    let text =
      padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
    let rest = milliseconds % 1000
    return rest == 0 ? text : text + "." + padded(rest, 3)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
