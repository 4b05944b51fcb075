/// The languages that Registrar speaks to people.
public enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// French.
  case french = "fr"
}

/// A text in English and, where there is one, in French.
public struct LocalizedText: Hashable, Sendable {
  /// The English text.
  public var english: String
  /// The French text, or `nil` where the English one has to do.
  public var french: String?

  /// A text with its translation.
  public init(_ english: String, french: String? = nil) {
    self.english = english
    self.french = french
  }

  /// The text in a language, in English where there is no other.
  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .french: french ?? english
    }
  }
}
