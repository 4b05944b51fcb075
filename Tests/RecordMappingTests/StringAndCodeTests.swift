import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct StringReaderTests {
  static let cases: [ReadingCase] = [
    ReadingCase("Toronto Downtown", "text Toronto Downtown"),
    ReadingCase(.number("12"), "text 12"),
    ReadingCase(
      .number("1.2E3"),
      "text 1200 | value.normalised: the number `1.2E3` was read as the text `1200`"),
    ReadingCase(
      .number("0.10000000000000001"),
      "text 0.1"
        + " | value.normalised: the number `0.10000000000000001` was read as the text `0.1`"),
    ReadingCase(
      .number("0.30000000000000004"),
      "text 0.3"
        + " | value.normalised: the number `0.30000000000000004` was read as the text `0.3`"),
    ReadingCase(.number("999999999999999"), "text 999999999999999"),
    ReadingCase(
      .number("12345678901234567"),
      "value.digits-lost: `12345678901234567` has lost digits; expected a full number"),
    ReadingCase(
      .number("12345678901234567890"),
      "value.digits-lost: `12345678901234567890` has lost digits; expected a full number"),
    ReadingCase(
      .number("1.41656E+30"),
      "value.digits-lost: `1.41656E+30` has lost digits; expected a full number"),
    ReadingCase(
      .number("1.2604166666666667", .duration),
      "value.date-in-text: the cell holds the duration `30:15:00`, expected a text"),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a text"),
    ReadingCase(
      .number("46447", .date),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected a text"),
    ReadingCase(
      .number("46447.375", .dateTime),
      "value.date-in-text: the cell holds the date `2027-03-01 09:00`, expected a text"),
    ReadingCase(
      .worksheet("2027-03-01", .isoDate),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected a text"),
  ]

  @Test(arguments: cases)
  func strings(_ example: ReadingCase) {
    #expect(outcome(testField(.string), example.cell, in: example.context) == example.expected)
  }

  @Test func lowercased_withoutNote() {
    let field = testField(.string, name: "username") { $0.isLowercased = true }
    #expect(outcome(field, CellInput("MLee")) == "text mlee")
    #expect(outcome(field, CellInput("Élise")) == "text élise")
  }

  @Test func words_areReadAsTheirSynonym() {
    let field = testField(.string) {
      $0.synonyms = ["fall": "Fall", "automne": "Fall", "été": "Summer"]
    }
    #expect(outcome(field, CellInput("Fall 2026")) == "text Fall 2026")
    for text in ["Automne 2026", "AUTOMNE 2026", "fall 2026"] {
      #expect(
        outcome(field, CellInput(text))
          == "text Fall 2026 | value.normalised: `\(text)` was read as `Fall 2026`")
    }
    #expect(outcome(field, CellInput("Automne2026")) == "text Automne2026")
  }
}

@Suite struct CodeReaderTests {
  static let cases: [ReadingCase] = [
    ReadingCase("TOR-01", "text TOR-01"),
    ReadingCase("tor-01", "text TOR-01"),
    ReadingCase("000417", "text 000417"),
    ReadingCase(
      "tor-01 ", "text TOR-01 | value.normalised: `tor-01 ` was read as `TOR-01`"),
    ReadingCase(
      .number("417"),
      "text 417 | value.normalised: the number `417` was read as the text `417`"),
    ReadingCase(
      .number("4.17E2"),
      "text 417 | value.normalised: the number `4.17E2` was read as the text `417`"),
    ReadingCase(
      .number("999999999999999"),
      "text 999999999999999 | value.normalised: the number `999999999999999` was read as the"
        + " text `999999999999999`"),
    ReadingCase(
      .number("1000000000000000"),
      "value.digits-lost: `1000000000000000` has lost digits; expected a full code such as"
        + " `TOR-01`"),
    ReadingCase(
      .number("1.41656E+30"),
      "value.digits-lost: `1.41656E+30` has lost digits; expected a full code such as `TOR-01`"),
    ReadingCase(
      "1.41656E+10",
      "value.digits-lost: `1.41656E+10` has lost digits; expected a full code"),
    ReadingCase(
      "1.2E5", "value.digits-lost: `1.2E5` has lost digits; expected a full code"),
    ReadingCase(
      "1,2e5", "value.digits-lost: `1,2e5` has lost digits; expected a full code"),
    ReadingCase(
      "4.1E+8", "value.digits-lost: `4.1E+8` has lost digits; expected a full code"),
    ReadingCase("1E10", "text 1E10"), ReadingCase("1.2E", "text 1.2E"),
    ReadingCase("1.E5", "text 1.E5"), ReadingCase("1.2E5A", "text 1.2E5A"),
    ReadingCase("12E+10", "text 12E+10"),
    ReadingCase(
      .number("12.5"),
      "value.wrong-cell-type: the cell holds `12.5`, expected a code such as `TOR-01`"),
    ReadingCase(
      .boolean(true),
      "value.wrong-cell-type: the cell holds `TRUE`, expected a code such as `TOR-01`"),
    ReadingCase(
      .number("46447", .date),
      "value.date-in-text: the cell holds the date `2027-03-01`, expected a code such as"
        + " `TOR-01`"),
    ReadingCase(
      "\u{422}OR-01",
      "value.look-alike: `\u{422}OR-01` begins with Cyrillic `\u{422}` (U+0422), expected Latin"
        + " letters (TOR-01: the same in Latin letters)"),
    ReadingCase(
      "T\u{41E}R-01",
      "value.look-alike: `T\u{41E}R-01` holds Cyrillic `\u{41E}` (U+041E), expected Latin"
        + " letters (TOR-01: the same in Latin letters)"),
    ReadingCase(
      "MTL-É",
      "value.pattern: `MTL-É` does not fit `location_code`:"
        + " letters without accents, digits and signs only"),
  ]

  @Test(arguments: cases)
  func codes(_ example: ReadingCase) {
    let field = testField(.code, name: "location_code") { $0.example = "TOR-01" }
    #expect(outcome(field, example.cell, in: example.context) == example.expected)
  }

  @Test func pattern_isTriedOnUpperCase() {
    let field = testField(.code, name: "location_code") {
      $0.constraints.pattern = "[A-Z0-9][A-Z0-9_-]{0,31}"
      $0.constraints.patternWords = LocalizedText("letters, digits, `-` and `_` only")
    }
    #expect(outcome(field, CellInput("bra-01")) == "text BRA-01")
    #expect(
      outcome(field, CellInput("TOR/01"))
        == "value.pattern: `TOR/01` does not fit `location_code`: letters, digits, `-` and `_`"
        + " only")
    #expect(
      outcome(field, CellInput(String(repeating: "A", count: 32)))
        == "text " + String(repeating: "A", count: 32))
    let long = String(repeating: "A", count: 33)
    #expect(
      outcome(field, CellInput(long))
        == "value.pattern: `\(long)` does not fit `location_code`: letters, digits, `-` and `_`"
        + " only")
  }

  @Test func references_mayHoldNames() {
    let field = testField(.code, name: "location_code")
    let reference = Reference(
      field: "location_code", table: "locations", targetField: "location_code",
      alternatives: [Reference.Alternative(field: "name")])
    #expect(
      outcome(field, CellInput("Montréal Centre"), references: [reference])
        == "text Montréal Centre")
    #expect(outcome(field, CellInput("tor-01"), references: [reference]) == "text TOR-01")
  }
}
