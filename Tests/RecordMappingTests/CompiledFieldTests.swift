import RecordMapping
import Schemas
import TabularCore
import Testing

/// The steps common to all types (`domain.md` section 3, 1 to 8).
@Suite struct CompiledFieldTests {
  static let cases: [ReadingCase] = [
    ReadingCase(CellInput("", kind: .blank), "null"),
    ReadingCase("", "null"),
    ReadingCase(" \u{A0}\t\u{200B}\u{FEFF} ", "null"),
    ReadingCase("\n\r\n", "null"),
    ReadingCase(
      .worksheet("", .uncachedFormula),
      "value.formula-uncached: the formula has no saved result"),
    ReadingCase(
      .worksheet("#N/A", .error), "value.cell-error: the cell shows `#N/A`, expected a value"),
    // 2: cleaning
    ReadingCase("Toronto", "text Toronto"),
    ReadingCase("Montréal", "text Montréal"),
    ReadingCase("Montre\u{301}al", "text Montréal"),
    ReadingCase(
      " Toronto  Downtown ",
      "text Toronto Downtown"
        + " | value.normalised: ` Toronto  Downtown ` was read as `Toronto Downtown`"),
    ReadingCase(
      "A\u{A0}B\u{202F}C\u{3000}D",
      "text A B C D | value.normalised: `A\u{A0}B\u{202F}C\u{3000}D` was read as `A B C D`"),
    ReadingCase(
      "A\tB", "text A B | value.normalised: `A B` was read as `A B`"),
    ReadingCase(
      "A\r\nB", "text A B | value.normalised: `A  B` was read as `A B`"),
    ReadingCase(
      "\u{FEFF}A\u{200B}B\u{AD}C",
      "text ABC | value.normalised: `ABC` was read as `ABC`"),
    ReadingCase(
      .worksheetText("A_x000D_\nB"),
      "text A B | value.normalised: `A_x000D_ B` was read as `A B`"),
    // A return alone is a line break, and `_x000D_` one that was escaped; neither goes without a word.
    ReadingCase(.worksheetText("A\rB"), "text A B | value.normalised: `A B` was read as `A B`"),
    ReadingCase("A\rB", "text A B | value.normalised: `A B` was read as `A B`"),
    ReadingCase("A_x000D_B", "text A B | value.normalised: `A_x000D_B` was read as `A B`"),
    ReadingCase("A_x000D_", "text A | value.normalised: `A_x000D_` was read as `A`"),
    ReadingCase("_x000D_", "null | value.normalised: `_x000D_` was read as empty"),
    ReadingCase("\r", "null"),
    ReadingCase("a_x0041_b", "text a_x0041_b"),
    // 3: damage
    ReadingCase(
      "A\u{7}B",
      "value.text-damaged: the text holds the control character `U+0007`"),
    ReadingCase(
      "A\u{7F}", "value.text-damaged: the text holds the control character `U+007F`"),
    ReadingCase(
      "A\u{85}B", "value.text-damaged: the text holds the control character `U+0085`"),
    ReadingCase(
      "Montr\u{FFFD}al",
      "value.text-damaged: `Montr\u{FFFD}al` holds the replacement character `U+FFFD`,"
        + " which stands for a lost one"),
    ReadingCase(
      "MontrÃ©al", "value.text-damaged: `MontrÃ©al` was decoded twice, expected `Montréal`"),
    ReadingCase(
      "voilÃ\u{A0} tout",
      "value.text-damaged: `voilÃ tout` was decoded twice, expected `voilà tout`"),
    // 4: placeholders
    ReadingCase("N/A", "null | value.placeholder: `N/A` was read as empty"),
    ReadingCase(" tbd ", "null | value.placeholder: `tbd` was read as empty"),
    ReadingCase("—", "null | value.placeholder: `—` was read as empty"),
    ReadingCase("À venir", "null | value.placeholder: `À venir` was read as empty"),
    ReadingCase("S/O", "null | value.placeholder: `S/O` was read as empty"),
    ReadingCase("NA", "text NA"),
    ReadingCase("nilly", "text nilly"),
    // 5: clear
    ReadingCase("[clear]", "clear"),
    ReadingCase(" [CLEAR]", "clear"),
    ReadingCase("[clear", "text [clear"),
    // 7: card numbers
    ReadingCase(
      "4111 1111 1111 1111",
      "value.card-number: the cell looks like a payment card number ending in `1111`"),
    ReadingCase(
      .number("4111111111111111"),
      "value.card-number: the cell looks like a payment card number ending in `1111`"),
    ReadingCase(
      .number("4.111111111111111E+15"),
      "value.card-number: the cell looks like a payment card number ending in `1111`"),
    ReadingCase(
      .number("4111111111111111.0"),
      "value.card-number: the cell looks like a payment card number ending in `1111`"),
    ReadingCase(
      "4111.1111.1111.1111",
      "value.card-number: the cell looks like a payment card number ending in `1111`"),
    ReadingCase(
      "=\"4111111111111111\"",
      "value.card-number: the cell looks like a payment card number ending in `1111`"),
    ReadingCase("4111 1111 1111 1112", "text 4111 1111 1111 1112"),
  ]

