/// What commands say about themselves, by its English.
///
/// The commands declare their help in English where they declare their options. Each of these texts stands
/// in the section `help` of the language files once more, under the same key in all of them; a test finds
/// one that is missing there, and one that no command says any more.
package struct HelpTexts: Sendable {
  /// What is told apart: the same English may be a sentence, a title or the name of a value.
  package enum Kind: String, CaseIterable, Sendable {
    /// Sentences about commands.
    case commands
    /// Sentences about options and arguments.
    case options
    /// Titles.
    case sections
    /// What stands for a value: `location`.
    case names
  }

  private let texts: [Kind: [String: String]]
  private let language: Language

  /// The texts of a language.
  package init(in language: Language) {
    self.language = language
    var texts: [Kind: [String: String]] = [:]
    for kind in Kind.allCases {
      for key in Language.english.keys(below: "help/\(kind.rawValue)") {
        let path = "help/\(kind.rawValue)/\(key)"
        guard let english = Language.english.text(path), let text = language.text(path) else {
          continue
        }
        texts[kind, default: [:]][english] = text
      }
    }
    self.texts = texts
  }

  /// The English texts.
  package func english(_ kind: Kind) -> Set<String> { Set(texts[kind, default: [:]].keys) }

  /// A text in the language; `nil` for one that no language file has.
  package func text(_ english: String, _ kind: Kind) -> String? { texts[kind]?[english] }

  /// A word of the page itself, with its placeholders filled in.
  package func word(_ name: String, _ values: KeyValuePairs<String, String> = [:]) -> String {
    var text = language.text("help/words/\(name)") ?? ""
    for (key, value) in values { text = text.replacing("{\(key)}", with: value) }
    return text
  }

  /// A text with the names of values between `<` and `>` in the language.
  package func named(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let name = String(rest[rest.index(after: start)..<end])
      result += rest[...start] + (self.text(name, .names) ?? name) + ">"
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
