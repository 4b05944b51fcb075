import Foundation
import TabularCore
import TestSupport
import Testing

@testable import RecordMapping

/// Names of countries, languages and currencies, of the Unicode data and beside it.
@Suite struct ReferenceNameTests {
  /// What was read when the names were a table of our own: kind, name, code.
  private static func accepted() throws -> [(kind: Substring, name: String, code: String)] {
    let path = try Repository.path(of: "Tests/RecordMappingTests/AcceptedNames.tsv")
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t")
      return (parts[0], String(parts[1]), String(parts[2]))
    }
  }

  @Test func namesOnceRead_areStillRead() throws {
    let accepted = try Self.accepted()
    #expect(accepted.count > 2_000)
    for (kind, name, code) in accepted {
      let found =
        kind == "country" ? Countries.all.code(of: name) : Languages.all.subtag(named: name)
      #expect(found == code, "\(kind) \(name)")
    }
  }

  @Test(arguments: [
    ("Kanada", "CA"), ("Brasilien", "BR"), ("Österreich", "AT"), ("Osterreich", "AT"),
    ("Estados Unidos", "US"), ("Canadá", "CA"), ("Alemanha", "DE"), ("Zuid-Afrika", "ZA"),
    ("مصر", "EG"), ("المغرب", "MA"), ("Канада", "CA"), ("日本", "JP"), ("कनाडा", "CA"),
    ("Ελλάδα", "GR"), ("대한민국", "KR"), ("Gürcistan", "GE"), ("Georgien", "GE"),
  ])
  func countriesInOtherLanguages(name: String, code: String) throws {
    #expect(try referenceOutcome(CountryReader(), name).get().value == .text(code))
  }

  @Test func aNameOfTwoCountries_isTold() {
    #expect(
      referenceOutcome(CountryReader(), "Kongo")
        == .failure(CellProblem(.valueCountryAmbiguous(value: "Kongo", codes: ["CD", "CG"]))))
    #expect(Countries.all.code(of: "Kongo") == nil)
  }

  @Test(arguments: [
    ("Deutsch", "de"), ("alemão", "de"), ("الفرنسية", "fr"), ("Anglų", "en"), ("française", nil),
    ("ไทย", "th"), ("ᐃᓄᒃᑎᑐᑦ", "iu"), ("Gaeilge", "ga"), ("Kiswahili", "sw"),
  ])
  func languagesInOtherLanguages(name: String, tag: String?) {
    #expect((try? referenceOutcome(LanguageReader(), name).get())?.value.text == tag)
  }

  @Test(arguments: [
    ("Canadian Dollar", "CAD"), ("dollar canadien", "CAD"), ("dólar canadiense", "CAD"),
    ("Euro", "EUR"), ("Schweizer Franken", "CHF"), ("iene japonês", "JPY"), ("人民币", "CNY"),
    ("Dollar", nil), ("Franken", nil), ("Unknown Currency", nil),
  ])
  func currenciesByName(name: String, code: String?) {
    let read = try? referenceOutcome(CurrencyReader(), name).get()
    #expect(read?.value.text == code)
    #expect(read.map { $0.remarks == [normalisedNote(name, code ?? "")] } ?? true)
  }

  /// Of the languages that are indexed together, hardly a name means two things.
  @Test func namesRarelyMeanSeveralThings() {
    #expect(Countries.all.meaning(of: "Kongo") == .several(["CD", "CG"]))
    #expect(Countries.all.meaning(of: "Niger") == .one("NE"))
    #expect(Countries.all.meaning(of: "Atlantis") == .nothing)
  }
}
