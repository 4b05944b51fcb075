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
  /// The lines of the table: the subtag, the code of three letters, and spellings.
  private static var lines: [(subtag: String, alpha3: String, spellings: Substring)] {
    LanguageTable.named.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard parts.count > 1 else { return nil }
      let spellings = parts.count > 2 ? Substring(parts[2]) : ""
      return (String(Substring(parts[0])), String(Substring(parts[1])), spellings)
    }
  }

  /// The English and French names and those that people write, built when a cell is not a code.
  private static let names: NameIndex = {
    var index = NameIndex()
    let subtags = lines.map(\.subtag)
    for (subtag, name) in UnicodeNames.languages.names(of: subtags, in: "en") {
      index.add(name, for: subtag)
    }
    for (subtag, _, spellings) in lines {
      for name in spellings.split(separator: "|") { index.add(String(name), for: subtag) }
    }
    for (subtag, name) in UnicodeNames.languages.names(of: subtags, in: "fr") {
      index.add(name, for: subtag)
    }
    return index
  }()

  /// The Spanish names, searched only if no English or French one matches.
  private static let spanish: NameIndex = {
    var index = NameIndex()
    for (subtag, name) in UnicodeNames.languages.names(of: lines.map(\.subtag), in: "es") {
      index.add(name, for: subtag)
    }
    return index
  }()

  /// The names in other languages and the languages' own, searched last.
  private static let foreign = ForeignNames(.languages, of: lines.map(\.subtag))

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
    Self.names.value(named: name) ?? Self.spanish.value(named: name)
      ?? Self.foreign.meaning(of: name).code
  }

  /// The language name that a text nearly spells.
  func suggestion(for text: String) -> Issue.Suggestion? {
    Self.names.suggestion(for: text, noun: "language")
  }
}
