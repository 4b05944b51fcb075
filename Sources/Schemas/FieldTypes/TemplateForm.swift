/// How a column of a template helps to fill it in.
public struct TemplateForm: Sendable {
  /// Values that a cell offers, where the schema lists none.
  public enum Choices: Sendable {
    /// None.
    case none
    /// Yes and no, in the language of the template.
    case yesNo
    /// These.
    case values([String])
    /// Time zones.
    case timeZones
    /// Currencies, as suggestions.
    case currencies
    /// Languages, as suggestions.
    case languages
    /// Provinces of the package's country, as suggestions.
    case subdivisions
  }

  /// What a spreadsheet program questions.
  public enum Rule: Sendable {
    /// What is no whole number between the limits, if there are any.
    case wholeNumber
    /// What is no number between the limits, if there are any.
    case number
    /// What is no number, or lies outside the limits.
    case amount
    /// What is no true date.
    case date
    /// What is no true time of day.
    case time
  }

  /// The key below `format` of what may be typed, in words.
  public var words: String
  /// What separates the values of a cell; `nil` for one that holds one value.
  public var separator: String?
  /// The values that a cell offers.
  public var choices: Choices
  /// What is questioned; `nil` for nothing.
  public var rule: Rule?
  /// The number format of the cells: `@` keeps what is typed, `nil` leaves it to the program.
  public var numberFormat: String?
  /// The least width, in characters.
  public var width: Int

  /// A form, with everything that belongs to it.
  public init(
    words: String, separator: String?, choices: Choices, rule: Rule?, numberFormat: String?,
    width: Int
  ) {
    self.words = words
    self.separator = separator
    self.choices = choices
    self.rule = rule
    self.numberFormat = numberFormat
    self.width = width
  }
}
