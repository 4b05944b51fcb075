import TabularCore
import Testing

@testable import RecordMapping

@Suite struct ReferencePlaceTests {
  // MARK: Countries

  @Test(arguments: [("CA", "CA"), ("ca", "CA"), ("Fr", "FR"), ("NA", "NA"), ("no", "NO")])
  func countryCodesInAnyCase(text: String, code: String) throws {
    #expect(try referenceOutcome(CountryReader(), text).get() == FieldReading(.text(code)))
  }

  @Test(arguments: [
    ("CAN", "CA"), ("usa", "US"), ("USA", "US"), ("U.S.", "US"), ("U.S.A.", "US"), ("UK", "GB"),
    ("U.K.", "GB"), ("Canada", "CA"), ("CANADA", "CA"), ("United States", "US"),
    ("United States of America", "US"), ("the United States", "US"), ("États-Unis", "US"),
    ("Etats-Unis", "US"), ("Les États-Unis", "US"), ("Royaume-Uni", "GB"), ("Great Britain", "GB"),
    ("England", "GB"), ("Allemagne", "DE"), ("Deutschland", "DE"), ("Côte d'Ivoire", "CI"),
    ("Cote d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("Corée du Sud", "KR"),
    ("Korea, Republic of", "KR"),
    ("South Korea", "KR"), ("Viet Nam", "VN"), ("Vietnam", "VN"), ("Türkiye", "TR"),
    ("Turkey", "TR"),
    ("Czech Republic", "CZ"), ("Tchéquie", "CZ"), ("St. Lucia", "LC"), ("Saint Lucia", "LC"),
    ("St Kitts & Nevis", "KN"), ("The Netherlands", "NL"), ("Les Pays-Bas", "NL"),
    ("Pays-Bas", "NL"),
    ("Namibie", "NA"), ("L'Inde", "IN"), ("Iran", "IR"), ("Russia", "RU"), ("Île Maurice", "MU"),
    ("UAE", "AE"), ("Trinidad and Tobago", "TT"), ("Åland Islands", "AX"),
  ])
  func countryNamesAreNoted(text: String, code: String) throws {
    let reading = try referenceOutcome(CountryReader(), text).get()
    #expect(reading == FieldReading(.text(code), remarks: [normalisedNote(text, code)]))
  }

  @Test(arguments: [
    ("Canda", "Canada"), ("Germny", "Germany"), ("Swizerland", "Switzerland"), ("ZZ", nil),
    ("XYZ", nil), ("C", nil), ("Atlantis", nil), ("?!", nil), ("Iraw", nil), ("Nigr", "Niger"),
    ("Autralia", "Australia"),
  ])
  func otherCountries(text: String, suggestion: String?) {
    guard case .failure(let problem) = referenceOutcome(CountryReader(), text) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(problem.code == "value.country-unknown")
    #expect(problem.content.arguments == [IssueArgument("value", text)])
    #expect(problem.suggestion?.text == suggestion)
  }

  /// The names as they stand are looked up before their variants: both must mean the same.
  @Test func englishNamesOfCountriesMeanTheSameWithAndWithoutVariants() {
    #expect(Countries.plainEnglish.count > 240)
    for (name, code) in Countries.plainEnglish {
      #expect(Countries.code(ofEnglishName: name) == code, "\(name)")
    }
  }

  @Test func numberCellsAreNoCountries() {
    #expect(
      referenceOutcome(CountryReader(), CellInput("124", kind: .number, isWorksheet: true))
        == .failure(
          CellProblem(
            .valueWrongCellType(.other(value: "124", expected: "a country")))))
  }

  // MARK: Subdivisions

  @Test(arguments: [
    ("ON", "CA", "CA-ON"), ("CA-ON", "CA", "CA-ON"), ("ca-on", "CA", "CA-ON"),
    ("on", "CA", "CA-ON"),
    ("Ontario", "CA", "CA-ON"), ("Ont.", "CA", "CA-ON"), ("Qc", "CA", "CA-QC"),
    ("Québec", "CA", "CA-QC"),
    ("Quebec", "CA", "CA-QC"), ("P.Q.", "CA", "CA-QC"), ("P.E.I.", "CA", "CA-PE"),
    ("PEI", "CA", "CA-PE"),
    ("Île-du-Prince-Édouard", "CA", "CA-PE"), ("Colombie-Britannique", "CA", "CA-BC"),
    ("B.C.", "CA", "CA-BC"),
    ("C.-B.", "CA", "CA-BC"), ("Nouveau-Brunswick", "CA", "CA-NB"), ("Newfoundland", "CA", "CA-NL"),
    ("NWT", "CA", "CA-NT"), ("Terre-Neuve-et-Labrador", "CA", "CA-NL"), ("Nunavut", "CA", "CA-NU"),
    ("Yukon Territory", "CA", "CA-YT"), ("Alta", "CA", "CA-AB"), ("N.S.", "CA", "CA-NS"),
    ("TX", "US", "US-TX"), ("Texas", "US", "US-TX"), ("Californie", "US", "US-CA"),
    ("D.C.", "US", "US-DC"),
    ("Washington, D.C.", "US", "US-DC"), ("Mass.", "US", "US-MA"), ("N.Y.", "US", "US-NY"),
    ("New South Wales", "AU", "AU-NSW"), ("NSW", "AU", "AU-NSW"), ("Tasmania", "AU", "AU-TAS"),
    ("Bavaria", "DE", "DE-BY"), ("Bayern", "DE", "DE-BY"), ("Scotland", "GB", "GB-SCT"),
    ("Île-de-France", "FR", "FR-IDF"), ("2A", "FR", "FR-2A"), ("Jalisco", "MX", "MX-JAL"),
    ("09", "JM", "JM-09"), ("D", "IE", "IE-D"), ("Wien", "AT", "AT-9"),
  ])
  func subdivisions(text: String, country: String, code: String) throws {
    let reading = try referenceOutcome(SubdivisionReader(), text, inCountry(country)).get()
    let isCode = text.uppercased() == code
    #expect(reading.value == .text(code))
    #expect(reading.remarks == (isCode ? [] : [normalisedNote(text, code)]))
  }

  @Test(arguments: [
    ("TX", "CA", nil), ("US-TX", "CA", nil), ("Ontaro", "CA", "Ontario"), ("ON", "US", nil),
    ("Bristish Columbia", "CA", "British Columbia"), ("Region", "CA", nil), ("XX", "ZZ", nil),
    ("", "CA", nil), ("Texas", "AU", nil),
  ])
  func otherSubdivisions(text: String, country: String, suggestion: String?) {
    guard
      case .failure(let problem) = referenceOutcome(SubdivisionReader(), text, inCountry(country))
    else {
      Issue.record("\(text) was read")
      return
    }
    #expect(problem.code == "value.subdivision-unknown")
    #expect(problem.content == .valueSubdivisionUnknown(value: text, country: country))
    #expect(problem.suggestion?.text == suggestion)
  }

  @Test(arguments: ["ON", "CA-ON", "Ontario"])
  func withoutCountryThereIsNoSubdivision(text: String) {
    #expect(
      referenceOutcome(SubdivisionReader(), text)
        == .failure(
          CellProblem(
            .valueSubdivisionUnknown(value: text, country: nil))))
  }
}
