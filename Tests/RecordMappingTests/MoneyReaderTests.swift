import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct MoneyReaderTests {
  /// A context with a currency, or without.
  static func inCurrency(
    _ currency: String?, mark: ColumnDecision.DecimalMark = .unproven
  ) -> ReadingContext {
    var context = ReadingContext.mark(mark)
    context.currency = currency
    return context
  }

  static let cases: [ReadingCase] = [
    ReadingCase("1250.00", "integer 125000", in: inCurrency("CAD")),
    ReadingCase("1250", "integer 125000", in: inCurrency("CAD")),
    ReadingCase("28.5", "integer 2850", in: inCurrency("CAD")),
    ReadingCase("-420.00", "integer -42000", in: inCurrency("CAD")),
    ReadingCase(
      "1,250.00", "integer 125000 | value.normalised: `1,250.00` was read as `1250`",
      in: inCurrency("CAD")),
    ReadingCase(
      "1 250,00 $", "integer 125000 | value.normalised: `1 250,00 $` was read as `1250`",
      in: inCurrency("CAD")),
    ReadingCase(
      "CAD 1250", "integer 125000 | value.normalised: `CAD 1250` was read as `1250`",
      in: inCurrency("CAD")),
    ReadingCase(
      "1250 cad", "integer 125000 | value.normalised: `1250 cad` was read as `1250`",
      in: inCurrency("CAD")),
    ReadingCase(
      "$1,250", "integer 125000 | value.normalised: `$1,250` was read as `1250`",
      in: inCurrency("USD")),
    ReadingCase(
      "-$5.00", "integer -500 | value.normalised: `-$5.00` was read as `-5`",
      in: inCurrency("CAD")),
    ReadingCase(
      "$-5.00", "integer -500 | value.normalised: `$-5.00` was read as `-5`",
      in: inCurrency("CAD")),
    ReadingCase("1500", "integer 1500", in: inCurrency("JPY")),
    ReadingCase("1.234", "integer 1234", in: inCurrency("KWD", mark: .point)),
    ReadingCase("1250.00", "integer 125000", in: inCurrency(nil)),
    ReadingCase(
      "1,250", "integer 125000 | value.normalised: `1,250` was read as `1250`",
      in: inCurrency("CAD")),
    ReadingCase(
      "1.250",
      "value.number-ambiguous: `1.250` can be `1250` or `1.25`; nothing in the column decides",
      in: inCurrency("CAD")),
    ReadingCase(
      "1.250", "integer 125000 | value.normalised: `1.250` was read as `1250`",
      in: inCurrency("CAD", mark: .comma)),
    ReadingCase("1.250", "integer 125", in: inCurrency("CAD", mark: .point)),
    ReadingCase("abc", "value.not-number: `abc` is not an amount", in: inCurrency("CAD")),
    ReadingCase("$", "value.not-number: `$` is not an amount", in: inCurrency("CAD")),
    ReadingCase(
      "12 per hour", "value.not-number: `12 per hour` is not an amount", in: inCurrency("CAD")),
    ReadingCase(
      "$12 CAD", "value.not-number: `$12 CAD` is not an amount", in: inCurrency("CAD")),
    ReadingCase(
      "28.505", "value.too-precise: `28.505` has `3` decimals, `CAD` has `2`",
      in: inCurrency("CAD", mark: .point)),
    ReadingCase(
      "15.5", "value.too-precise: `15.5` has `1` decimal, `JPY` has `0`", in: inCurrency("JPY")),
    ReadingCase(
      "28.505", "value.too-precise: `28.505` has `3` decimals, `fee` has at most `2`",
      in: inCurrency(nil, mark: .point)),
    ReadingCase(
      "USD 12", "rule.money-pair: `fee` `USD 12` contradicts `currency` `CAD`",
      in: inCurrency("CAD")),
    ReadingCase(
      "12 €", "rule.money-pair: `fee` `12 €` contradicts `currency` `CAD`",
      in: inCurrency("CAD")),
    ReadingCase(
      "US$12", "rule.money-pair: `fee` `US$12` contradicts `currency` `CAD`",
      in: inCurrency("CAD")),
    ReadingCase(.number("28.5"), "integer 2850", in: inCurrency("CAD")),
    ReadingCase(
      .number("28.504999999999999"),
      "value.too-precise: `28.505` has `3` decimals, `CAD` has `2`", in: inCurrency("CAD")),
    ReadingCase(
      .number("28.505"), "value.too-precise: `28.505` has `3` decimals, `CAD` has `2`",
      in: inCurrency("CAD")),
    ReadingCase(
      .number("46447", .date),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected an amount",
      in: inCurrency("CAD")),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected an amount",
      in: inCurrency("CAD")),
    ReadingCase("1.250", "awaits column", in: ReadingContext()),
  ]

  @Test(arguments: cases)
  func amounts(_ example: ReadingCase) {
    let field = testField(.money, name: "fee") { $0.currencyField = "currency" }
    #expect(outcome(field, example.cell, in: example.context) == example.expected)
  }

  @Test func range_countsWholeUnits() {
    let field = testField(.money, name: "fee") {
      $0.currencyField = "currency"
      $0.constraints.minimum = "0"
      $0.constraints.maximum = "1000"
    }
    #expect(
      outcome(field, CellInput("-1"), in: Self.inCurrency("CAD"))
        == "value.out-of-range: `-1` is below `0`, the lowest `fee`")
    #expect(outcome(field, CellInput("1000.00"), in: Self.inCurrency("CAD")) == "integer 100000")
    #expect(
      outcome(field, CellInput("1000.01"), in: Self.inCurrency("CAD"))
        == "value.out-of-range: `1000.01` is above `1000`, the highest `fee`")
    #expect(outcome(field, CellInput("1000"), in: Self.inCurrency("JPY")) == "integer 1000")
    #expect(
      outcome(field, CellInput("1001"), in: Self.inCurrency("JPY"))
        == "value.out-of-range: `1001` is above `1000`, the highest `fee`")
  }
}
