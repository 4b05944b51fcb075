public import RecordMapping
public import TabularCore

/// What a plan does with one record: its values before and after.
///
/// A run tells its operations as an ``OperationStream``. A plan file keeps them without what only the run
/// knows: `source`, `storedID`, `storedKey`, `references` and `isPersonal` of fields.
public struct PlanOperation: Sendable, Hashable {
  /// What is done.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// The record is made.
    case create
    /// Some of its fields are changed.
    case update
    /// It is removed.
    case delete
    /// Values that another program wrote are kept, though the file has others.
    case keep
  }

  /// A field with what is stored and what will be.
  public struct Field: Sendable, Hashable {
    /// The field's machine name.
    public var name: String
    /// What is stored; null for no value, and for a secret.
    public var before: FieldValue
    /// What will be stored; null for no value, and for a secret.
    public var after: FieldValue
    /// How people write the value before.
    public var beforeForm: ValueForm
    /// How people write the value afterwards.
    public var afterForm: ValueForm
    /// Whether the values are secrets, of which nothing is told.
    public var isSecret: Bool
    /// Whether the values are personal.
    public var isPersonal: Bool

    /// A field with its values; those of a secret are dropped.
    public init(
      _ name: String, before: FieldValue = .null, after: FieldValue = .null, isSecret: Bool = false,
      isPersonal: Bool = false, beforeForm: ValueForm = .plain, afterForm: ValueForm = .plain
    ) {
      self.name = name
      self.before = isSecret ? .null : before
      self.after = isSecret ? .null : after
      self.beforeForm = beforeForm
      self.afterForm = afterForm
      self.isSecret = isSecret
      self.isPersonal = isPersonal
    }
  }

  /// What is done.
  public var kind: Kind
  /// The table's machine name.
  public var table: String
  /// The natural key that the record will have; of a delete, the one that it has.
  public var key: [String]
  /// The natural key that the stored record has; empty for a create.
  public var storedKey: [String] = []
  /// The surrogate id of the stored record; `nil` for a create.
  public var storedID: Int64?
  /// The input file; `nil` for a delete that no row asked for.
  public var source: SourceID?
  /// The file's name, unlike that of any other file of the run; `nil` for a delete that no row asked for.
  public var file: String?
  /// The sheet's name; `nil` for a delimited file.
  public var sheet: String?
  /// The worksheet row or physical line, from 1; `nil` for a delete that no row asked for.
  public var row: Int?
  /// The identifier of the record in the system it came from.
  public var sourceID: String?
  /// The run that wrote the stored record last.
  public var storedRun: String?
  /// The fingerprint of the stored record, eight hexadecimal digits per field of the schema; empty for
  /// a create.
  public var state: String
  /// The fields that change, in the table's order; of a create and a delete all that have a value.
  public var fields: [Field]
  /// The records that the record will refer to, by field in the table's order; of a delete, those that it
  /// refers to.
  public var references: [PlanReference] = []

  /// An operation on a record.
  public init(
    _ kind: Kind, table: String, key: [String], file: String? = nil, sheet: String? = nil,
    row: Int? = nil, sourceID: String? = nil, storedRun: String? = nil, state: String = "",
    fields: [Field] = []
  ) {
    self.kind = kind
    self.table = table
    self.key = key
    self.file = file
    self.sheet = sheet
    self.row = row
    self.sourceID = sourceID
    self.storedRun = storedRun
    self.state = state
    self.fields = fields
  }

  /// Whether another operation does the same to the same state of the record; which run wrote that
  /// state does not matter.
  func isSame(as other: PlanOperation) -> Bool {
    var other = other
    other.storedRun = storedRun
    return self == other
  }
}
