public import TabularCore

/// How the plain Table Schema types are written.
public struct PlainFormat: Sendable, Hashable {
  /// The `format` property: `default`, `any`, a pattern, or a string format such as `email`.
  public var format = "default"
  /// Texts read as true.
  public var trueValues = ["true", "True", "TRUE", "1"]
  /// Texts read as false.
  public var falseValues = ["false", "False", "FALSE", "0"]
  /// The decimal mark of numbers.
  public var decimalMark = "."
  /// The group mark of numbers; empty for none.
  public var groupMark = ""
  /// Whether a number stands alone, without signs of currency or percent.
  public var isBareNumber = true
  /// The delimiter of lists.
  public var delimiter = ","
  /// Texts read as no value; `nil` leaves it to the table and the tool's placeholders.
  public var missingValues: [String]?

  /// The defaults of Table Schema v2.
  public init() {}
}

/// Limits of a value, as Table Schema's `constraints`.
public struct Constraints: Sendable, Hashable {
  /// The fewest characters, or items of a list.
  public var minimumLength: Int?
  /// The most characters, or items of a list.
  public var maximumLength: Int?
  /// The lowest value, as text in the field's canonical form.
  public var minimum: String?
  /// The highest value, as text in the field's canonical form.
  public var maximum: String?
  /// The lowest value is itself excluded.
  public var exclusiveMinimum: String?
  /// The highest value is itself excluded.
  public var exclusiveMaximum: String?
  /// A regular expression (XML Schema's) that the whole canonical text must match.
  public var pattern: String?
  /// What the pattern allows, in words: "letters, digits, `-` and `_` only".
  public var patternWords: LocalizedText?
  /// Values allowed, as canonical texts, for types other than enumerations.
  public var allowedValues: [String]?
  /// The fewest characters of an item of a list.
  public var itemMinimumLength: Int?
  /// The most characters of an item of a list.
  public var itemMaximumLength: Int?

  /// No limits.
  public init() {}
}
