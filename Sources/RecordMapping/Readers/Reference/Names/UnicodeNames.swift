import Foundation

/// Names of things with codes, from the Unicode data (CLDR) in the ICU that Foundation carries.
enum UnicodeNames: Sendable {
  /// Countries by ISO 3166-1 alpha-2.
  case countries
  /// Languages by their BCP 47 subtags.
  case languages
  /// Currencies by ISO 4217.
  case currencies

  /// The names of codes in a language; codes without one are left out.
  func names(of codes: [String], in language: String) -> [(code: String, name: String)] {
    let locale = Locale(identifier: language)
    return codes.compactMap { code in
      name(of: code, in: locale).map { (code, $0) }
    }
  }

  /// What each language calls itself.
  static func ownNames(ofLanguages codes: [String]) -> [(code: String, name: String)] {
    codes.compactMap { code in
      languages.name(of: code, in: Locale(identifier: code)).map { (code, $0) }
    }
  }

  private func name(of code: String, in locale: Locale) -> String? {
    let name =
      switch self {
      case .countries: locale.localizedString(forRegionCode: code)
      case .languages: locale.localizedString(forLanguageCode: code)
      case .currencies: locale.localizedString(forCurrencyCode: code)
      }
    return name == code ? nil : name
  }
}
