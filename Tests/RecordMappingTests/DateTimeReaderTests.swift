import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct DateTimeReaderTests {
  /// A context in a zone.
  static func inZone(
    _ zone: String?, order: ColumnDecision.DateOrder = .dayFirst, date: Int? = nil
  ) -> ReadingContext {
    var context = ReadingContext.order(order)
    context.zone = zone
    context.date = date
    return context
  }

  static let toronto = inZone("America/Toronto")

  static func inToronto(_ column: ColumnDecision?) -> ReadingContext {
    var context = toronto
    context.column = column
    return context
  }

  static let nine = "dateTime 2027-03-06T09:00 2027-03-06T14:00:00Z"

  static let cases: [ReadingCase] = [
    ReadingCase("2027-03-06 09:00", nine, in: toronto),
    ReadingCase("2027-03-06T09:00", nine, in: toronto),
    ReadingCase("2027-03-06T09:00:00", nine, in: toronto),
    ReadingCase("6/3/2027 9:00", nine, in: toronto),
    ReadingCase("6 March 2027 9:00 AM", nine, in: toronto),
    ReadingCase("Mar 6, 2027, 9 am", nine, in: toronto),
    ReadingCase("6 mars 2027 9h00", nine, in: toronto),
    ReadingCase("20270306T0900", nine, in: toronto),
    ReadingCase(
      "6/3/27 9:00", nine + " | value.two-digit-year: year `27` was read as `2027`", in: toronto),
    ReadingCase("6/3/2027 9:00", "awaits column", in: ReadingContext()),
    ReadingCase(
      "2027-07-06 09:00", "dateTime 2027-07-06T09:00 2027-07-06T13:00:00Z", in: toronto),
    ReadingCase(
      "2027-03-06",
      "value.date-invalid: `2027-03-06` has no time of day, expected a date and a"
        + " time", in: toronto),
    ReadingCase(
      "09:00", "value.date-invalid: `09:00` has no date, expected a date and a time", in: toronto),
    ReadingCase(
      "2027-03-06T09:00Z",
      "value.date-invalid: `2027-03-06T09:00Z` names a zone or offset, expected local time",
      in: toronto),
    ReadingCase(
      "2027-03-06T09:00:00-05:00",
      "value.date-invalid: `2027-03-06T09:00:00-05:00` names a zone or offset, expected local time",
      in: toronto),
    ReadingCase(
      "2027-03-06 09:00 EST",
      "value.date-invalid: `2027-03-06 09:00 EST` names a zone or offset, expected local time",
      in: toronto),
    ReadingCase(
      "2027-03-06 09:00 America/Toronto",
      "value.date-invalid: `2027-03-06 09:00 America/Toronto` names a zone or offset, expected"
        + " local time", in: toronto),
    ReadingCase(
      "2027-02-30 09:00", "value.date-invalid: `2027-02-30 09:00` is not a calendar date",
      in: toronto),
    ReadingCase(
      "2027-03-06 25:00", "value.time-invalid: `2027-03-06 25:00` is not a time of day",
      in: toronto),
    ReadingCase(
      "2027-03-06 morning", "value.time-invalid: `2027-03-06 morning` is not a time of day",
      in: toronto),
    ReadingCase(
      "2027-03-06 09:00:15",
      "value.time-invalid: `2027-03-06 09:00:15` has seconds, expected a time to the minute",
      in: toronto),
    ReadingCase("soon", "value.date-invalid: `soon` is not a date and time", in: toronto),
    ReadingCase(
      "2027-03-14 02:30",
      "value.local-time-gap: `02:30` on `2027-03-14` does not exist in `America/Toronto`; clocks"
        + " go from `02:00` to `03:00`", in: toronto),
    ReadingCase(
      "2027-11-07 01:30",
      "dateTime 2027-11-07T01:30 2027-11-07T05:30:00Z | value.local-time-twice: `01:30` on"
        + " `2027-11-07` occurs twice in `America/Toronto`; the first was taken", in: toronto),
    ReadingCase("2027-03-06 09:00", "dateTime 2027-03-06T09:00 ", in: inZone(nil)),
    ReadingCase(.number("46452.375", .dateTime), nine, in: toronto),
    ReadingCase(.number("46452.375", .date), nine, in: toronto),
    ReadingCase(.number("44990.375", .dateTime, countsFrom1904: true), nine, in: toronto),
    ReadingCase(
      .number("46452.375005", .dateTime), nine, in: toronto),
    ReadingCase(
      .number("46452", .dateTime), "dateTime 2027-03-06T00:00 2027-03-06T05:00:00Z", in: toronto),
    ReadingCase(
      .number("46451.999999999993", .dateTime),
      "dateTime 2027-03-06T00:00 2027-03-06T05:00:00Z", in: toronto),
    ReadingCase(
      .number("46451.999999", .dateTime),
      "value.time-invalid: `2027-03-05 23:59:59` has seconds, expected a time to the minute",
      in: toronto),
    ReadingCase(
      .number("45691.99999998843", .dateTime),
      "value.time-invalid: `2025-02-03 23:59:59` has seconds, expected a time to the minute",
      in: toronto),
    ReadingCase(
      .number("45691.72916666667", .utcDateTime),
      "dateTime 2025-02-03T12:30 2025-02-03T17:30:00Z | value.normalised: `2025-02-03 17:30 UTC`"
        + " was read as `2025-02-03 12:30 America/Toronto`", in: toronto),
    // A thousandth before midnight in Toronto.
    ReadingCase(
      .number("45691.208333321759", .utcDateTime),
      "value.time-invalid: `2025-02-03 04:59:59 UTC` has seconds, expected a time to the minute",
      in: toronto),
    ReadingCase(
      .number("1.5", .dateTime),
      "dateTime 1900-01-01T12:00 1900-01-01T17:00:00Z | value.date-1900-shift: `1900-01-01` may be a"
        + " day off; programs count the days before 1 March 1900 differently", in: toronto),
    ReadingCase(
      .number("45691.72916666667", .zonedDateTime),
      "value.date-invalid: the number format shows `2025-02-03 17:30` as the time of a zone,"
        + " expected local time", in: toronto),
    ReadingCase(
      .number("0.375", .zonedTime),
      "value.date-invalid: the number format shows `09:00` as the time of a zone, expected local"
        + " time", in: toronto),
    ReadingCase(
      .number("46452", .date),
      "value.date-invalid: `2027-03-06` has no time of day, expected a date and a time",
      in: toronto),
    ReadingCase(.number("46452", .date), "awaits column", in: inToronto(nil)),
    ReadingCase(
      .number("46452", .date), "dateTime 2027-03-06T00:00 2027-03-06T05:00:00Z",
      in: inToronto(ColumnDecision(datesHaveTimes: true))),
    ReadingCase(
      .number("46452.3752", .dateTime),
      "value.time-invalid: `2027-03-06 09:00:17` has seconds, expected a time to the minute",
      in: toronto),
    ReadingCase(
      .number("0.375", .time),
      "value.date-invalid: `09:00` has no date, expected a date and a time", in: toronto),
    ReadingCase(
      .number("46452.375"),
      "value.date-invalid: the number `46452.375` has no date format, expected a date",
      in: toronto),
    ReadingCase(.worksheet("2027-03-06T09:00:00", .isoDate), nine, in: toronto),
    ReadingCase(.worksheet("2027-03-06T09:00:00Z", .isoDate), nine, in: toronto),
    ReadingCase(
      .worksheet("2027-03-06T15:00:00+01:00", .isoDate),
      "\(nine) | value.normalised: `2027-03-06T15:00:00+01:00` was read as"
        + " `2027-03-06 09:00 America/Toronto`", in: toronto),
    ReadingCase(
      .worksheet("1899-12-30T09:30:00", .isoDate),
      "value.date-invalid: `1899-12-30T09:30:00` has no date, expected a date and a time",
      in: toronto),
    ReadingCase(
      .worksheet("2027-03-06", .isoDate),
      "value.date-invalid: `2027-03-06` has no time of day, expected a date and a time",
      in: toronto),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a date and a time",
      in: toronto),
  ]

  static let field = testField(.dateTime, name: "start_at") {
    $0.zoneFrom = [FieldPath("location_code.time_zone")]
  }

  @Test(arguments: cases)
  func dateTimes(_ example: ReadingCase) {
    #expect(outcome(Self.field, example.cell, in: example.context) == example.expected)
  }

  @Test func timeAlone_takesTheDateWhereTheFieldSaysSo() {
    let arrival = testField(.dateTime, name: "arrive_at") {
      $0.zoneFrom = [FieldPath("session_code.time_zone")]
      $0.dateFrom = FieldPath("session_code.start_at")
    }
    let day = CivilDate.days(in: "2027-03-06")
    let context = Self.inZone("America/Toronto", date: day)
    #expect(outcome(arrival, CellInput("9:00"), in: context) == Self.nine)
    #expect(outcome(arrival, .number("0.375", .time), in: context) == Self.nine)
    #expect(
      outcome(Self.field, CellInput("9:00"), in: context)
        == "value.date-invalid: `9:00` has no date, expected a date and a time")
  }

  @Test func dateAlone_takesTheTimeThatTheFieldSays() {
    let paid = testField(.dateTime, name: "paid_at") {
      $0.zoneFrom = [FieldPath("zone")]
      $0.defaultTime = 9 * 60
    }
    let context = Self.inZone("America/Toronto")
    for cell in [CellInput("2027-03-06"), .worksheet("2027-03-06", .isoDate)] {
      #expect(outcome(paid, cell, in: context) == Self.nine)
    }
    #expect(outcome(paid, CellInput("2027-03-06 09:00"), in: context) == Self.nine)
    #expect(
      outcome(Self.field, CellInput("2027-03-06"), in: context)
        == "value.date-invalid: `2027-03-06` has no time of day, expected a date and a time")
  }

  @Test func withoutZones_localTimeIsUTC() {
    #expect(
      outcome(testField(.dateTime), CellInput("2027-03-06 09:00"))
        == "dateTime 2027-03-06T09:00 2027-03-06T09:00:00Z")
  }

  @Test func parts_areReadAndCombined() throws {
    let table = TableSchema(name: "common_sessions", fields: [Self.field])
    let package = DataPackage(name: "p", title: LocalizedText("p"))
    let date = CompiledField.part(.date, of: Self.field, in: table, package: package)
    let time = CompiledField.part(.time, of: Self.field, in: table, package: package)
    let day = try date.read(CellInput("6/3/2027"), in: Self.toronto).value
    let clock = try time.read(.number("0.375", .time), in: Self.toronto).value
    #expect(day == .text("2027-03-06"))
    #expect(clock == .text("09:00"))
    let whole = CompiledField(field: Self.field, in: table, package: package)
    let days = try #require(CivilDate.days(in: day.text ?? ""))
    let minutes = try #require(TimeOfDay.minutes(in: clock.text ?? ""))
    let reading = try whole.combine(days: days, minutes: minutes, in: Self.toronto)
    #expect(shown(reading.value) == Self.nine)
    let gap = try #require(CivilDate.days(in: "2027-03-14"))
    let error = #expect(throws: CellProblem.self) {
      try whole.combine(days: gap, minutes: 150, in: Self.toronto)
    }
    #expect(error?.code == "value.local-time-gap")
  }
}
