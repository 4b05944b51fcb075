import Schemas
import TabularCore

/// The countries of ISO 3166-1, by code and by name.
struct Countries: Sendable {
  /// The list, built at first use.
  static let all = Countries()

  private var codes: [String: String] = [:]
  private var shownNames: [String: String] = [:]
  private var names = NameIndex()

  private init() {
    for line in CountryTable.text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3 else { continue }
      let code = String(parts[0])
      codes[code] = code
      codes[String(parts[1])] = code
      for name in parts[2].split(separator: "|") {
        if shownNames[code] == nil { shownNames[code] = String(name) }
        names.add(String(name), for: code)
        // Names that begin with "Saint" are as often written short.
        // ISO 3166-1 writes what stands behind a comma in parentheses: "Iran (Islamic Republic of)".
        if let comma = name.firstRange(of: ", ") {
          let rest = name[comma.upperBound...]
          names.add("\(name[..<comma.lowerBound]) (\(rest))", for: code)
          names.add("\(name[..<comma.lowerBound]) (the \(rest))", for: code)
        }
        for (long, short) in Self.saints where name.hasPrefix(long) {
          names.add(short + name.dropFirst(long.count), for: code)
        }
      }
    }
  }

  /// All alpha-2 codes.
  var alpha2Codes: Dictionary<String, String>.Keys { shownNames.keys }

  /// Whether a text is an alpha-2 code in upper case.
  func isAlpha2(_ code: String) -> Bool { shownNames[code] != nil }

  /// The English short name of an alpha-2 code.
  func name(of code: String) -> String? { shownNames[code] }

  private static let saints = [
    ("Saint ", "St "), ("Saint ", "St. "), ("St. ", "St "), ("Saint-", "St-"), ("Sainte-", "Ste-"),
  ]

  /// The alpha-2 code of a code or name, whatever its case, width and spaces.
  func code(of text: String) -> String? {
    let name = foldedValue(text)
    let letters = abbreviation(name) ?? name
    if letters.utf8.count <= 3, let code = codes[letters.uppercased()] { return code }
    if let code = names.value(named: name) { return code }
    for article in ["the ", "les ", "la ", "le ", "l'", "l’"] where name.hasPrefix(article) {
      if let code = names.value(named: String(name.dropFirst(article.count))) { return code }
    }
    for article in [" (the)", " (les)", " (la)", " (le)", " (l')", " (l’)"]
    where name.hasSuffix(article) {
      if let code = names.value(named: String(name.dropLast(article.count))) { return code }
    }
    let bare = ["los ", "las ", "el ", "la "].first(where: name.hasPrefix)
      .map { String(name.dropFirst($0.count)) }
    return Self.spanish.value(named: name) ?? bare.flatMap { Self.spanish.value(named: $0) }
  }

  /// Looked in where no other name fits, so that it is seldom built.
  private static let spanish = SpanishNames.index(of: SpanishNames.countries)

  /// The country name that a text nearly spells.
  func suggestion(for text: String) -> Issue.Suggestion? {
    names.suggestion(for: text, noun: "country")
  }
}
