import TabularCore
import Testing

@testable import RecordMapping

@Suite struct ReferencePostalCodeTests {
  private func code(
    _ text: String, _ country: String?, _ subdivision: String? = nil
  ) -> Result<FieldReading, CellProblem> {
    referenceOutcome(PostalCodeReader(), text, inCountry(country, subdivision: subdivision))
  }

  @Test(arguments: [
    ("M5X 1E3", "CA", "M5X 1E3"), ("m5x 1e3", "CA", "M5X 1E3"), ("m5x1e3", "CA", "M5X 1E3"),
    ("M5X-1E3", "CA", "M5X 1E3"), ("90210", "US", "90210"), ("02138-1234", "US", "02138-1234"),
    ("SW1A 1AA", "GB", "SW1A 1AA"), ("sw1a1aa", "GB", "SW1A 1AA"), ("M1 1AE", "GB", "M1 1AE"),
    ("B33 8TH", "GB", "B33 8TH"), ("CR2 6XH", "GB", "CR2 6XH"), ("DN55 1PT", "GB", "DN55 1PT"),
    ("W1A 0AX", "GB", "W1A 0AX"), ("GIR 0AA", "GB", "GIR 0AA"), ("75001", "FR", "75001"),
    ("01000", "FR", "01000"), ("10115", "DE", "10115"), ("2000", "AU", "2000"),
    ("1234 AB", "NL", "1234 AB"), ("123-4567", "JP", "123-4567"), ("d02 x285", "IE", "D02 X285"),
    ("m5x 1e3", nil, "M5X 1E3"),
  ])
  func codes(text: String, country: String?, canonical: String) throws {
    let reading = try code(text, country).get()
    let isSame = text.uppercased() == canonical
    #expect(
      reading
        == FieldReading(
          .text(canonical), remarks: isSame ? [] : [normalisedNote(text, canonical)]))
  }

  @Test(arguments: [
    ("M5O 1E3", "CA", "", "O"), ("D5V 1E3", "CA", "", "D"), ("M5V 1F3", "CA", "", "F"),
    ("M5I 1E3", "CA", "", "I"), ("M5Q 1E3", "CA", "", "Q"), ("M5U 1E3", "CA", "", "U"),
    ("W5V 1E3", "CA", "first-letter", "W"), ("Z5V 1E3", "CA", "first-letter", "Z"),
    ("SW1A 1CA", "GB", "", "C"), ("QW1 1AA", "GB", "first-letter", "Q"),
  ])
  func lettersThatAreNotUsed(text: String, country: String, variant: String, letter: String) {
    #expect(
      refusal(code(text, country))
        == "value.postal-code-invalid \(variant) value=\(text) country=\(country) letter=\(letter)")
  }

  @Test(arguments: [
    ("M5V", "CA", "A1A 1A1"), ("90210", "CA", "A1A 1A1"), ("M5V  1E3", "CA", "A1A 1A1"),
    ("5MV 1E3", "CA", "A1A 1A1"), ("MOV 1E3", "CA", "A1A 1A1"), ("É5V 1E3", "CA", "A1A 1A1"),
    ("2138", "US", "99999 / 99999-9999"), ("902101234", "US", "99999 / 99999-9999"),
    ("9021O", "US", "99999 / 99999-9999"), ("90210-12", "US", "99999 / 99999-9999"),
    ("SW1A", "GB", "AA9 9AA"), ("1SW 1AA", "GB", "AA9 9AA"), ("S W1A1AA", "GB", "AA9 9AA"),
    ("7500", "FR", "99999"), ("750011", "FR", "99999"), ("00115", "DE", "99999"),
    ("D-10115", "DE", "99999"),
  ])
  func otherForms(text: String, country: String, form: String) {
    #expect(
      code(text, country)
        == .failure(
          CellProblem(
            .valuePostalCodeInvalid(.form(country: country, expected: form), value: text))))
  }

  @Test(arguments: ["1", "12345678901", "12_34", "é12", "--", "- -"])
  func othersThanLettersAndDigits(text: String) {
    #expect(
      code(text, "NL")
        == .failure(
          CellProblem(
            .valuePostalCodeInvalid(.general, value: text))))
  }

  @Test func numbersAreNeverPadded() throws {
    let cell = CellInput("2138", kind: .number, isWorksheet: true)
    #expect(
      referenceOutcome(PostalCodeReader(), cell, inCountry("US"))
        == .failure(
          CellProblem(
            .valuePostalCodeInvalid(
              .form(country: "US", expected: "99999 / 99999-9999"), value: "2138"))))
    let whole = CellInput("90210", kind: .number, isWorksheet: true)
    #expect(
      try referenceOutcome(PostalCodeReader(), whole, inCountry("US")).get()
        == FieldReading(.text("90210")))
  }

  @Test(arguments: [
    ("H2X 1Y4", "CA", "CA-ON", "CA-QC"), ("M5V 2W6", "CA", "CA-QC", "CA-ON"),
    ("X0A 0H0", "CA", "CA-YT", "CA-NT, CA-NU"), ("90210", "US", "US-NY", "US-CA"),
    ("10001", "US", "US-CA", "US-NY"), ("96799", "US", "US-TX", "US-HI, US-AS"),
    ("99999", "US", "US-TX", "US-AK"),
  ])
  func codesOfAnotherRegionWarn(text: String, country: String, subdivision: String, found: String)
    throws
  {
    #expect(
      try code(text, country, subdivision).get()
        == FieldReading(
          .text(text),
          remarks: [
            CellRemark(
              .valuePostalCodeRegion(value: text, found: [found], expected: subdivision))
          ]))
  }

  @Test(arguments: [
    ("M5V 2W6", "CA", "CA-ON"), ("H2X 1Y4", "CA", "CA-QC"), ("X0A 0H0", "CA", "CA-NU"),
    ("A1A 1A1", "CA", "CA-NL"), ("90210", "US", "US-CA"), ("06390", "US", "US-NY"),
    ("98101", "US", "US-CA"), ("75001", "FR", "FR-IDF"), ("M5V 2W6", "CA", nil),
    ("M5V 2W6", "CA", "US-TX"),
  ])
  func otherCodesDoNotWarn(text: String, country: String, subdivision: String?) throws {
    #expect(try code(text, country, subdivision).get() == FieldReading(.text(text)))
  }
}
