public import TabularCore

/// One kind of record: its fields, keys, references and rules, and how it is stored.
public struct TableSchema: Sendable {
  /// What an import does with a row whose key is stored, and with one whose key is not.
  public enum WriteMode: String, Sendable, CaseIterable {
    /// Creates or updates.
    case upsert
    /// Creates; stored records are skipped.
    case insertOnly = "insert-only"
    /// Updates; a key that is not stored is an error.
    case updateOnly = "update-only"
  }

  /// Which records count as live: the ones other live records may refer to.
  public struct Liveness: Sendable, Hashable {
    /// The status-like field.
    public var field: String
    /// The values that make a record not live, as they are stored, so that no live child may refer to it:
    /// `0` or `1` of a Boolean.
    public var closedValues: [String]

    /// A status field and the values that close a record.
    public init(field: String, closedValues: [String]) {
      self.field = field
      self.closedValues = closedValues
    }
  }

  /// Columns that identify a record of another table; any one of them is enough.
  public struct Identity: Sendable, Hashable {
    /// The fields, each with a reference to `table`; the first one is stored and stands in the key.
    public var fields: [String]
    /// The table they refer to.
    public var table: String

    /// Fields that identify a record of a table.
    public init(fields: [String], table: String) {
      self.fields = fields
      self.table = table
    }
  }

  /// The machine name, `storage_rooms`.
  public var name: String
  /// The title for people.
  public var title: LocalizedText
  /// What one record is called in a sentence: "location".
  public var noun: LocalizedText
  /// What several records are called: "locations".
  public var nounPlural: LocalizedText
  /// What the table is for, one sentence.
  public var description: LocalizedText
  /// The sheet's name in a workbook.
  public var sheetName: String
  /// Other names of the sheet.
  public var sheetAliases: [String]
  /// The file stem of a delimited file.
  public var fileStem: String
  /// The fields, in template order.
  public var fields: [Field]
  /// The names of the fields that identify a record.
  public var naturalKey: [String]
  /// Other sets of fields that are unique together (blank ones excluded).
  public var uniqueKeys: [[String]]
  /// References to other tables.
  public var references: [Reference]
  /// Identities made of several columns.
  public var identities: [Identity]
  /// Row rules and set rules, in the order of their reports.
  public var rules: [Rule]
  /// Headers that are known but not read.
  public var ignoredHeaders: [String]
  /// What an import does with stored and new keys.
  public var writeMode: WriteMode
  /// Which records are live.
  public var liveness: Liveness?
  /// The field whose change in a stored record should be checked by somebody (`key.identity-changed`).
  public var identityField: String?
  /// Child tables for which a record without children is noted (`reference.unused`).
  public var expectedChildren: [String]
  /// The target table and the checks of the store.
  public var store: StoreMapping
  /// How a delimited file of the table is written, where the descriptor says so.
  public var dialect: TableDialect?
  /// How much of the table one run may change without approval, where the descriptor says so.
  public var guards = GuardLimits()
  /// How the records are assessment items; `nil` where they are none.
  public var items: ItemMapping?
  /// Whether a row with a known external identifier gives its record the row's key.
  public var renamesBySourceID = false

  /// A table; everything but its name and fields has a default.
  public init(
    name: String, title: LocalizedText? = nil, description: LocalizedText = LocalizedText(""),
    sheetName: String? = nil, sheetAliases: [String] = [], fileStem: String? = nil,
    fields: [Field] = [], naturalKey: [String] = [], uniqueKeys: [[String]] = [],
    references: [Reference] = [], identities: [Identity] = [], rules: [Rule] = [],
    ignoredHeaders: [String] = [], writeMode: WriteMode = .upsert, liveness: Liveness? = nil,
    identityField: String? = nil, expectedChildren: [String] = [], store: StoreMapping? = nil,
    dialect: TableDialect? = nil
  ) {
    self.name = name
    self.title = title ?? LocalizedText(name)
    let words = name.split(separator: "_").joined(separator: " ")
    self.noun = LocalizedText(words.hasSuffix("s") ? String(words.dropLast()) : words)
    self.nounPlural = LocalizedText(words)
    self.description = description
    self.sheetName = sheetName ?? name
    self.sheetAliases = sheetAliases
    self.fileStem = fileStem ?? name
    self.fields = fields
    self.naturalKey = naturalKey
    self.uniqueKeys = uniqueKeys
    self.references = references
    self.identities = identities
    self.rules = rules
    self.ignoredHeaders = ignoredHeaders
    self.writeMode = writeMode
    self.liveness = liveness
    self.identityField = identityField
    self.expectedChildren = expectedChildren
    self.store = store ?? StoreMapping(table: name)
    self.dialect = dialect
  }

  /// The field with a machine name.
  public func field(named name: String) -> Field? {
    fields.first { $0.name == name }
  }

  /// The index of the field with a machine name, from 0.
  public func fieldIndex(named name: String) -> Int? {
    fields.firstIndex { $0.name == name }
  }

  /// The fields of another table, or of this one, that references look records up by; without repeats.
  public func referenceTargets(in table: String) -> [String] {
    var targets: [String] = []
    for reference in references
    where reference.table == table && !targets.contains(reference.targetField) {
      targets.append(reference.targetField)
    }
    return targets
  }

  /// The fields that hold the present parts of a key that a row replaces, with those parts, by index.
  public var renaming: [(field: Int, key: Int)] {
    fields.indices.compactMap { index in
      fields[index].renames.flatMap(fieldIndex(named:)).map { (index, $0) }
    }
  }

  /// The reference that starts at a field.
  public func reference(from field: String) -> Reference? {
    references.first { $0.field == field }
  }
}
