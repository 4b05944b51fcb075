/// A text in English, with translations into other languages.
public struct LocalizedText: Hashable, Sendable {
  /// The English text.
  public var english: String
  /// The texts in other languages.
  public var translations: [Language: String]

  /// A text with its translations.
  public init(_ english: String, _ translations: [Language: String] = [:]) {
    self.english = english
    self.translations = translations
  }

  /// The text in a language, or in English if there is no translation.
  public func text(in language: Language) -> String {
    translations[language] ?? english
  }

  /// The text in a language; `nil` if there is no translation.
  public subscript(language: Language) -> String? {
    language == .english ? english : translations[language]
  }

  /// The text in every language, English first, the others by their codes.
  public var all: [(language: Language, text: String)] {
    [(.english, english)]
      + translations.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
  }

  /// A text built for every language that the program speaks.
  public init(each text: (Language) -> String) {
    self.init(
      text(.english),
      Dictionary(
        Language.spoken.dropFirst().map { ($0, text($0)) }, uniquingKeysWith: { first, _ in first })
    )
  }

  /// A label of the program in all its languages.
  public init(label key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:])
  {
    self.init(each: { $0.label(key, values) })
  }
}