  @Test(arguments: cases)
  func commonSteps_ofText(_ example: ReadingCase) {
    #expect(outcome(testField(.string), example.cell, in: example.context) == example.expected)
  }

  @Test(arguments: [
    "n/a", "N/A", "-", "--", "—", "?", "tbd", "TBC", "null", "None", "NIL", "s/o", "à venir",
  ])
  func placeholders(_ text: String) {
    #expect(
      outcome(testField(.integer), CellInput(text))
        == "null | value.placeholder: `\(text)` was read as empty")
  }

  /// A fraction is no card number, whatever its digits add up to: every tenth date with a time would be.
  @Test func fractions_areNoCards() {
    for type in [FieldType.string, .decimal] {
      let found = outcome(testField(type), .number("46452.33333333334"))
      #expect(!found.contains("card-number"), "\(found)")
    }
  }

  @Test func multiline_keepsLinesRunsAndPlaceholders() {
    let field = testField(.string) { $0.isMultiline = true }
    #expect(outcome(field, CellInput("a  b\n\n c")) == "text a  b\n\n c")
    #expect(outcome(field, CellInput("-")) == "text -")
    #expect(outcome(field, CellInput("[clear]")) == "clear")
    #expect(
      outcome(field, CellInput("  a\r\nb\n "))
        == "text a\nb | value.normalised: `  a  b  ` was read as `a b`")
    #expect(
      outcome(field, CellInput("a\rb_x000D_c"))
        == "text a\nb\nc | value.normalised: `a b_x000D_c` was read as `a b c`")
  }

  @Test func clear_canBeSwitchedOff() throws {
    let field = testField(.string)
    let table = TableSchema(name: "venues", fields: [field])
    let package = DataPackage(name: "p", title: LocalizedText("p"))
    let reader = CompiledField(field: field, in: table, package: package, clearToken: nil)
    let reading = try reader.read(CellInput("[clear]"), in: .resolved)
    #expect(reading == FieldReading(.text("[clear]")))
  }

  @Test func cardNumber_isAllowedInCodesPhonesAndNumbers() {
    #expect(outcome(testField(.code), CellInput("4111111111111111")) == "text 4111111111111111")
    #expect(
      outcome(testField(.integer), CellInput("4111111111111111")) == "integer 4111111111111111")
    #expect(
      outcome(testField(.date), CellInput("4111111111111111"))
        == "value.card-number: the cell looks like a payment card number ending in `1111`")
  }

  @Test func textLimit_isThatOfACell() {
    let field = testField(.string)
    #expect(
      outcome(field, CellInput(String(repeating: "é", count: 32_767)))
        == "text " + String(repeating: "é", count: 32_767))
    #expect(
      outcome(field, CellInput(String(repeating: "a", count: 32_768)))
        == "value.too-long: the cell has more than `32767` characters, the limit of a cell")
  }

  @Test func checkText_readsWithoutAColumn() {
    #expect(throws: CellProblem.self) { try compiled(testField(.date)).checkText("3/4/2027") }
    #expect(throws: Never.self) {
      let reading = try compiled(testField(.date)).checkText("4/4/2027")
      #expect(reading.value == .text("2027-04-04"))
    }
  }

  @Test func longTexts_areShortenedInMessages() {
    let text = String(repeating: "x", count: 500)
    #expect(
      outcome(testField(.integer), CellInput(text))
        == "value.not-integer: `\(String(repeating: "x", count: 199))…` is not a whole number")
  }
}
