import TabularCore

/// The languages, scripts and regions that BCP 47 tags are made of.
struct Languages: Sendable {
  /// The lists, built at first use.
  static let all = Languages()

  /// Subtags by their shortest codes and by all codes they replace, without most of three letters.
  private var subtags: [String: String] = [:]
  /// Subtags of three letters that have no shorter one, built when such a code is read.
  private static let threeLetter: Set<String> = {
    var codes: Set<String> = []
    for group in LanguageTable.threeLetter.split(separator: " ") {
      let parts = group.split(separator: ":")
      guard parts.count == 2 else { continue }
      for letter in parts[1] { codes.insert(parts[0] + String(letter)) }
    }
    return codes
  }()
  private static let scripts = Set(
    LanguageTable.scripts.split(separator: " ").map(String.init))
  /// Whole tags, in lower case, that are replaced.
  private var replacedTags: [String: String] = [:]
  private static var lines: [(code: String, alpha3: String, spellings: Substring)] {
    CodeLines.lines(of: LanguageTable.named)
  }

  /// The English names and the spellings of the table, built when a cell is not a code.
  private static let english: NameIndex = {
    var index = NameIndex()
    addEnglish(to: &index)
    return index
  }()

  /// The French names, searched only if no English one matches.
  private static let frenchNames: NameIndex = {
    var index = NameIndex()
    addNames(in: "fr", to: &index)
    return index
  }()

  /// The Spanish names, searched only if no English or French one matches.
  private static let spanishNames: NameIndex = {
    var index = NameIndex()
    addNames(in: "es", to: &index)
    return index
  }()

  /// What may be meant by a name that is none.
  private static let proposals: NameIndex = {
    var index = NameIndex()
    addEnglish(to: &index)
    addNames(in: "fr", to: &index)
    return index
  }()

  private static func addEnglish(to index: inout NameIndex) {
    addNames(in: "en", to: &index)
    for (subtag, _, spellings) in lines {
      for name in spellings.split(separator: "|") { index.add(String(name), for: subtag) }
    }
  }

  private static func addNames(in language: String, to index: inout NameIndex) {
    for (subtag, name) in UnicodeNames.languages.names(of: lines.map(\.code), in: language) {
      index.add(name, for: subtag)
    }
  }

  /// The names in other languages and the languages' own, searched last.
  private static let foreign = ForeignNames(.languages, of: lines.map(\.code))

  private init() {
    for (subtag, alpha3, _) in Self.lines {
      subtags[subtag] = subtag
      subtags[alpha3] = subtag
    }
    for (pairs, areSubtags) in [
      (LanguageTable.bibliographic, true), (LanguageTable.replaced, false),
    ] {
      for pair in pairs.split(separator: " ") {
        let parts = pair.split(separator: "=")
        guard parts.count == 2 else { continue }
        if areSubtags {
          subtags[String(parts[0])] = String(parts[1])
        } else {
          replacedTags[String(parts[0])] = String(parts[1])
        }
      }
    }
  }

  /// The canonical subtag of a language code of two or three letters in lower case.
  func subtag(of code: String) -> String? {
    if let tag = replacedTags[code], tag.utf8.count <= 3 { return tag }
    if let subtag = subtags[code] { return subtag }
    return code.utf8.count == 3 && Self.threeLetter.contains(code) ? code : nil
  }

  /// Whether a script is one of ISO 15924, written `Latn`.
  func isScript(_ script: String) -> Bool { Self.scripts.contains(script) }

  /// The tag that replaces a whole tag given in lower case.
  func replacement(of tag: String) -> String? { replacedTags[tag] }

  /// The subtag of a language's name in any language; `nil` also for a name that several have.
  func subtag(named name: String) -> String? {
    Self.english.value(named: name) ?? Self.frenchNames.value(named: name)
      ?? Self.spanishNames.value(named: name) ?? Self.foreign.meaning(of: name).code
  }

  /// The language name that a text nearly spells.
  func suggestion(for text: String) -> Issue.Suggestion? {
    Self.proposals.suggestion(for: text, noun: "language")
  }
}
