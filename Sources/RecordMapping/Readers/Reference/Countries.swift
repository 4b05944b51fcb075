import Schemas
import TabularCore

/// The countries of ISO 3166-1, by code and by name.
struct Countries: Sendable {
  /// The list, built at first use.
  static let all = Countries()

  /// All alpha-2 codes, in order.
  private(set) var alpha2Codes: [String] = []
  private var codes: [String: String] = [:]

  private init() {
    for (alpha2, alpha3, _) in Self.lines {
      alpha2Codes.append(alpha2)
      codes[alpha2] = alpha2
      codes[alpha3] = alpha2
    }
  }

  /// The lines of the table: the codes of two and three letters, and spellings.
  private static var lines: [(alpha2: String, alpha3: String, spellings: Substring)] {
    // By bytes: characters cost ten times as much, and every run reads the table.
    CountryTable.text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard parts.count > 1 else { return nil }
      let spellings = parts.count > 2 ? Substring(parts[2]) : ""
      return (String(Substring(parts[0])), String(Substring(parts[1])), spellings)
    }
  }

  /// The English and French names and those that people write, built when a cell is not a code.
  private static let names: NameIndex = {
    var index = NameIndex()
    func add(_ name: String, for code: String) {
      index.add(name, for: code)
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
    let codes = all.alpha2Codes
    for (code, name) in UnicodeNames.countries.names(of: codes, in: "en") { add(name, for: code) }
    for (code, _, spellings) in lines {
      for name in spellings.split(separator: "|") { add(String(name), for: code) }
    }
    for (code, name) in UnicodeNames.countries.names(of: codes, in: "fr") { add(name, for: code) }
    return index
  }()

  /// The Spanish names, searched only if no English or French one matches.
  private static let spanish: NameIndex = {
    var index = NameIndex()
    for (code, name) in UnicodeNames.countries.names(of: all.alpha2Codes, in: "es") {
      index.add(name, for: code)
    }
    return index
  }()

  /// The names in other languages, searched last.
  private static let foreign = ForeignNames(.countries, of: all.alpha2Codes)

  /// Whether a text is an alpha-2 code in upper case.
  func isAlpha2(_ code: String) -> Bool { codes[code] == code }

  private static let saints = [
    ("Saint ", "St "), ("Saint ", "St. "), ("St. ", "St "), ("Saint-", "St-"), ("Sainte-", "Ste-"),
  ]

  /// The alpha-2 code of a code or name, whatever its case, width and spaces; `nil` also for a name that
  /// several countries have.
  func code(of text: String) -> String? { meaning(of: text).code }

  /// Which country a code or name means, whatever its case, width and spaces.
  func meaning(of text: String) -> NameMeaning {
    let name = foldedValue(text)
    let letters = abbreviation(name) ?? name
    if letters.utf8.count <= 3, let code = codes[letters.uppercased()] { return .one(code) }
    if let code = Self.names.value(named: name) { return .one(code) }
    for article in ["the ", "les ", "la ", "le ", "l'", "l’"] where name.hasPrefix(article) {
      if let code = Self.names.value(named: String(name.dropFirst(article.count))) {
        return .one(code)
      }
    }
    for article in [" (the)", " (les)", " (la)", " (le)", " (l')", " (l’)"]
    where name.hasSuffix(article) {
      if let code = Self.names.value(named: String(name.dropLast(article.count))) {
        return .one(code)
      }
    }
    let bare = ["los ", "las ", "el ", "la "].first(where: name.hasPrefix)
      .map { String(name.dropFirst($0.count)) }
    for name in [name, bare] {
      // Spellings of Spanish names lie beside those of English ones.
      guard let name else { continue }
      if let code = Self.spanish.value(named: name) ?? Self.names.value(named: name) {
        return .one(code)
      }
    }
    return Self.foreign.meaning(of: name)
  }

  /// The country name that a text nearly spells.
  func suggestion(for text: String) -> Issue.Suggestion? {
    Self.names.suggestion(for: text, noun: "country")
  }
}
