import Testing

@testable import RecordMapping

/// Names of countries, languages and subdivisions count as data: case, width and runs of spaces do not
/// matter, every letter, digit and sign does.
@Suite struct NamesAsDataTests {
  private func value(_ reader: some FieldReader, _ text: String) -> String? {
    try? referenceOutcome(reader, text, inCountry("CA")).get().value.text
  }

  @Test(arguments: [
    ("Canada", "CA"), ("CANADA", "CA"), ("canada ", "CA"), ("Ｃａｎａｄａ", "CA"),
    ("United  States", "US"), ("united states", "US"), ("Côte d'Ivoire", "CI"),
    ("CÔTE D’IVOIRE", "CI"), ("Guinea-Bissau", "GW"), ("Iran (Islamic Republic of)", "IR"),
    ("Netherlands (the)", "NL"),
    ("Korea (the Republic of)", "KR"), ("Bénin", "BJ"), ("Sénégal", "SN"), ("Congo", "CG"),
    ("Congo - Kinshasa", "CD"), ("Congo (the Democratic Republic of the)", "CD"), ("ca", "CA"),
    ("CAN", "CA"),
  ])
  func countriesAreRead(_ text: String, _ code: String) {
    #expect(value(CountryReader(), text) == code)
  }

  @Test(arguments: [
    "Canada!", "Canada?", "Canada 2", "Canada (north)", "Canada*", "*Canada", "C-anada", "Can ada",
    "(Canada)", "Canada_", "\"Canada", "Guinea Bissau 1", "UnitedStates", "United_States", "C A",
    "Canada/USA", "Congo (", "Congo 2", "Congo!", "+Canada", "#CA",
  ])
  func otherTextsAreNoCountries(_ text: String) {
    #expect(value(CountryReader(), text) == nil, "\(text)")
  }

  @Test(arguments: [
    ("anglais", "en"), ("Anglais", "en"), ("FRANÇAIS", "fr"), ("français", "fr"),
    ("fr-CA", "fr-CA"),
    ("French", "fr"), ("EN", "en"), ("English ", "en"), ("Ｅｎｇｌｉｓｈ", "en"),
  ])
  func languagesAreRead(_ text: String, _ code: String) {
    #expect(value(LanguageReader(), text) == code)
  }

  @Test(arguments: [
    "anglais!", "anglais?", "anglais 2", "angl-ais", "an glais", "anglais*", "anglais (2)",
    "(anglais)", "English_", "English/French", "+English", "e n",
  ])
  func otherTextsAreNoLanguages(_ text: String) {
    #expect(value(LanguageReader(), text) == nil, "\(text)")
  }

  @Test(arguments: [
    ("Ontario", "CA-ON"), ("ONTARIO", "CA-ON"), ("Québec", "CA-QC"), ("ON", "CA-ON"),
    ("CA-ON", "CA-ON"), ("British  Columbia", "CA-BC"), ("Prince Edward Island", "CA-PE"),
  ])
  func subdivisionsAreRead(_ text: String, _ code: String) {
    #expect(value(SubdivisionReader(), text) == code)
  }

  @Test(arguments: [
    "Ontario!", "Ontario 2", "Ontario (north)", "On-tario", "Ont ario", "BritishColumbia", "O N",
    "ON*", "(ON)", "Ontario_",
  ])
  func otherTextsAreNoSubdivisions(_ text: String) {
    #expect(value(SubdivisionReader(), text) == nil, "\(text)")
  }
}
