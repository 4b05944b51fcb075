import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct IntegerReaderTests {
  static let cases: [ReadingCase] = [
    ReadingCase("120", "integer 120"),
    ReadingCase("+120", "integer 120"),
    ReadingCase("-120", "integer -120"),
    ReadingCase("\u{2212}120", "integer -120"),
    ReadingCase("007", "integer 7"),
    ReadingCase("12.0", "integer 12"),
    ReadingCase("12.00", "integer 12"),
    ReadingCase("1,250", "integer 1250 | value.normalised: `1,250` was read as `1250`"),
    ReadingCase("1 250", "integer 1250 | value.normalised: `1 250` was read as `1250`"),
    ReadingCase("1'250", "integer 1250 | value.normalised: `1'250` was read as `1250`"),
    ReadingCase(
      "1,250,000", "integer 1250000 | value.normalised: `1,250,000` was read as `1250000`"),
    ReadingCase(
      "1.250.000", "integer 1250000 | value.normalised: `1.250.000` was read as `1250000`"),
    ReadingCase("1,250.0", "integer 1250 | value.normalised: `1,250.0` was read as `1250`"),
    ReadingCase("12.5", "value.not-integer: `12.5` is not a whole number"),
    ReadingCase("12,5", "value.not-integer: `12,5` is not a whole number"),
    ReadingCase("abc", "value.not-integer: `abc` is not a whole number"),
    ReadingCase("12 seats", "value.not-integer: `12 seats` is not a whole number"),
    ReadingCase("1,25,000", "value.not-integer: `1,25,000` is not a whole number"),
    ReadingCase("1e3", "integer 1000 | value.normalised: `1e3` was read as `1000`"),
    ReadingCase("1e+05", "integer 100000 | value.normalised: `1e+05` was read as `100000`"),
    ReadingCase("1.5E3", "integer 1500 | value.normalised: `1.5E3` was read as `1500`"),
    ReadingCase("1,5E+03", "integer 1500 | value.normalised: `1,5E+03` was read as `1500`"),
    ReadingCase("-2e+02", "integer -200 | value.normalised: `-2e+02` was read as `-200`"),
    ReadingCase("120e-1", "integer 12 | value.normalised: `120e-1` was read as `12`"),
    ReadingCase("0e+00", "integer 0 | value.normalised: `0e+00` was read as `0`"),
    ReadingCase(
      "1e+15", "integer 1000000000000000 | value.normalised: `1e+15` was read as `1000000000000000`"
    ),
    ReadingCase("15e-1", "value.not-integer: `15e-1` is not a whole number"),
    ReadingCase("e5", "value.not-integer: `e5` is not a whole number"),
    ReadingCase("1e", "value.not-integer: `1e` is not a whole number"),
    ReadingCase("1e5x", "value.not-integer: `1e5x` is not a whole number"),
    ReadingCase(
      "1e99", "value.out-of-range: `1e99` is above `999999999999999999`, the highest `seats`"),
    // What a spreadsheet shows for a longer number.
    ReadingCase(
      "1.23457E+15",
      "value.digits-lost: `1.23457E+15` has lost digits; expected a full whole number"),
    ReadingCase(
      "1.23456789012346e+15",
      "value.digits-lost: `1.23456789012346e+15` has lost digits; expected a full whole number"),
    ReadingCase(
      "123456789012345678.5",
      "value.not-integer: `123456789012345678.5` is not a whole number"),
    ReadingCase("1234567890123456.0", "integer 1234567890123456"),
    ReadingCase("٣", "value.not-integer: `٣` is not a whole number"),
    ReadingCase("3h", "value.not-integer: `3h` is not a whole number"),
    ReadingCase("1,250", "awaits column", in: .column(nil)),
    ReadingCase("1.250", "awaits column", in: .column(nil)),
    ReadingCase("12.5", "value.not-integer: `12.5` is not a whole number", in: .column(nil)),
    ReadingCase(
      "1 250", "integer 1250 | value.normalised: `1 250` was read as `1250`",
      in: .column(nil)),
    ReadingCase(
      "1.250",
      "value.number-ambiguous: `1.250` can be `1250` or `1.25`; nothing in the column decides"),
    ReadingCase(
      "1.250", "integer 1250 | value.normalised: `1.250` was read as `1250`", in: .mark(.comma)),
    ReadingCase("1.250", "value.not-integer: `1.250` is not a whole number", in: .mark(.point)),
    ReadingCase("1,250", "value.not-integer: `1,250` is not a whole number", in: .mark(.comma)),
    ReadingCase(
      "1,250",
      "value.number-ambiguous: `1,250` can be `1250` or `1.25`; the column has both decimal marks",
      in: .mark(.mixed)),
    ReadingCase(
      "99999999999999999999",
      "value.out-of-range: `99999999999999999999` is above `999999999999999999`, the highest"
        + " `seats`"),
    ReadingCase(
      "-99999999999999999999",
      "value.out-of-range: `-99999999999999999999` is below `-999999999999999999`, the lowest"
        + " `seats`"),
    ReadingCase(.number("120"), "integer 120"),
    ReadingCase(.number("120.0"), "integer 120"),
    ReadingCase(.number("1.2E2"), "integer 120"),
    ReadingCase(.number("1234567890123456.0"), "integer 1234567890123456"),
    ReadingCase(.number("9007199254740991"), "integer 9007199254740991"),
    ReadingCase(.number("-9007199254740991.0"), "integer -9007199254740991"),
    // From 2^53 on the binary numbers of most programs are further than 1 apart.
    ReadingCase(.number("9007199254740992"), unsure("9007199254740992")),
    ReadingCase(
      .number("12345678901234567.000"),
      "integer 12345678901234567 | value.digits-unsure: `12345678901234567.000` has more digits than"
        + " most programs keep; the last ones may be others"),
    // Fifteen digits of sixteen.
    ReadingCase(.number("1234567890123460"), unsure("1234567890123460")),
    ReadingCase(.number("-1234567890123460"), unsure("-1234567890123460")),
    ReadingCase(
      .number("1.23456789012346e+15"),
      "integer 1234567890123460 | value.digits-unsure: `1.23456789012346e+15` has more digits than"
        + " most programs keep; the last ones may be others"),
    ReadingCase(.number("123456789012340"), "integer 123456789012340"),
    ReadingCase("9007199254740993", "integer 9007199254740993"),
    ReadingCase(.number("1.234567890123456e+15"), "integer 1234567890123456"),
    ReadingCase(.number("1.5e+05"), "integer 150000"),
    ReadingCase(.number("1.234567890123456E15"), "integer 1234567890123456"),
    ReadingCase(.number("3.0000000000000004"), "integer 3"),
    ReadingCase(.number("1250", .grouped), "integer 1250"),
    ReadingCase(.number("12.5"), "value.not-integer: `12.5` is not a whole number"),
    ReadingCase(
      .worksheetText("120"),
      "integer 120 | value.normalised: the text `120` was read as the number `120`"),
    ReadingCase(
      .number("46447", .date),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected a whole number"),
    ReadingCase(
      .number("0.5", .time),
      "value.date-in-text: the cell holds the time `12:00`, expected a whole number"),
    ReadingCase(
      .boolean(false), "value.wrong-cell-type: the cell holds `FALSE`, expected a whole number"),
  ]

  private static func unsure(_ digits: String) -> String {
    "integer \(digits) | value.digits-unsure: `\(digits)` has more digits than most programs keep;"
      + " the last ones may be others"
  }

  @Test(arguments: cases)
  func integers(_ example: ReadingCase) {
    #expect(outcome(testField(.integer), example.cell, in: example.context) == example.expected)
  }

  static let minuteCases: [ReadingCase] = [
    ReadingCase("180", "integer 180"),
    ReadingCase("3h", "integer 180 | value.normalised: `3h` was read as `180`"),
    ReadingCase("3 h 30", "integer 210 | value.normalised: `3 h 30` was read as `210`"),
    ReadingCase("3h30", "integer 210 | value.normalised: `3h30` was read as `210`"),
    ReadingCase("3:00", "integer 180 | value.normalised: `3:00` was read as `180`"),
    ReadingCase("90 min", "integer 90 | value.normalised: `90 min` was read as `90`"),
    ReadingCase("2 heures", "integer 120 | value.normalised: `2 heures` was read as `120`"),
    ReadingCase("30:15:00", "integer 1815 | value.normalised: `30:15:00` was read as `1815`"),
    ReadingCase("0:30:00", "integer 30 | value.normalised: `0:30:00` was read as `30`"),
    ReadingCase("30:15", "integer 1815 | value.normalised: `30:15` was read as `1815`"),
    ReadingCase(
      "30:15:00.000000", "integer 1815 | value.normalised: `30:15:00.000000` was read as `1815`"),
    ReadingCase(
      "1 day 06:15:00", "integer 1815 | value.normalised: `1 day 06:15:00` was read as `1815`"),
    ReadingCase(
      "1 day, 6:15:00", "integer 1815 | value.normalised: `1 day, 6:15:00` was read as `1815`"),
    ReadingCase(
      "0 days 00:30:00", "integer 30 | value.normalised: `0 days 00:30:00` was read as `30`"),
    ReadingCase("PT30H15M", "integer 1815 | value.normalised: `PT30H15M` was read as `1815`"),
    ReadingCase("P1DT6H15M", "integer 1815 | value.normalised: `P1DT6H15M` was read as `1815`"),
    ReadingCase("3 days", "integer 4320 | value.normalised: `3 days` was read as `4320`"),
    ReadingCase("30:15:30", "value.not-integer: `30:15:30` is not a whole number"),
    ReadingCase("1 day 30:00:00", "value.not-integer: `1 day 30:00:00` is not a whole number"),
    ReadingCase("P1M", "value.not-integer: `P1M` is not a whole number"),
    ReadingCase("PT30S", "value.not-integer: `PT30S` is not a whole number"),
    ReadingCase("3:60", "value.not-integer: `3:60` is not a whole number"),
    ReadingCase(
      .number("0.125", .time), "integer 180 | value.normalised: `03:00` was read as `180`"),
    ReadingCase(
      .number("1.25", .duration),
      "integer 1800 | value.normalised: `30:00:00` was read as `1800`"),
    ReadingCase(
      .worksheet("01:30:00", .isoDate),
      "integer 90 | value.normalised: `01:30:00` was read as `90`"),
    ReadingCase(
      .number("46447", .date),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected a whole number"),
  ]

  @Test(arguments: minuteCases)
  func minutes(_ example: ReadingCase) {
    let field = testField(.integer, name: "duration_minutes") { $0.readsMinutes = true }
    #expect(outcome(field, example.cell, in: example.context) == example.expected)
  }
}

@Suite struct DecimalReaderTests {
  static let cases: [ReadingCase] = [
    ReadingCase("12.5", "real 12.5"),
    ReadingCase("12", "real 12.0"),
    ReadingCase("12.50", "real 12.5"),
    ReadingCase(".5", "real 0.5"),
    ReadingCase("12,5", "real 12.5 | value.normalised: `12,5` was read as `12.5`"),
    ReadingCase("1 234.5", "real 1234.5 | value.normalised: `1 234.5` was read as `1234.5`"),
    ReadingCase("1.234,5", "real 1234.5 | value.normalised: `1.234,5` was read as `1234.5`"),
    ReadingCase("1,234.5", "real 1234.5 | value.normalised: `1,234.5` was read as `1234.5`"),
    ReadingCase("-79.3817", "real -79.3817"),
    ReadingCase("43.648", "real 43.648"),
    ReadingCase("43.648", "awaits column", in: .column(nil)),
    ReadingCase(
      "1,250",
      "value.number-ambiguous: `1,250` can be `1250` or `1.25`; nothing in the column decides"),
    ReadingCase(
      "1,250", "real 1.25 | value.normalised: `1,250` was read as `1.25`", in: .mark(.comma)),
    ReadingCase(
      "1,250", "real 1250.0 | value.normalised: `1,250` was read as `1250`", in: .mark(.point)),
    ReadingCase(
      "43.648",
      "value.number-ambiguous: `43.648` can be `43648` or `43.648`; the column has both decimal"
        + " marks", in: .mark(.mixed)),
    ReadingCase("0,125", "real 0.125 | value.normalised: `0,125` was read as `0.125`"),
    ReadingCase("abc", "value.not-number: `abc` is not a number"),
    ReadingCase("12abc", "value.not-number: `12abc` is not a number"),
    ReadingCase("1e5", "real 100000.0 | value.normalised: `1e5` was read as `100000`"),
    ReadingCase("1e-05", "real 1e-05 | value.normalised: `1e-05` was read as `0.00001`"),
    ReadingCase("1,5e-3", "real 0.0015 | value.normalised: `1,5e-3` was read as `0.0015`"),
    ReadingCase("NaN", "null | value.placeholder: `NaN` was read as empty"),
    // Every digit was written: the store gives it back, or the number is refused.
    ReadingCase("0.30000000000000004", "real 0.30000000000000004"),
    ReadingCase("0.1234567890123456", "real 0.1234567890123456"),
    ReadingCase("1.500000000000000000000000", "real 1.5"),
    ReadingCase(
      "0.12345678901234567",
      "value.too-precise: `0.12345678901234567` has more digits than are kept exactly,"
        + " `latitude` keeps `15`"),
    ReadingCase(
      "1.0000000000000000000001",
      "value.too-precise: `1.0000000000000000000001` has more digits than are kept exactly,"
        + " `latitude` keeps `15`"),
    ReadingCase(
      "12345678901234567.8",
      "value.too-precise: `12345678901234567.8` has more digits than are kept exactly,"
        + " `latitude` keeps `15`"),
    ReadingCase("1.2.3", "value.not-number: `1.2.3` is not a number"),
    ReadingCase("12.", "value.not-number: `12.` is not a number"),
    ReadingCase(.number("12.5"), "real 12.5"),
    ReadingCase(.number("1.5E-3"), "real 0.0015"),
    ReadingCase(.number("43.648690000000002"), "real 43.64869"),
    // A workbook's number is the binary number nearest to its text.
    ReadingCase(.number("0.30000000000000004"), "real 0.30000000000000004"),
    ReadingCase(.number("1.2345678901234567"), "real 1.2345678901234567"),
    ReadingCase(.number("7.0000000000000007E-2"), "real 0.07"),
    ReadingCase(
      .number("123456789012345678.5"),
      "real 1.2345678901234568e+17 | value.digits-unsure: `123456789012345678.5` has more digits"
        + " than most programs keep; the last ones may be others"),
    ReadingCase(.number("99.999999999999999"), "real 100.0"),
    ReadingCase(
      .number("1E400"),
      "value.out-of-range: `1E400` is above `999999999999999999`,"
        + " the highest `latitude`"),
    ReadingCase(
      .worksheetText("12.5"),
      "real 12.5 | value.normalised: the text `12.5` was read as the number `12.5`"),
    ReadingCase(
      .number("46447", .date),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected a number"),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a number"),
  ]

  @Test(arguments: cases)
  func decimals(_ example: ReadingCase) {
    let field = testField(.decimal, name: "latitude")
    #expect(outcome(field, example.cell, in: example.context) == example.expected)
  }

  @Test func scale_refusesOrRounds() {
    let strict = testField(.decimal, name: "mark") { $0.scale = 2 }
    #expect(outcome(strict, CellInput("60.25")) == "real 60.25")
    #expect(outcome(strict, CellInput("60.2500")) == "real 60.25")
    #expect(
      outcome(strict, CellInput("60.2501"))
        == "value.too-precise: `60.2501` has `4` decimals, `mark` has at most `2`")
    let rounding = testField(.decimal, name: "latitude") {
      $0.scale = 6
      $0.roundsToScale = true
    }
    #expect(
      outcome(rounding, CellInput("43.1234565"))
        == "real 43.123456 | value.normalised: `43.1234565` was read as `43.123456`")
    #expect(
      outcome(rounding, CellInput("43.1234575"))
        == "real 43.123458 | value.normalised: `43.1234575` was read as `43.123458`")
    #expect(
      outcome(rounding, CellInput("-43.12345651"))
        == "real -43.123457 | value.normalised: `-43.12345651` was read as `-43.123457`")
    #expect(
      outcome(rounding, CellInput("0.12345678901234567890123"))
        == "real 0.123457 | value.normalised: `0.12345678901234567890123` was read as `0.123457`")
  }

  static let percentCases: [ReadingCase] = [
    ReadingCase("60", "real 60.0"),
    ReadingCase("60%", "real 60.0 | value.normalised: `60%` was read as `60`"),
    ReadingCase("60 %", "real 60.0 | value.normalised: `60 %` was read as `60`"),
    ReadingCase("0.6", "real 0.6"),
    ReadingCase("%", "value.not-number: `%` is not a number"),
    ReadingCase(
      .number("0.6", .percent), "real 60.0 | value.normalised: `0.6` was read as `60`"),
    ReadingCase(
      .number("0.28499999999999998", .percent),
      "real 28.5 | value.normalised: `0.28499999999999998` was read as `28.5`"),
    ReadingCase(.number("1", .percent), "real 100.0 | value.normalised: `1` was read as `100`"),
    ReadingCase(.number("0.6"), "real 0.6"),
  ]

  @Test(arguments: percentCases)
  func percents(_ example: ReadingCase) {
    let field = testField(.percent, name: "pass_mark")
    #expect(outcome(field, example.cell, in: example.context) == example.expected)
  }
}
