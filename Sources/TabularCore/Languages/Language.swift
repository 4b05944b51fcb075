/// A language, by its code of two letters (ISO 639-1).
///
/// Packages may use any language. The program itself speaks those of its language files.
public struct Language: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  /// The code, `en`.
  public var rawValue: String

  /// A language from its code.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A language from its code.
  public init(stringLiteral value: String) { rawValue = value }

  /// English, which replaces texts that another language lacks.
  public static let english: Language = "en"

  /// The languages that the program speaks: English first, the others by their codes.
  public static let spoken: [Language] =
    [english] + LanguageFile.all.map { Language(rawValue: $0.code) }.filter { $0 != english }

  /// A language that the program speaks; `nil` for any other code.
  public init?(spoken code: String) {
    guard LanguageFile.all.contains(where: { $0.code == code }) else { return nil }
    self.init(rawValue: code)
  }

  /// `en, es or fr`: the languages that the program speaks, as the English help lists them.
  public static let spokenList: String = {
    let codes = spoken.map(\.rawValue)
    return codes.dropLast().joined(separator: ", ") + " or " + (codes.last ?? "")
  }()
}

extension Language {
  private var file: LanguageFile? { LanguageFile.all.first { $0.code == rawValue } }

  private static let englishFile = LanguageFile.all.first { $0.code == english.rawValue }

  /// A text of the language's own file; `nil` if it has none.
  func ownText(_ key: String) -> String? { file?.text(key) }

  /// A text of the language, or of English if the language has none; `nil` for an unknown key.
  func text(_ key: String) -> String? {
    ownText(key) ?? Self.englishFile?.text(key)
  }

  /// The keys below a path in the language's own file.
  package func keys(below path: String) -> [String] { file?.keys(below: path + "/") ?? [] }

  /// Which of the forms of a word goes with a number, from 0: in English the first for 1, the second for
  /// all others.
  ///
  /// Each text of `plural` lists the numbers of one form, `0-1` for a range; the last form takes all
  /// other numbers.
  func form(of count: Int) -> Int {
    var index = 0
    while let numbers = ownText("plural/\(index)") {
      let bounds = numbers.split(separator: "-").compactMap { Int($0) }
      if let first = bounds.first, let last = bounds.last,
        (first...max(first, last)).contains(count)
      {
        return index
      }
      index += 1
    }
    return index
  }
}
