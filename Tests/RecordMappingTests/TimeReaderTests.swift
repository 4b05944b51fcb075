import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct TimeReaderTests {
  static let cases: [ReadingCase] = [
    ReadingCase("9:00", "text 09:00"),
    ReadingCase("09:00", "text 09:00"),
    ReadingCase("09:00:00", "text 09:00"),
    ReadingCase("9:00 AM", "text 09:00"),
    ReadingCase("9:00pm", "text 21:00"),
    ReadingCase("9 am", "text 09:00"),
    ReadingCase("9 p.m.", "text 21:00"),
    ReadingCase("12 AM", "text 00:00"),
    ReadingCase("12:30 pm", "text 12:30"),
    ReadingCase("9h", "text 09:00"),
    ReadingCase("9h30", "text 09:30"),
    ReadingCase("9 h 30", "text 09:30"),
    ReadingCase("0900", "text 09:00"),
    ReadingCase("23:59", "text 23:59"),
    ReadingCase("24:00", "value.time-invalid: `24:00` is not a time of day"),
    ReadingCase("25:00", "value.time-invalid: `25:00` is not a time of day"),
    ReadingCase("9:60", "value.time-invalid: `9:60` is not a time of day"),
    ReadingCase("9:0", "value.time-invalid: `9:0` is not a time of day"),
    ReadingCase("9", "value.time-invalid: `9` is not a time of day"),
    ReadingCase("900", "value.time-invalid: `900` is not a time of day"),
    ReadingCase("13 pm", "value.time-invalid: `13 pm` is not a time of day"),
    ReadingCase("0 am", "value.time-invalid: `0 am` is not a time of day"),
    ReadingCase("9h5", "value.time-invalid: `9h5` is not a time of day"),
    ReadingCase("noon", "value.time-invalid: `noon` is not a time of day"),
    ReadingCase(
      "09:00:30", "value.time-invalid: `09:00:30` has seconds, expected a time to the minute"),
    ReadingCase(
      "2027-03-06 09:00",
      "value.time-invalid: `2027-03-06 09:00` has a date, expected a time of day alone"),
    ReadingCase(.number("0.375", .time), "text 09:00"),
    ReadingCase(.number("0", .time), "text 00:00"),
    ReadingCase(.number("0.99930555555555556", .time), "text 23:59"),
    ReadingCase(
      .number("0.375347222", .time),
      "value.time-invalid: `09:00:30` has seconds, expected a time to the minute"),
    ReadingCase(
      .number("0.99999998843", .time),
      "value.time-invalid: `23:59:59` has seconds, expected a time to the minute"),
    ReadingCase(
      .number("0.375", .zonedTime),
      "value.time-invalid: the number format shows `09:00` as the time of a zone, expected local"
        + " time"),
    ReadingCase(.worksheet("09:30:00", .isoDate), "text 09:30"),
    ReadingCase(.worksheet("T09:30", .isoDate), "text 09:30"),
    ReadingCase(.worksheet("09:30:00Z", .isoDate), "text 09:30"),
    ReadingCase(.worksheet("1899-12-30T09:30:00", .isoDate), "text 09:30"),
    ReadingCase(.worksheet("1899-12-31T09:30:00.000Z", .isoDate), "text 09:30"),
    ReadingCase(
      CellInput("1904-01-01T09:30:00", kind: .isoDate, isWorksheet: true, countsFrom1904: true),
      "text 09:30"),
    ReadingCase(
      .worksheet("1904-01-01T09:30:00", .isoDate),
      "value.time-invalid: `1904-01-01T09:30:00` has a date, expected a time of day alone"),
    ReadingCase(
      .worksheet("09:30:00+01:00", .isoDate),
      "value.time-invalid: `09:30:00+01:00` names a zone or offset, expected local time"),
    ReadingCase(
      .worksheet("09:30:30", .isoDate),
      "value.time-invalid: `09:30:30` has seconds, expected a time to the minute"),
    ReadingCase(
      .worksheet("24:00", .isoDate),
      "value.time-invalid: `24:00` has seconds, expected a time to the minute"),
    ReadingCase(
      .number("1.375", .dateTime),
      "value.time-invalid: `1900-01-01 09:00` has a date, expected a time of day alone"),
    ReadingCase(
      .number("46452", .date),
      "value.time-invalid: `2027-03-06` has a date, expected a time of day alone"),
    ReadingCase(.number("0.375"), "value.time-invalid: `0.375` is not a time of day"),
    ReadingCase(.number("-0.1", .time), "value.time-invalid: `-0.1` is not a time of day"),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a time"),
  ]

  @Test(arguments: cases)
  func times(_ example: ReadingCase) {
    #expect(outcome(testField(.time), example.cell, in: example.context) == example.expected)
  }
}
