/// The stable name of a condition, `area.problem`.
///
/// Codes are explicit, never derived from a type's name, never renamed and never reused. The codes of
/// the tool itself are listed in `IssueCatalog`; codes of the area `rule` belong to packages.
public struct IssueCode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  /// The text, `value.required`.
  public var rawValue: String

  /// A code from its text.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A code from its text.
  public init(stringLiteral value: String) { self.rawValue = value }

  /// The part before the point, `value`.
  public var area: Substring { rawValue.prefix { $0 != "." } }
}

extension IssueCode: CustomStringConvertible, Comparable {
  /// The text, `value.required`.
  public var description: String { rawValue }
  /// By their bytes.
  public static func < (left: IssueCode, right: IssueCode) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A named argument of an issue's message.
public struct IssueArgument: Hashable, Sendable {
  /// The name in braces in the message template.
  public var name: String
  /// The text that takes its place.
  public var value: String
  /// The text as people write it, where that differs from the canonical one: `1875.00 CAD`, `yes`.
  public var shown: LocalizedText?

  /// An argument `{name}` with its text.
  public init(_ name: String, _ value: String, shown: LocalizedText? = nil) {
    self.name = name
    self.value = value
    self.shown = shown
  }

  /// The text in a sentence of a language.
  public func text(in language: Language) -> String { shown?.text(in: language) ?? value }

  /// An argument `{name}` with a number.
  public init(_ name: String, _ value: Int) {
    self.init(name, String(value))
  }
}
