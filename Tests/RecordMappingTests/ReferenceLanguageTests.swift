import TabularCore
import Testing

@testable import RecordMapping

@Suite struct ReferenceLanguageTests {
  @Test(arguments: [
    ("en", "en"), ("EN", "en"), ("fr-CA", "fr-CA"), ("FR-ca", "fr-CA"),
    ("zh-hant-tw", "zh-Hant-TW"),
    ("es-419", "es-419"), ("sl-rozaj-biske", "sl-rozaj-biske"), ("de-ch-1901", "de-CH-1901"),
    ("en-x-exam", "en-x-exam"), ("en-u-ca-gregory", "en-u-ca-gregory"), ("crk", "crk"),
    ("iu-cans-ca", "iu-Cans-CA"),
  ])
  func tagsInAnyCase(text: String, tag: String) throws {
    #expect(try referenceOutcome(LanguageReader(), text).get() == FieldReading(.text(tag)))
  }

  @Test(arguments: [
    ("English", "en"), ("french", "fr"), ("Français", "fr"), ("francais", "fr"), ("Anglais", "en"),
    ("Deutsch", "de"), ("Español", "es"), ("Spanish", "es"), ("espagnol", "es"), ("中文", "zh"),
    ("русский", "ru"), ("العربية", "ar"), ("हिन्दी", "hi"), ("日本語", "ja"), ("Inuktitut", "iu"),
    ("eng", "en"), ("fra", "fr"), ("fre", "fr"), ("iw", "he"), ("fr_CA", "fr-CA"),
    ("zh-yue", "yue"),
    ("zh-min-nan", "nan"), ("French (Canada)", "fr-CA"), ("anglais (États-Unis)", "en-US"),
    ("Norwegian Bokmål", "nb"), ("Mandarin", "zh"), ("Tagalog", "tl"), ("Filipino", "fil"),
    ("Lao", "lo"), ("LSQ", "fcs"), ("Mi’kmaq", "mic"),
  ])
  func namesAreNoted(text: String, tag: String) throws {
    let reading = try referenceOutcome(LanguageReader(), text).get()
    #expect(reading == FieldReading(.text(tag), remarks: [normalisedNote(text, tag)]))
  }

  @Test(arguments: [
    ("Frnch", "French"), ("Englsh", "English"), ("qq", nil), ("en-", nil), ("-en", nil),
    ("en--CA", nil),
    ("en-ZZZ", nil), ("en-QQ", nil), ("fr-Zzqq", nil), ("en-x", nil), ("en-u", nil),
    ("en-a-bb-a-cc", nil),
    ("french/english", nil), ("Klingonish", nil), ("e", nil), ("en-abcdefghi", nil), ("", nil),
    ("French (Atlantis)", nil), ("en fr", nil),
  ])
  func othersAreRefused(text: String, suggestion: String?) {
    guard case .failure(let problem) = referenceOutcome(LanguageReader(), text) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(problem.code == "value.enum-unknown")
    #expect(problem.content.variant == "language")
    #expect(problem.content.arguments == [IssueArgument("value", text)])
    #expect(problem.suggestion?.text == suggestion)
  }

  @Test(arguments: [
    ("CAD", nil, "CAD"), ("cad", nil, "CAD"), ("JPY", "CA", "JPY"), ("Eur", nil, "EUR"),
  ])
  func currencyCodes(text: String, country: String?, code: String) throws {
    #expect(
      try referenceOutcome(CurrencyReader(), text, inCountry(country)).get()
        == FieldReading(.text(code)))
  }

  @Test(arguments: [("CA", "CAD"), ("US", "USD")])
  func dollarsByCountry(country: String, code: String) throws {
    #expect(
      try referenceOutcome(CurrencyReader(), "$", inCountry(country)).get()
        == FieldReading(.text(code), remarks: [normalisedNote("$", code)]))
  }

  @Test(arguments: [
    ("$", nil, nil), ("$", "AU", nil), ("Dollar", "CA", nil), ("XYZ", nil, nil), ("CA", nil, nil),
    ("€", nil, "EUR"), ("US$", "CA", "USD"), ("", nil, nil), ("DEM", nil, nil),
  ])
  func otherCurrencies(text: String, country: String?, suggestion: String?) {
    guard
      case .failure(let problem) = referenceOutcome(CurrencyReader(), text, inCountry(country))
    else {
      Issue.record("\(text) was read")
      return
    }
    #expect(problem.code == "value.enum-unknown")
    #expect(problem.content.variant == "currency")
    #expect(problem.content.arguments == [IssueArgument("value", text)])
    #expect(problem.suggestion?.text == suggestion)
  }

  @Test(arguments: [
    ("CAD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("ISK", 0), ("TND", 3), ("XYZ", nil),
    ("cad", nil),
  ])
  func decimalsOfCurrencies(code: String, digits: Int?) {
    #expect(Currencies.minorDigits(of: code) == digits)
  }

  @Test(arguments: [
    ("$", ["AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "USD"]), ("€", ["EUR"]), ("£", ["GBP"]),
    ("us$", ["USD"]), ("C$", ["CAD"]), ("x", []),
  ])
  func signsOfCurrencies(sign: String, codes: [String]) {
    #expect(Currencies.currencies(ofSign: sign).sorted() == codes)
  }
}
