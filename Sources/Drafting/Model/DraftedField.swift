public import Schemas

/// A field of a drafted table, with the evidence for what it says.
public struct DraftedField: Sendable {
  /// The machine name.
  public var name: String
  /// The header for people.
  public var title: String
  /// What its cells are read as.
  public var type: FieldType
  /// Whether it is written without `registrar:type`, as strictly as Table Schema reads.
  public var format: String?
  /// The column of the store; `nil` where the name says it.
  public var column: String?
  /// The form in which the store keeps the value, if it is not the usual one.
  public var keeps: KeptForm?
  /// Other headers.
  public var aliases: [String] = []
  /// Whether a record needs a value from its file.
  public var isRequired = false
  /// Whether a record always has a value, although a cell may be blank.
  public var isNeverNull = false
  /// The value of a new record.
  public var defaultText: String?
  /// Whether the column's own default gives the value.
  public var hasDatabaseDefault = false
  /// The least value.
  public var minimum: String?
  /// The greatest value.
  public var maximum: String?
  /// What every value is above.
  public var exclusiveMinimum: String?
  /// What every value is below.
  public var exclusiveMaximum: String?
  /// The fewest characters.
  public var minimumLength: Int?
  /// The most characters.
  public var maximumLength: Int?
  /// The closed list.
  public var values: [String] = []
  /// The type of the items of a list.
  public var itemType: FieldType?
  /// How many decimals are kept.
  public var scale: Int?
  /// Whether line breaks are kept.
  public var isMultiline = false
  /// Whether it is read and not kept.
  public var isTransient = false
  /// Whose zone a date-time is in.
  public var zoneFrom: [String] = []
  /// The field with the currency of an amount.
  public var currencyField: String?
  /// Who may see the values.
  public var privacy = Field.Privacy.none
  /// What happens to a secret; `nil` where somebody has to decide.
  public var secretPolicy: Field.SecretPolicy?
  /// A value, where it may be shown.
  public var example: String?
  /// What was guessed, and why.
  public var guesses: [Guess] = []

  /// A field; everything but its name, title and type has a default.
  public init(name: String, title: String, type: FieldType) {
    self.name = name
    self.title = title
    self.type = type
  }
}
