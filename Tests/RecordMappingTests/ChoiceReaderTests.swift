import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct BooleanReaderTests {
  @Test(arguments: [
    "yes", "y", "true", "t", "1", "x", "on", "oui", "o", "vrai", "✓", "YES", "Oui", "TRUE",
    "sí", "Si", "S", "SÍ", "verdadero",
  ])
  func wordsForYes(_ text: String) {
    #expect(outcome(testField(.boolean), CellInput(text)) == "integer 1")
  }

  @Test(arguments: ["no", "n", "false", "f", "0", "off", "non", "faux", "No", "FALSE", "Falso"])
  func wordsForNo(_ text: String) {
    #expect(outcome(testField(.boolean), CellInput(text)) == "integer 0")
  }

  static let cases: [ReadingCase] = [
    ReadingCase("", "null"),
    ReadingCase("maybe", "value.boolean-unknown: `maybe` is not yes or no"),
    ReadingCase("2", "value.boolean-unknown: `2` is not yes or no"),
    ReadingCase("yess", "value.boolean-unknown: `yess` is not yes or no"),
    ReadingCase(.boolean(true), "integer 1"),
    ReadingCase(.boolean(false), "integer 0"),
    ReadingCase(.number("1"), "integer 1"),
    ReadingCase(.number("0"), "integer 0"),
    ReadingCase(.number("1.0"), "integer 1"),
    ReadingCase(.number("2"), "value.boolean-unknown: `2` is not yes or no"),
    ReadingCase(
      .number("1", .date), "value.boolean-unknown: `1900-01-01` is not yes or no"),
    ReadingCase(.worksheetText("oui"), "integer 1"),
  ]

  @Test(arguments: cases)
  func cells(_ example: ReadingCase) {
    #expect(outcome(testField(.boolean), example.cell, in: example.context) == example.expected)
  }
}

@Suite struct EnumerationReaderTests {
  static func kind() -> Field {
    testField(.enumeration, name: "kind") {
      $0.enumValues = [
        Field.EnumValue("physical", aliases: ["site", "centre", "center", "physique"]),
        Field.EnumValue(
          "virtual", aliases: ["online", "remote", "virtuel"],
          label: LocalizedText("Virtual room", ["fr": "Salle virtuelle"])),
      ]
    }
  }

  static let cases: [ReadingCase] = [
    ReadingCase("physical", "text physical"),
    ReadingCase("Physical", "text physical"),
    ReadingCase("VIRTUAL", "text virtual"),
    ReadingCase("Salle virtuelle", "text virtual"),
    ReadingCase("site", "text physical | value.normalised: `site` was read as `physical`"),
    ReadingCase(
      " Online ", "text virtual | value.normalised: ` Online ` was read as `virtual`"),
    ReadingCase(
      "phisical",
      "value.enum-unknown: `phisical` is not a `kind`, expected `physical` or `Virtual room`"
        + " (physical: the only value within one letter)"),
    // An alias may be of any language: the value is proposed, and its label in that of the reader.
    ReadingCase(
      "virtuell",
      "value.enum-unknown: `virtuell` is not a `kind`, expected `physical` or `Virtual room`"
        + " (virtual: the only value with another name within one letter)"),
    ReadingCase(
      "hybrid",
      "value.enum-unknown: `hybrid` is not a `kind`, expected `physical` or `Virtual room`"),
    ReadingCase(
      "yes", "value.enum-unknown: `yes` is not a `kind`, expected `physical` or `Virtual room`"),
    ReadingCase(
      .boolean(true),
      "value.enum-unknown: `TRUE` is not a `kind`, expected `physical` or `Virtual room`"),
    ReadingCase(
      .number("46447", .date),
      "value.enum-unknown: `2027-03-01` is not a `kind`, expected `physical` or `Virtual room`"),
  ]

  @Test(arguments: cases)
  func values(_ example: ReadingCase) {
    #expect(outcome(Self.kind(), example.cell, in: example.context) == example.expected)
  }

  @Test func yesAndNo_standForTheFirstTwoValues() {
    let field = testField(.enumeration, name: "status") {
      $0.enumValues = ["active", "inactive"].map { Field.EnumValue($0) }
      $0.acceptsYesNo = true
    }
    let active = "text active | value.normalised: "
    #expect(outcome(field, CellInput("Oui")) == active + "`Oui` was read as `active`")
    #expect(outcome(field, .boolean(true)) == active + "`yes` was read as `active`")
    #expect(outcome(field, .number("1")) == active + "`1` was read as `active`")
    #expect(
      outcome(field, CellInput("no"))
        == "text inactive | value.normalised: `no` was read as `inactive`")
  }

  @Test func numbers_areReadWhenAValueIsOne() {
    let field = testField(.enumeration, name: "level") {
      $0.enumValues = [Field.EnumValue("1"), Field.EnumValue("two", aliases: ["2"])]
    }
    #expect(outcome(field, .number("1")) == "text 1")
    #expect(
      outcome(field, .number("2.0")) == "text two | value.normalised: `2` was read as `two`")
    #expect(
      outcome(field, .number("3"))
        == "value.enum-unknown: `3` is not a `level`, expected `1` or `two`")
  }

  @Test func manyValues_areCountedInTheMessage() {
    let field = testField(.enumeration, name: "letter") {
      $0.enumValues = "abcdefghijklmn".map { Field.EnumValue(String($0)) }
    }
    #expect(
      outcome(field, CellInput("zz"))
        == "value.enum-unknown: `zz` is not a `letter`, expected one of `14` values")
  }

  @Test func proposedValue_isCalledAsTheReaderKnowsIt() throws {
    let reader = compiled(Self.kind())
    let problem = try #require(throws: CellProblem.self) {
      try reader.read(CellInput("virtuell"), in: ReadingContext())
    }
    let proposal = try #require(problem.suggestion)
    #expect(proposal.told(in: "fr").text == "Salle virtuelle")
    #expect(proposal.told(in: .english).text == "Virtual room")
    let own = try #require(throws: CellProblem.self) {
      try reader.read(CellInput("phisical"), in: ReadingContext())
    }
    #expect(own.suggestion?.told(in: "fr").text == "physical")
  }

  @Test func suggestion_needsOneCandidate() {
    let field = testField(.enumeration, name: "status") {
      $0.enumValues = ["active", "actives"].map { Field.EnumValue($0) }
    }
    #expect(
      outcome(field, CellInput("activen"))
        == "value.enum-unknown: `activen` is not a `status`, expected `active` or `actives`")
  }
}
