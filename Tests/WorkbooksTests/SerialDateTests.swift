import TabularCore
import Testing
import Workbooks

@Suite struct SerialDateTests {
  @Test(arguments: [
    // The 1900 system, with the day that never was.
    ("1", NumberFormatClass.date, DateSystem.from1900, "1900-01-01T00:00:00"),
    ("59", .date, .from1900, "1900-02-28T00:00:00"),
    ("60", .date, .from1900, "1900-02-28T00:00:00"),
    ("60.25", .dateTime, .from1900, "1900-02-28T06:00:00"),
    ("61", .date, .from1900, "1900-03-01T00:00:00"),
    ("45000", .date, .from1900, "2023-03-15T00:00:00"),
    ("45000.5", .dateTime, .from1900, "2023-03-15T12:00:00"),
    ("4.5E4", .date, .from1900, "2023-03-15T00:00:00"),
    ("36526", .date, .from1900, "2000-01-01T00:00:00"),
    ("2958465", .date, .from1900, "9999-12-31T00:00:00"),
    ("2958465.999999999", .dateTime, .from1900, "9999-12-31T23:59:59.999"),
    // Rounding to the millisecond.
    ("45000.999999999", .dateTime, .from1900, "2023-03-16T00:00:00"),
    ("45000.0000000116", .dateTime, .from1900, "2023-03-15T00:00:00.001"),
    ("60.999999999", .dateTime, .from1900, "1900-03-01T00:00:00"),
    ("0.354166666666667", .time, .from1900, "08:30:00"),
    ("0.99999999999", .time, .from1900, "23:59:59.999"),
    // Below 1: a time of day, whatever the format says of dates.
    ("0", .date, .from1900, "00:00:00"),
    ("0.5", .date, .from1900, "12:00:00"),
    ("1.5", .time, .from1900, "1900-01-01T12:00:00"),
    // The 1904 system.
    ("0", .date, .from1904, "1904-01-01T00:00:00"),
    ("0.5", .time, .from1904, "1904-01-01T12:00:00"),
    ("45000", .date, .from1904, "2027-03-16T00:00:00"),
    ("60", .date, .from1904, "1904-03-01T00:00:00"),
    ("2957003", .date, .from1904, "9999-12-31T00:00:00"),
    // Durations, of any size and sign.
    ("1.5", .duration, .from1900, "129600"),
    ("-0.25", .duration, .from1900, "-21600"),
    ("0.000011574074", .duration, .from1904, "1"),
    ("0.0000057870370", .duration, .from1900, "0.5"),
  ])
  func serial_isReadAsTheContractSays(
    lexeme: String, format: NumberFormatClass, system: DateSystem, text: String
  ) {
    let bytes = Array(lexeme.utf8)
    #expect(SerialDate(lexeme: bytes.span, format: format, system: system)?.text == text)
  }

  @Test(arguments: [
    ("-1", NumberFormatClass.date, DateSystem.from1900), ("-0.5", .time, .from1900),
    ("-1", .date, .from1904), ("2958466", .date, .from1900), ("2957004", .date, .from1904),
    ("1e300", .date, .from1900), ("1e300", .duration, .from1900), ("45000", .general, .from1900),
    ("45000", .percent, .from1900), ("", .date, .from1900), ("x", .date, .from1900),
    ("1.2.3", .date, .from1900), ("NaN", .date, .from1900), ("1e400", .duration, .from1900),
  ])
  func serial_withoutCalendarDate_staysANumber(
    lexeme: String, format: NumberFormatClass, system: DateSystem
  ) {
    let bytes = Array(lexeme.utf8)
    #expect(SerialDate(lexeme: bytes.span, format: format, system: system) == nil)
  }

  @Test func leapDayOf1900_isTold() {
    #expect(SerialDate.isLeapDay(60.5, system: .from1900))
    #expect(!SerialDate.isLeapDay(61, system: .from1900))
    #expect(!SerialDate.isLeapDay(60, system: .from1904))
  }

  @Test func dateTime_countsDaysAndMilliseconds() {
    let bytes = Array("45000.25".utf8)
    let value = SerialDate(lexeme: bytes.span, format: .dateTime, system: .from1900)
    #expect(value == .dateTime(days: 19_431, milliseconds: 21_600_000))
  }

  @Test(arguments: [
    ("2023-03-15", "2023-03-15T00:00:00"), ("2023-03-15T10:00:00", "2023-03-15T10:00:00"),
    ("2023-03-15T10:00:00Z", "2023-03-15T10:00:00"),
    ("2023-03-15T10:00:00.123", "2023-03-15T10:00:00.123"),
    ("2023-03-15T10:00:00.9996", "2023-03-15T10:00:01"),
    ("2023-03-15T10:00+02:00", "2023-03-15T10:00:00"),
    ("2023-12-31T23:59:59.9999999999", "2023-12-31T23:59:59.999"),
    ("2023-12-31T24:00:00", "2024-01-01T00:00:00"), ("1899-12-30T09:30:00", "09:30:00"),
    ("2024-02-29", "2024-02-29T00:00:00"), ("0001-01-01", "0001-01-01T00:00:00"),
    ("10:00:00", "10:00:00"), ("T10:30", "10:30:00"),
  ])
  func isoText_isRead(text: String, expected: String) {
    let bytes = Array(text.utf8)
    #expect(SerialDate(isoText: bytes.span)?.text == expected)
  }

  @Test(arguments: [
    "", "2023-13-45", "2023-02-29", "2023-3-15", "2023-03-15T", "2023-03-15T25:00:00",
    "2023-03-15T24:00:01", "2023-03-15T10:60", "2023-03-15T10:00:00.", "2023-03-15x", "10:00:00 PM",
    "invalid::date", "2023-03-15T10:00:00+", "0000-01-01",
  ])
  func isoText_thatIsNoDate_isNone(text: String) {
    let bytes = Array(text.utf8)
    #expect(SerialDate(isoText: bytes.span) == nil)
  }

  @Test func civilDate_goesForthAndBack() {
    var last = CalendarDay(daysSince1970: -719_163)
    for days in stride(from: -719_162, through: 2_932_896, by: 97) {
      let date = CalendarDay(daysSince1970: days)
      #expect(date.daysSince1970 == days)
      #expect((date.year, date.month, date.day) > (last.year, last.month, last.day))
      last = date
    }
    #expect(CalendarDay(daysSince1970: 2_932_896) == CalendarDay(year: 9999, month: 12, day: 31))
    #expect(CalendarDay(year: 1900, month: 2, day: 29) == nil)
  }

  @Test(arguments: [
    ("12", 12.0), ("-12.5", -12.5), ("+1.5", 1.5), ("1.", 1), (".5", 0.5), ("1E+2", 100),
    ("0.10000000000000001", 0.1), ("4.9E-324", .leastNonzeroMagnitude),
    ("12345678901234567890", 12_345_678_901_234_567_168),
    ("0.000000000000000000000000001", 1e-27),
    ("123456789012345678901234567890", 1.2345678901234568e29),
    ("-0", 0),
  ])
  func lexeme_isTheNearestBinary64(lexeme: String, value: Double) {
    let bytes = Array(lexeme.utf8)
    #expect(Lexeme.double(bytes.span) == value)
  }

  @Test(arguments: ["", "-", ".", "1,5", "0x10", "INF", "nan", "1e400", "1 2", "1.5.5", "--1"])
  func lexeme_thatIsNoNumber_isNone(lexeme: String) {
    let bytes = Array(lexeme.utf8)
    #expect(Lexeme.double(bytes.span) == nil)
  }
}
