/// Phrases in arguments of issues: they are given in English and shown in the report's language.
public enum Phrases {
  /// The phrase in a language; unchanged if no translation is known.
  public static func text(_ phrase: String, in language: Language) -> String {
    guard language != .english else { return phrase }
    if let translation = language.ownText("phrases/" + phrase) { return translation }
    if let evidence = nearness(phrase, in: language) { return evidence }
    if phrase.hasPrefix(Self.change), let words = language.ownText("phrases/changed by") {
      return words + " " + phrase.dropFirst(Self.change.count)
    }
    // "a code such as `MAR1`": the phrase with an example.
    let words = " such as "
    var start = phrase.startIndex
    while start < phrase.endIndex {
      if phrase[start...].hasPrefix(words) {
        let example = phrase[phrase.index(start, offsetBy: words.count)...]
        let joint = language.text("phrases/such as") ?? "such as"
        return text(String(phrase[..<start]), in: language) + " \(joint) " + example
      }
      start = phrase.index(after: start)
    }
    return phrase
  }

  /// Whether a text is one of the tool's own phrases.
  public static func isKnown(_ phrase: String) -> Bool {
    Language.english.ownText("phrases/" + phrase) != nil || phrase.hasPrefix(change)
  }

  /// The beginning of a phrase that names the run that changed something.
  private static let change = "changed by "

  /// "the only value within one letter", for any kind of thing.
  private static func nearness(_ phrase: String, in language: Language) -> String? {
    guard phrase.hasPrefix("the only ") else { return nil }
    for end in ["but for signs and spaces", "within one letter", "within two letters"]
    where phrase.hasSuffix(" " + end) {
      let subject = "the only " + phrase.dropFirst(9).dropLast(end.count + 1)
      guard let distance = language.ownText("phrases/" + end),
        let sole = language.ownText("phrases/" + subject)
          ?? language.ownText("phrases/the only choice")
      else { return nil }
      return "\(sole) \(distance)"
    }
    return nil
  }

  /// The name of a month, from 1.
  static func month(_ number: Int, in language: Language) -> String {
    language.text("months/\(number - 1)") ?? ""
  }
}
