import Schemas
import TabularCore

/// The countries of ISO 3166-1, by code and by name.
struct Countries: Sendable {
  /// The list, built at first use.
  static let all = Countries()

  private var codes: [String: String] = [:]
  private var shownNames: [String: String] = [:]
  /// The names, built when a cell is not a code.
  private static let names = makeNames()

  private init() {
    for (alpha2, alpha3, names) in Self.lines {
      let code = String(alpha2)
      codes[code] = code
      codes[String(alpha3)] = code
      shownNames[code] = String(Substring(names.utf8.prefix { $0 != UInt8(ascii: "|") }))
    }
  }

  /// The lines of the table: the codes of two and three letters, and the names.
  private static var lines: [(alpha2: Substring, alpha3: Substring, names: Substring)] {
    // By bytes: characters cost ten times as much, and every run reads the table.
    CountryTable.text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard parts.count == 3 else { return nil }
      return (Substring(parts[0]), Substring(parts[1]), Substring(parts[2]))
    }
  }

  private static func makeNames() -> NameIndex {
    var index = NameIndex()
    for (alpha2, _, names) in lines {
      let code = String(alpha2)
      for name in names.split(separator: "|") {
        index.add(String(name), for: code)
        // ISO 3166-1 puts what other lists write after a comma in parentheses: "Iran (Islamic Republic
        // of)".
        if let comma = name.firstRange(of: ", ") {
          let rest = name[comma.upperBound...]
          index.add("\(name[..<comma.lowerBound]) (\(rest))", for: code)
          index.add("\(name[..<comma.lowerBound]) (the \(rest))", for: code)
        }
        // Names that begin with "Saint" are often abbreviated.
        for (long, short) in saints where name.hasPrefix(long) {
          index.add(short + name.dropFirst(long.count), for: code)
        }
      }
    }
    return index
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
    if let code = Self.names.value(named: name) { return code }
    for article in ["the ", "les ", "la ", "le ", "l'", "l’"] where name.hasPrefix(article) {
      if let code = Self.names.value(named: String(name.dropFirst(article.count))) { return code }
    }
    for article in [" (the)", " (les)", " (la)", " (le)", " (l')", " (l’)"]
    where name.hasSuffix(article) {
      if let code = Self.names.value(named: String(name.dropLast(article.count))) { return code }
    }
    let bare = ["los ", "las ", "el ", "la "].first(where: name.hasPrefix)
      .map { String(name.dropFirst($0.count)) }
    return Self.spanish.value(named: name) ?? bare.flatMap { Self.spanish.value(named: $0) }
  }

  /// Searched only if no other name matches, so that it is rarely built.
  private static let spanish = SpanishNames.index(of: SpanishNames.countries)

  /// The country name that a text nearly spells.
  func suggestion(for text: String) -> Issue.Suggestion? {
    Self.names.suggestion(for: text, noun: "country")
  }
}
