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

  private static var lines: [(code: String, alpha3: String, spellings: Substring)] {
    CodeLines.lines(of: CountryTable.text)
  }

  /// The English names.
  private static let englishNames = UnicodeNames.countries.names(of: all.alpha2Codes, in: "en")

  /// The codes of the English names as they stand, without the variants that make up half of a start with such a cell.
  static let plainEnglish: [String: String] = Dictionary(
    englishNames.map { (foldedValue($0.name), $0.code) }, uniquingKeysWith: { first, _ in first })

  /// The English names, their variants, and the spellings of the table, built when a cell is none of the names.
  private static let english: NameIndex = {
    var index = NameIndex()
    addEnglish(to: &index)
    return index
  }()

  /// The French names, searched only if no English one matches.
  private static let frenchNames: NameIndex = {
    var index = NameIndex()
    add(UnicodeNames.countries.names(of: all.alpha2Codes, in: "fr"), to: &index)
    return index
  }()

  /// The Spanish names, searched only if no English or French one matches.
  private static let spanishNames: NameIndex = {
    var index = NameIndex()
    add(UnicodeNames.countries.names(of: all.alpha2Codes, in: "es"), to: &index)
    return index
  }()

  /// What may be meant by a name that is none.
  private static let proposals: NameIndex = {
    var index = NameIndex()
    addEnglish(to: &index)
    add(UnicodeNames.countries.names(of: all.alpha2Codes, in: "fr"), to: &index)
    return index
  }()

  private static func addEnglish(to index: inout NameIndex) {
    add(englishNames, to: &index)
    for (code, _, spellings) in lines {
      add(spellings.split(separator: "|").map { (code, String($0)) }, to: &index)
    }
  }

  private static func add(_ names: [(code: String, name: String)], to index: inout NameIndex) {
    for (code, name) in names {
      index.add(name, for: code)
      // ISO 3166-1 puts what other lists write after a comma in parentheses: "Iran (Islamic Republic
      // of)".
      if name.contains(ascii: ", "), let comma = name.firstRange(of: ", ") {
        let rest = name[comma.upperBound...]
        index.add("\(name[..<comma.lowerBound]) (\(rest))", for: code)
        index.add("\(name[..<comma.lowerBound]) (the \(rest))", for: code)
      }
      // Names that begin with "Saint" are often abbreviated.
      guard name.utf8.first == UInt8(ascii: "S") else { continue }
      for (long, short) in saints where name.hasPrefix(long) {
        index.add(short + name.dropFirst(long.count), for: code)
      }
    }
  }

  /// The code of an English or French name.
  ///
  /// - Parameter name: the name, folded.
  private static func code(named name: String) -> String? {
    plainEnglish[name] ?? english.value(named: name) ?? frenchNames.value(named: name)
  }

  /// The code of an English name or a variant of one.
  static func code(ofEnglishName name: String) -> String? { english.value(named: name) }

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
    if let code = Self.code(named: name) { return .one(code) }
    for article in ["the ", "les ", "la ", "le ", "l'", "l’"] where name.hasPrefix(article) {
      if let code = Self.code(named: String(name.dropFirst(article.count))) {
        return .one(code)
      }
    }
    for article in [" (the)", " (les)", " (la)", " (le)", " (l')", " (l’)"]
    where name.hasSuffix(article) {
      if let code = Self.code(named: String(name.dropLast(article.count))) {
        return .one(code)
      }
    }
    let bare = ["los ", "las ", "el ", "la "].first(where: name.hasPrefix)
      .map { String(name.dropFirst($0.count)) }
    for name in [name, bare] {
      // Spellings of Spanish names lie beside those of English ones.
      guard let name else { continue }
      if let code = Self.spanishNames.value(named: name) ?? Self.code(named: name) {
        return .one(code)
      }
    }
    return Self.foreign.meaning(of: name)
  }

  /// The country name that a text nearly spells.
  func suggestion(for text: String) -> Issue.Suggestion? {
    Self.proposals.suggestion(for: text, noun: "country")
  }
}
