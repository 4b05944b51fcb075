import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct ListReaderTests {
  static func codes() -> Field {
    testField(.list, name: "exam_codes") {
      $0.itemType = .code
      $0.constraints.pattern = "[A-Z0-9][A-Z0-9_.-]{0,31}"
      $0.constraints.maximumLength = 3
    }
  }

  static let cases: [ReadingCase] = [
    ReadingCase("CIFC-EN", "list [text CIFC-EN]"),
    ReadingCase("cifc-en;eth-en", "list [text CIFC-EN, text ETH-EN]"),
    ReadingCase("CIFC-EN; ETH-EN;", "list [text CIFC-EN, text ETH-EN]"),
    ReadingCase("CIFC-EN, ETH-EN", "list [text CIFC-EN, text ETH-EN]"),
    ReadingCase("CIFC-EN\nETH-EN", "list [text CIFC-EN, text ETH-EN]"),
    ReadingCase(
      "CIFC-EN;\nETH-EN;\n",
      "list [text CIFC-EN, text ETH-EN]"
        + " | value.normalised: `CIFC-EN; ETH-EN; ` was read as `CIFC-EN; ETH-EN;`"),
    ReadingCase(
      "ETH-EN;CIFC-EN;eth-en",
      "list [text ETH-EN, text CIFC-EN] | value.list-item-repeated: the list repeats `ETH-EN`"),
    ReadingCase(
      "CIFC-EN;;ETH-EN", "value.list-item-empty: the list `CIFC-EN;;ETH-EN` has an empty item"),
    ReadingCase(";ETH-EN", "value.list-item-empty: the list `;ETH-EN` has an empty item"),
    ReadingCase("ETH-EN;;", "value.list-item-empty: the list `ETH-EN;;` has an empty item"),
    ReadingCase(
      "A;B,C",
      "value.pattern: `B,C` does not fit `exam_codes`, expected the form"
        + " `[A-Z0-9][A-Z0-9_.-]{0,31}`"),
    ReadingCase(
      "A;B;C;D",
      "value.out-of-range: `exam_codes` has `4` items, at most `3` are allowed"),
    ReadingCase(
      .number("1042"),
      "list [text 1042]"
        + " | value.normalised: the number `1042` was read as the text `1042`"),
    ReadingCase(
      .number("10421043", .grouped),
      "value.wrong-cell-type: the cell holds the number `10421043` shown with grouping, which may"
        + " have been a list"),
    ReadingCase(
      .number("46447", .date),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected a list"),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a list"),
  ]

  @Test(arguments: cases)
  func lists(_ example: ReadingCase) {
    #expect(outcome(Self.codes(), example.cell, in: example.context) == example.expected)
  }

  @Test func enumerations_inLists() {
    let field = testField(.list, name: "accessibility") {
      $0.itemType = .enumeration
      $0.enumValues = [
        Field.EnumValue("wheelchair"), Field.EnumValue("lift", aliases: ["elevator"]),
      ]
      $0.constraints.minimumLength = 2
    }
    #expect(
      outcome(field, CellInput("wheelchair;elevator"))
        == "list [text wheelchair, text lift]"
        + " | value.normalised: `elevator` was read as `lift`")
    #expect(
      outcome(field, CellInput("lift;elevator"))
        == "value.out-of-range: `accessibility` has `1` item, at least `2` are needed")
    #expect(
      outcome(field, CellInput("wheelchair;stairs"))
        == "value.enum-unknown: `stairs` is not an `accessibility`, expected `wheelchair` or"
        + " `lift`")
    #expect(
      outcome(field, CellInput("wheelchair;;lift"))
        == "value.list-item-empty: the list `wheelchair;;lift` has an empty item")
  }

  @Test func strings_inLists() {
    let field = testField(.list, name: "equipment") {
      $0.itemType = .string
      $0.constraints.itemMaximumLength = 5
    }
    #expect(
      outcome(field, CellInput("clock; tables ")).hasPrefix(
        "value.too-long: `equipment` has `6` characters, at most `5` are allowed"))
    #expect(
      outcome(field, CellInput("Roy, T\nLee, M"))
        == "value.too-long: `equipment` has `6` characters, at most `5` are allowed")
    #expect(outcome(field, CellInput("clock;pens")) == "list [text clock, text pens]")
  }
}
