import TabularCore
import Testing

@testable import RecordMapping

@Suite struct ReferencePhoneTests {
  private func phone(_ text: String, _ country: String?) -> Result<FieldReading, CellProblem> {
    referenceOutcome(PhoneReader(), text, inCountry(country))
  }

  @Test(arguments: [
    ("+14165550123", nil), ("+442079460958", nil), ("+33142685300", "CA"),
    ("+14165550123;ext=12", nil),
  ])
  func canonicalNumbersStay(text: String, country: String?) throws {
    #expect(try phone(text, country).get() == FieldReading(.text(text)))
  }

  @Test(arguments: [
    ("416-555-0123", "CA", "+14165550123"), ("(416) 555-0123", "CA", "+14165550123"),
    ("416.555.0123", "US", "+14165550123"), ("1 416 555 0123", "CA", "+14165550123"),
    ("4165550123", "CA", "+14165550123"), ("+1 (416) 555-0123", nil, "+14165550123"),
    ("tel:+1-416-555-0123", nil, "+14165550123"), ("416–555–0123", "CA", "+14165550123"),
    ("011 44 20 7946 0958", "CA", "+442079460958"), ("(+33) 1 42 68 53 00", nil, "+33142685300"),
    ("020 7946 0958", "GB", "+442079460958"), ("+44 (0)20 7946 0958", "CA", "+442079460958"),
    ("0044 20 7946 0958", "FR", "+442079460958"), ("01 42 68 53 00", "FR", "+33142685300"),
    ("01.42.68.53.00", "FR", "+33142685300"), ("030/123456", "DE", "+4930123456"),
    ("0151 23456789", "DE", "+4915123456789"), ("(02) 9374 4000", "AU", "+61293744000"),
    ("0412 345 678", "AU", "+61412345678"), ("06 6982", "IT", "+39066982"),
    ("8 495 123-45-67", "RU", "+74951234567"), ("55 1234 5678", "MX", "+525512345678"),
    ("416-555-0123 x12", "CA", "+14165550123;ext=12"),
    ("416-555-0123 ext. 12", "CA", "+14165550123;ext=12"),
    ("416-555-0123 poste 12", "CA", "+14165550123;ext=12"),
    ("416-555-0123, Ext 4567", "CA", "+14165550123;ext=4567"),
    ("416-555-0123x12", "CA", "+14165550123;ext=12"),
    ("416-555-0123 #12", "CA", "+14165550123;ext=12"),
    ("33142685300", "FR", "+33142685300"), ("242 322 1234", "BS", "+12423221234"),
    ("(011) 44 20 7946 0958", "CA", "+442079460958"),
    ("011 44 20 7946 0958", "CA", "+442079460958"),
    ("(01144) 20 7946 0958", "CA", "+442079460958"), ("011-52-55-1234-5678", "CA", "+525512345678"),
    ("(0044) 20 7946 0958", "FR", "+442079460958"), ("(0049) 30 123456", "DE", "+4930123456"),
    ("(011) 4555-0123", "AR", "+541145550123"), ("(011) 555-0123", "ZA", "+27115550123"),
    ("0011 44 20 7946 0958", "AU", "+442079460958"), ("010 44 20 7946 0958", "JP", "+442079460958"),
  ])
  func numbersWithSeparators(text: String, country: String?, canonical: String) throws {
    let reading = try phone(text, country).get()
    #expect(
      reading == FieldReading(.text(canonical), remarks: [normalisedNote(text, canonical)]))
  }

  @Test(arguments: [
    ("416 555 012", "CA", "9", "CA", "10"), ("416 555 01234", "CA", "11", "CA", "10"),
    ("555-0123", "US", "7", "US", "10"), ("+1416555012", "CA", "9", "CA", "10"),
    ("+1416555012", nil, "9", "US", "10"), ("01 42 68 53", "FR", "7", "FR", "9"),
    ("020 7946", "GB", "6", "GB", "10"), ("0412 345", "AU", "6", "AU", "9"),
    ("030 12", "DE", "4", "DE", "6–12"), ("12", "NO", "2", "NO", "5, 8"),
    ("+3314268530", "CA", "8", "FR", "9"), ("+8801234567890123456", nil, "16", "BD", "6–10"),
    ("+5550123", "CA", "5", "BR", "8–11"), ("+47 123 456", nil, "6", "NO", "5, 8"),
    ("+41 44 668 18", nil, "7", "CH", "9, 12"), ("+45 12 34 56 789", nil, "9", "DK", "8"),
    ("+34 912 345", "ES", "6", "ES", "9"), ("912 345", "ES", "6", "ES", "9"),
  ])
  func wrongLengths(
    text: String, country: String?, count: String, named: String, expected: String
  ) {
    #expect(
      refusal(phone(text, country))
        == "value.phone-invalid  value=\(text) count=\(count) country=\(named) expected=\(expected)"
    )
  }

  @Test(arguments: [
    ("116-555-0123", "CA", "116"), ("016-555-0123", "US", "016"), ("911-555-0123", "CA", "911"),
    ("290-555-0123", "CA", "290"), ("372-555-0123", "CA", "372"), ("961-555-0123", "CA", "961"),
    ("+11165550123", "CA", "116"), ("09 1234 5678", "AU", "9"), ("041 2345 6789", "GB", "4"),
    ("+33 014268530", "FR", "0"),
    // 011 is dialled before a number abroad; in brackets before seven digits it stands for an area code.
    ("(011) 555-0123", "CA", "011"), ("(011)5550123", "US", "011"), ("011-555-0123", "CA", "011"),
    ("(011) 332-7946", "CA", "011"), ("(111) 555-0123", "CA", "111"),
  ])
  func impossibleAreaCodes(text: String, country: String, first: String) {
    #expect(
      phone(text, country)
        == .failure(
          CellProblem(
            .valuePhoneInvalid(.areaCode(first: first, country: country), value: text))))
  }

  @Test(arguments: [
    ("416-555-0123 / 416-555-0124", "CA", "several"),
    ("416-555-0123, 416-555-0124", "CA", "several"),
    ("416-555-0123 or 647-555-0124", "CA", "several"),
    ("+14165550123 +16475550124", nil, "several"),
    ("416-555-0123/647-555-0124", "CA", "several"),
    ("416-555-0123 ou 514-555-0124", "CA", "several"),
    ("416-555-0123; 416-555-0124", "CA", "several"),
    ("1-800-FLOWERS", "CA", "form"), ("call me", "CA", "form"), ("+", "CA", "form"),
    ("x12", "CA", "form"),
    ("+999 123 4567", nil, "form"), ("+0 416 555 0123", nil, "form"),
    ("416-155-0123", "CA", "form"),
    ("416-911-0123", "CA", "form"), ("416@5550123", "CA", "form"),
    ("416-555-0123", nil, "no-country"), ("416-555-0123", "ZZ", "no-country"),
  ])
  func otherTexts(text: String, country: String?, variant: String) {
    #expect(
      refusal(phone(text, country)) == "value.phone-invalid \(variant) value=\(text)")
  }

  @Test(arguments: ["1.41656E+10", "1,41656E+10", "1.41656e10", "1E10"])
  func exponentTextsHaveLostDigits(text: String) {
    #expect(
      phone(text, "CA")
        == .failure(
          CellProblem(
            .valueDigitsLost(value: text, expected: "a full phone number"))))
  }

  @Test(arguments: [
    ("14165550123", "CA", "+14165550123"), ("4165550123", "CA", "+14165550123"),
    ("142685300", "FR", "+33142685300"),
    ("33142685300", "FR", "+33142685300"),
  ])
  func numberCellsAreDigits(lexeme: String, country: String, canonical: String) throws {
    let cell = CellInput(lexeme, kind: .number, isWorksheet: true)
    let reading = try referenceOutcome(PhoneReader(), cell, inCountry(country)).get()
    #expect(
      reading == FieldReading(.text(canonical), remarks: [normalisedNote(lexeme, canonical)]))
  }

  @Test func exponentsOfNumberCellsLoseNothing() throws {
    let cell = CellInput("4.165550123E9", kind: .number, isWorksheet: true)
    let reading = try referenceOutcome(PhoneReader(), cell, inCountry("CA")).get()
    #expect(reading.value == .text("+14165550123"))
    #expect(reading.remarks == [normalisedNote("4165550123", "+14165550123")])
  }

  @Test(arguments: [
    ("1416555012312345", CellKind.number, NumberFormatClass.general, "value.digits-lost"),
    ("4165550123.5", .number, .general, "value.wrong-cell-type"),
    ("46452", .number, .date, "value.wrong-cell-type"),
    ("1", .boolean, .general, "value.wrong-cell-type"),
  ])
  func otherCells(lexeme: String, kind: CellKind, format: NumberFormatClass, code: String) {
    let cell = CellInput(lexeme, kind: kind, format: format, isWorksheet: true)
    guard case .failure(let problem) = referenceOutcome(PhoneReader(), cell, inCountry("CA")) else {
      Issue.record("\(lexeme) was read")
      return
    }
    #expect(problem.code.rawValue == code)
    let expected = code == "value.digits-lost" ? "a full phone number" : "a phone number"
    #expect(problem.content.arguments.last == IssueArgument("expected", expected))
  }

  @Test func everyCountryHasACallingCode() {
    let without = Countries.all.alpha2Codes.filter { CallingCodes.code(of: $0) == nil }
    #expect(without == [])
  }

  @Test func longTextsAreRefusedQuickly() {
    let text = String(repeating: "1 ", count: 16_000)
    guard case .failure(let problem) = phone(text, "CA") else {
      Issue.record("it was read")
      return
    }
    #expect(problem.code == "value.phone-invalid")
  }
}
