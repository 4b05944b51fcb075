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
  /// The names, built when a cell is not a code.
  private static let names: NameIndex = {
    var names = NameIndex()
    for line in LanguageTable.named.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3 else { continue }
      for name in parts[2].split(separator: "|") { names.add(String(name), for: String(parts[0])) }
    }
    return names
  }()

  private init() {
    for line in LanguageTable.named.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3 else { continue }
      let subtag = String(parts[0])
      subtags[subtag] = subtag
      subtags[String(parts[1])] = subtag
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

  /// Searched only if no other name matches, so that it is rarely built.
  private static let spanish = SpanishNames.index(of: SpanishNames.languages)

  /// The subtag of a language's English, French, Spanish or own name.
  func subtag(named name: String) -> String? {
    Self.names.value(named: name) ?? Self.spanish.value(named: name)
  }

  /// The language name that a text nearly spells.
  func suggestion(for text: String) -> Issue.Suggestion? {
    Self.names.suggestion(for: text, noun: "language")
  }
}
