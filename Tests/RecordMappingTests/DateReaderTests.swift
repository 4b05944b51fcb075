import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct DateReaderTests {
  static let texts: [ReadingCase] = [
    ReadingCase("2027-03-06", "text 2027-03-06"),
    ReadingCase("2027/03/06", "text 2027-03-06"),
    ReadingCase("20270306", "text 2027-03-06"),
    ReadingCase("6 March 2027", "text 2027-03-06"),
    ReadingCase("06 MAR 2027", "text 2027-03-06"),
    ReadingCase("6-Mar-2027", "text 2027-03-06"),
    ReadingCase("Mar 6, 2027", "text 2027-03-06"),
    ReadingCase("March 6th 2027", "text 2027-03-06"),
    ReadingCase("6 mars 2027", "text 2027-03-06"),
    ReadingCase("1er déc. 2026", "text 2026-12-01"),
    ReadingCase("6 de marzo de 2027", "text 2027-03-06"),
    ReadingCase("6 marzo 2027", "text 2027-03-06"),
    ReadingCase("1 de ENERO del 2027", "text 2027-01-01"),
    ReadingCase("15-ago-2027", "text 2027-08-15"),
    ReadingCase(
      "6 de de marzo de 2027", "value.date-invalid: `6 de de marzo de 2027` is not a date"),
    ReadingCase("6 demarzo 2027", "value.date-invalid: `6 demarzo 2027` is not a date"),
    ReadingCase("1ER DÉC. 2026", "text 2026-12-01"),
    ReadingCase("15 février 2027", "text 2027-02-15"),
    ReadingCase("31 août 2027", "text 2027-08-31"),
    ReadingCase("29 Feb 2028", "text 2028-02-29"),
    ReadingCase("2027-03-06 00:00", "text 2027-03-06"),
    ReadingCase("2027-03-06T00:00:00", "text 2027-03-06"),
    ReadingCase(
      "6 Mar 27", "text 2027-03-06 | value.two-digit-year: year `27` was read as `2027`"),
    ReadingCase(
      "6 Mar 70", "text 1970-03-06 | value.two-digit-year: year `70` was read as `1970`"),
    ReadingCase(
      "6 Mar 09", "text 2009-03-06 | value.two-digit-year: year `09` was read as `2009`"),
    ReadingCase("2027-02-29", "value.date-invalid: `2027-02-29` is not a calendar date"),
    ReadingCase("29 Feb 2027", "value.date-invalid: `29 Feb 2027` is not a calendar date"),
    ReadingCase("20271301", "value.date-invalid: `20271301` is not a calendar date"),
    ReadingCase("2027-3-6", "value.date-invalid: `2027-3-6` is not a date"),
    ReadingCase("2027.03.06", "value.date-invalid: `2027.03.06` is not a date"),
    ReadingCase("spring", "value.date-invalid: `spring` is not a date"),
    ReadingCase("46452", "value.date-invalid: `46452` is not a date"),
    ReadingCase("6 Mar", "value.date-invalid: `6 Mar` is not a date"),
    ReadingCase("March 2027", "value.date-invalid: `March 2027` is not a date"),
    ReadingCase("6 Marchy 2027", "value.date-invalid: `6 Marchy 2027` is not a date"),
    ReadingCase("2027-03-06x", "value.date-invalid: `2027-03-06x` is not a date"),
    ReadingCase(
      "2027-03-06 09:00",
      "value.date-invalid: `2027-03-06 09:00` has a time of day, expected a date alone"),
  ]

  @Test(arguments: texts)
  func dates_ofTexts(_ example: ReadingCase) {
    #expect(outcome(testField(.date), example.cell, in: example.context) == example.expected)
  }

  /// `domain.md` 3.1.
  static let ordered: [ReadingCase] = [
    ReadingCase("6/3/2027", "awaits column", in: .column(nil)),
    ReadingCase("26/06/2027", "awaits column", in: .column(nil)),
    ReadingCase("4.4.2027", "awaits column", in: .column(nil)),
    ReadingCase(
      "31/02/2027", "value.date-invalid: `31/02/2027` is not a calendar date", in: .column(nil)),
    ReadingCase(
      "13/13/2027", "value.date-invalid: `13/13/2027` is not a calendar date", in: .column(nil)),
    ReadingCase("6/3/2027", "text 2027-03-06", in: .order(.dayFirst)),
    ReadingCase("06-03-2027", "text 2027-03-06", in: .order(.dayFirst)),
    ReadingCase("06.03.2027", "text 2027-03-06", in: .order(.dayFirst)),
    ReadingCase("6/3/2027", "text 2027-06-03", in: .order(.monthFirst)),
    ReadingCase("26/06/2027", "text 2027-06-26", in: .order(.dayFirst)),
    ReadingCase("06/26/2027", "text 2027-06-26", in: .order(.monthFirst)),
    ReadingCase(
      "6/3/27", "text 2027-03-06 | value.two-digit-year: year `27` was read as `2027`",
      in: .order(.dayFirst)),
    ReadingCase("4/4/2027", "text 2027-04-04", in: .order(.unclear)),
    ReadingCase(
      "03/04/2027",
      "value.date-order-unclear: `03/04/2027` can be 3 April or 4 March; nothing in the column"
        + " decides", in: .order(.unclear)),
    ReadingCase(
      "26/06/2027",
      "value.date-order-mixed: the column has day-first `26/06/2027` and month-first"
        + " `26/06/2027` dates", in: .order(.mixed)),
    ReadingCase("2027-03-06", "text 2027-03-06", in: .order(.mixed)),
    ReadingCase(
      "06/26/2027", "value.date-invalid: `06/26/2027` does not fit the declared order `dmy`",
      in: .order(.dayFirst, isDeclared: true)),
    ReadingCase(
      "26/06/2027", "value.date-invalid: `26/06/2027` does not fit the declared order `mdy`",
      in: .order(.monthFirst, isDeclared: true)),
    ReadingCase("6/3-2027", "value.date-invalid: `6/3-2027` is not a date"),
    ReadingCase("6/3/227", "value.date-invalid: `6/3/227` is not a date"),
  ]

  @Test(arguments: ordered)
  func dates_ofNumbersAndSlashes(_ example: ReadingCase) {
    #expect(outcome(testField(.date), example.cell, in: example.context) == example.expected)
  }

  static let serials: [ReadingCase] = [
    ReadingCase(.number("46452", .date), "text 2027-03-06"),
    ReadingCase(.number("46452", .dateTime), "text 2027-03-06"),
    ReadingCase(.number("46452.000000001", .date), "text 2027-03-06"),
    // Some units in the last place are noise; the end of a day is not the next day.
    ReadingCase(.number("46451.99999999999", .date), "text 2027-03-06"),
    ReadingCase(
      .number("46451.9999999", .date),
      "value.date-invalid: `2027-03-05 23:59:59` has a time of day, expected a date alone"),
    ReadingCase(
      .number("45691.99999998843", .dateTime),
      "value.date-invalid: `2025-02-03 23:59:59` has a time of day, expected a date alone"),
    // A whole number of days under a format of times.
    ReadingCase(.number("45000", .time), "text 2023-03-15"),
    ReadingCase(
      .number("45000.5", .time),
      "value.date-invalid: `2023-03-15 12:00` has a time of day, expected a date alone"),
    ReadingCase(
      .number("1.2604166666666667", .duration), "value.date-invalid: `30:15:00` is not a date"),
    ReadingCase(.number("45000", .utcDateTime), "text 2023-03-15"),
    ReadingCase(
      .number("1", .date),
      "text 1900-01-01 | value.date-1900-shift: `1900-01-01` may be a day off; programs count the"
        + " days before 1 March 1900 differently"),
    ReadingCase(
      .number("59", .date),
      "text 1900-02-28 | value.date-1900-shift: `1900-02-28` may be a day off; programs count the"
        + " days before 1 March 1900 differently"),
    ReadingCase(.number("61", .date), "text 1900-03-01"),
    ReadingCase(.number("2958465", .date), "text 9999-12-31"),
    ReadingCase(.number("44990", .date, countsFrom1904: true), "text 2027-03-06"),
    ReadingCase(.number("0", .date, countsFrom1904: true), "text 1904-01-01"),
    ReadingCase(
      .number("60", .date),
      "value.date-invalid: `60` is not the serial number of a date, expected `1` to `2958465`"
        + " without `60`"),
    ReadingCase(
      .number("0", .date),
      "value.date-invalid: `0` is not the serial number of a date, expected `1` to `2958465`"
        + " without `60`"),
    ReadingCase(
      .number("-3", .date),
      "value.date-invalid: `-3` is not the serial number of a date, expected `1` to `2958465`"
        + " without `60`"),
    ReadingCase(
      .number("2958466", .date),
      "value.date-invalid: `2958466` is not the serial number of a date, expected `1` to"
        + " `2958465` without `60`"),
    ReadingCase(
      .number("1E30", .date),
      "value.date-invalid: `1E30` is not the serial number of a date, expected `1` to `2958465`"
        + " without `60`"),
    ReadingCase(
      .number("46452"), "value.date-invalid: the number `46452` has no date format, expected a date"
    ),
    ReadingCase(
      .number("20270306"),
      "value.date-invalid: the number `20270306` has no date format, expected a date"),
    ReadingCase(.number("0.5", .time), "value.date-invalid: `12:00` is not a date"),
    ReadingCase(
      .number("46452.375", .dateTime),
      "value.date-invalid: `2027-03-06 09:00` has a time of day, expected a date alone"),
    ReadingCase(.worksheet("2027-03-06", .isoDate), "text 2027-03-06"),
    ReadingCase(.worksheet("2027-03-06T00:00:00", .isoDate), "text 2027-03-06"),
    ReadingCase(.worksheet("2027-03-06T00:00:00Z", .isoDate), "text 2027-03-06"),
    ReadingCase(.worksheet("2027-03-06T00:00:00.000Z", .isoDate), "text 2027-03-06"),
    ReadingCase(.worksheet("2027-03-05T24:00", .isoDate), "text 2027-03-06"),
    ReadingCase(
      .worksheet("2027-03-07T00:00:00+01:00", .isoDate),
      "value.date-invalid: `2027-03-07T00:00:00+01:00` names a zone or offset, expected a date"
        + " alone"),
    ReadingCase(
      .worksheet("2027-03-06T09:30:00Z", .isoDate),
      "value.date-invalid: `2027-03-06T09:30:00Z` has a time of day, expected a date alone"),
    ReadingCase(
      .worksheet("2027-03-06T23:59:59.9999", .isoDate),
      "value.date-invalid: `2027-03-06T23:59:59.9999` has a time of day, expected a date alone"),
    ReadingCase(
      .worksheet("09:30:00", .isoDate), "value.date-invalid: `09:30:00` is not a date"),
    ReadingCase(
      .worksheet("2027-02-30", .isoDate), "value.date-invalid: `2027-02-30` is not a date"),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a date"),
  ]

  @Test(arguments: serials)
  func dates_ofCells(_ example: ReadingCase) {
    #expect(outcome(testField(.date), example.cell, in: example.context) == example.expected)
  }

  @Test func range_comparesDates() {
    let field = testField(.date, name: "date_of_birth") {
      $0.constraints.minimum = "1900-01-01"
      $0.constraints.exclusiveMaximum = "2017-01-01"
    }
    #expect(outcome(field, CellInput("1990-04-03")) == "text 1990-04-03")
    #expect(
      outcome(field, CellInput("1899-12-31"))
        == "value.out-of-range: `1899-12-31` is below `1900-01-01`, the lowest `date_of_birth`")
    #expect(
      outcome(field, CellInput("2017-01-01"))
        == "value.out-of-range: `2017-01-01` is above `2017-01-01`, the highest `date_of_birth`")
  }
}
