public import TabularCore

/// What the plan does with one row of a file.
public struct PlannedChange: Sendable, Hashable {
  /// What happens to a row.
  public enum Operation: String, Sendable, CaseIterable {
    /// It makes a record.
    case create
    /// It changes a stored record.
    case update
    /// Its record is stored as it is.
    case unchanged
    /// It removes a stored record.
    case delete
    /// It is left out on purpose.
    case skip
    /// It has an error, or depends on a row that has one.
    case invalid
  }

  /// A field that an update changes.
  public struct Field: Sendable, Hashable {
    /// The field's machine name.
    public var name: String
    /// What is stored, in its canonical form; empty for no value, and for a secret.
    public var before: String
    /// What will be stored, in its canonical form; empty for no value, and for a secret.
    public var after: String
    /// How people write the value before.
    public var beforeForm: ValueForm
    /// How people write the value afterwards.
    public var afterForm: ValueForm
    /// Whether the values are personal, hidden when reports are redacted.
    public var isPersonal: Bool
    /// Whether the values are secrets, of which nothing is told.
    public var isSecret: Bool

    /// A field with its values before and after.
    public init(
      _ name: String, before: String, after: String, isPersonal: Bool = false,
      isSecret: Bool = false, beforeForm: ValueForm = .plain, afterForm: ValueForm = .plain
    ) {
      self.name = name
      self.before = isSecret ? "" : before
      self.after = isSecret ? "" : after
      self.beforeForm = beforeForm
      self.afterForm = afterForm
      self.isPersonal = isPersonal
      self.isSecret = isSecret
    }
  }

  /// The table's machine name.
  public var table: String
  /// The natural key; empty when it could not be read.
  public var key: [String]
  /// Whether the key holds personal values.
  public var isKeyPersonal: Bool
  /// What becomes of the row.
  public var operation: Operation
  /// The input file; `nil` for a record that no row names.
  public var source: SourceID?
  /// The file's name, last path component; `nil` for a record that no row names.
  public var file: String?
  /// The sheet's name; `nil` for a delimited file.
  public var sheet: String?
  /// The worksheet row or physical line, from 1; `nil` for a record that no row names.
  public var row: Int?
  /// The fields that an update changes, in the table's order.
  public var fields: [Field]

  /// A change of a row.
  public init(
    _ operation: Operation, table: String, key: [String], isKeyPersonal: Bool = false,
    source: SourceID? = nil, file: String?, sheet: String? = nil, row: Int?, fields: [Field] = []
  ) {
    self.operation = operation
    self.table = table
    self.key = key
    self.isKeyPersonal = isKeyPersonal
    self.source = source
    self.file = file
    self.sheet = sheet
    self.row = row
    self.fields = fields
  }

  /// The row of the file; without a row, the place of nothing.
  public var place: IssueLocation {
    IssueLocation(
      IssueLocation.Form(ofSheet: sheet), source: source, file: file, sheet: sheet,
      table: table, row: row)
  }
}
