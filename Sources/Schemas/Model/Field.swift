public import TabularCore

/// A column of a table: what its cells mean, what they must satisfy, and where the value is stored.
public struct Field: Sendable {
  /// Who may see the values.
  public enum Privacy: String, Sendable, CaseIterable {
    /// Anyone.
    case none
    /// About a person; hidden when reports are redacted.
    case personal
    /// Never shown, never logged.
    case secret
  }

  /// What happens to a secret.
  public enum SecretPolicy: String, Sendable, CaseIterable {
    /// A filled cell is an error.
    case refuse
    /// Stored as a salted hash only.
    case hash
    /// Stored sealed.
    case keep
  }

  /// A value of a closed list, with its other names.
  public struct EnumValue: Sendable, Hashable {
    /// The canonical value.
    public var value: String
    /// Names read as this value.
    public var aliases: [String]
    /// What people see in a list, if it differs.
    public var label: LocalizedText?
    /// The number that another program's table keeps for the value.
    public var stored: Int64?

    /// A value with its aliases.
    public init(
      _ value: String, aliases: [String] = [], label: LocalizedText? = nil, stored: Int64? = nil
    ) {
      self.value = value
      self.aliases = aliases
      self.label = label
      self.stored = stored
    }
  }

  /// A date and time given in two columns: the headers of each.
  public struct DateTimeParts: Sendable, Hashable {
    /// Headers of the date column.
    public var dateHeaders: [String]
    /// Headers of the time column.
    public var timeHeaders: [String]
    /// The field whose date is taken when the date column is absent.
    public var dateFrom: FieldPath?

    /// The headers of both columns.
    public init(dateHeaders: [String], timeHeaders: [String], dateFrom: FieldPath? = nil) {
      self.dateHeaders = dateHeaders
      self.timeHeaders = timeHeaders
      self.dateFrom = dateFrom
    }
  }

  /// Where a value comes from when a new record's cell is blank.
  public enum Default: Sendable, Hashable {
    /// A text, read like a cell.
    case text(String)
    /// Another field, of this row or of a record it refers to.
    case path(FieldPath)
    /// An SQL expression over the row's fields.
    case expression(String)
  }

  /// The machine name, `time_zone`.
  public var name: String
  /// The header in templates.
  public var label: LocalizedText
  /// What the field means, for header notes.
  public var description: LocalizedText
  /// Other headers, all languages together.
  public var aliases: [String]
  /// What a cell is read as.
  public var type: FieldType
  /// What an item is read as, for lists.
  public var itemType: FieldType
  /// How plain Table Schema types are written (format, true values and so on).
  public var plain: PlainFormat
  /// Whether every record must have a value.
  public var isRequired: Bool
  /// Whether every stored record has a value although a cell may be blank: the default fills it, and
  /// `[clear]` is refused as in a required field.
  public var isNeverNull: Bool
  /// In which other cases a value is required.
  public var requiredIf: ConditionalRequirement?
  /// The value of a new record whose cell is blank.
  public var defaultValue: Default?
  /// Limits of the value.
  public var constraints: Constraints
  /// The closed list, for enumerations and lists of them.
  public var enumValues: [EnumValue]
  /// Whether yes and no mean the first and second value of the list.
  public var acceptsYesNo: Bool
  /// Whether the time zone of the target that a run is for stands for the default.
  public var takesTargetZone = false
  /// Whether texts keep line breaks and inner runs of spaces.
  public var isMultiline: Bool
  /// Whether texts are stored in lower case.
  public var isLowercased: Bool
  /// Whether uniqueness and name look-ups compare folded texts.
  public var isFolded: Bool
  /// Words of a text that are read as another one, by their folded form.
  public var synonyms: [String: String] = [:]
  /// Decimals of a decimal or percent field.
  public var scale: Int?
  /// Whether more decimals are rounded (half to even) instead of refused.
  public var roundsToScale: Bool
  /// Whether a list's order matters.
  public var isOrderedList: Bool
  /// Whether an integer counts minutes and also reads `3h`, `3:00` and time cells.
  public var readsMinutes: Bool
  /// The field that holds the currency of a money field.
  public var currencyField: String?
  /// Where the country comes from; the first path with a value counts.
  public var countryFrom: [FieldPath]
  /// Where the time zone comes from; the first path with a value counts.
  public var zoneFrom: [FieldPath]
  /// The date of a date-time cell that holds a time only.
  public var dateFrom: FieldPath?
  /// The time of a date-time cell that holds a date only, in minutes since midnight.
  public var defaultTime: Int?
  /// The two columns a date-time may be given in.
  public var parts: DateTimeParts?
  /// Who may see the values.
  public var privacy: Privacy
  /// What happens to a secret.
  public var secretPolicy: SecretPolicy?
  /// How secrets of the policy `hash` are hashed.
  public var hashing = HashRule()
  /// An example, as typed.
  public var example: String?
  /// Whether the field is read, checked and not stored.
  public var isTransient: Bool
  /// The column or join table of the value.
  public var store: ColumnMapping
  /// The width of the template's column, in characters.
  public var templateWidth: Double?
  /// Texts that are values, although elsewhere they mean that there is none: `Null`, a family name.
  public var literals: [String] = []
  /// Whether a blank cell has the value of the cell above, as in grouped sheets.
  public var fillsDown = false
  /// Whether the database provides the value of a new record whose cell is blank: its default, a
  /// sequence.
  public var hasDatabaseDefault = false
  /// Which files of the attachments folder a cell may name; `nil` where it names none.
  public var attachment: AttachmentRule?
  /// SQL of the value of a new record, in place of the default, by the word of `--reset-passwords`.
  public var passwordResets: [String: String] = [:]
  /// The key field whose present value the cell holds, in rows that change the key of a record.
  public var renames: String?

  /// A field; everything but name and type has a default.
  public init(name: String, type: FieldType) {
    self.name = name
    self.label = LocalizedText(name)
    self.description = LocalizedText("")
    self.aliases = []
    self.type = type
    self.itemType = .string
    self.plain = PlainFormat()
    self.isRequired = false
    self.isNeverNull = false
    self.constraints = Constraints()
    self.enumValues = []
    self.acceptsYesNo = false
    self.isMultiline = false
    self.isLowercased = false
    self.isFolded = false
    self.roundsToScale = false
    self.isOrderedList = false
    self.readsMinutes = false
    self.countryFrom = []
    self.zoneFrom = []
    self.privacy = .none
    self.isTransient = false
    self.store = .column(name)
  }
}
