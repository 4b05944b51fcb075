public import Schemas

/// A table of a draft, with the evidence for its keys and references.
public struct DraftedTable: Sendable {
  /// A reference of a field to another table, or to its own.
  public struct Reference: Sendable {
    /// The field.
    public var field: String
    /// The table referred to.
    public var table: String
    /// The field of that table.
    public var target: String
    /// The rest of that table's key, and the fields that it comes from.
    public var with: [(target: String, field: String)] = []

    /// A reference by one field.
    public init(field: String, table: String, target: String) {
      self.field = field
      self.table = table
      self.target = target
    }
  }

  /// The machine name.
  public var name: String
  /// The title for people.
  public var title: String
  /// The name of the sheet.
  public var sheet: String
  /// Other names of the sheet or file.
  public var sheetAliases: [String] = []
  /// The stem of a delimited file; `nil` where it is the name.
  public var fileStem: String?
  /// The fields, in the order of the columns.
  public var fields: [DraftedField] = []
  /// The names of the fields that identify a record.
  public var key: [String] = []
  /// Other sets of fields that no two records share.
  public var uniqueKeys: [[String]] = []
  /// The references.
  public var references: [Reference] = []
  /// Headers that are not read.
  public var ignoredHeaders: [String] = []
  /// The table of another program; `nil` for one that the tool makes.
  public var store: StoreMapping?
  /// Where it was found: the store's table, the file, the file and sheet.
  public var source: String
  /// How many rows it had; `nil` where none were read.
  public var rowCount: Int?
  /// What was guessed of the table as a whole, and why.
  public var guesses: [Guess] = []

  /// A table without fields.
  public init(name: String, title: String, source: String) {
    self.name = name
    self.title = title
    self.sheet = title
    self.source = source
  }

  /// The field of a name.
  public func field(named name: String) -> DraftedField? { fields.first { $0.name == name } }

  /// The place of the field of a name, from 0.
  public func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }
}
