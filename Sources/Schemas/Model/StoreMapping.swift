/// The target table of a schema.
public struct StoreMapping: Sendable, Hashable {
  /// An index beside the keys, perhaps partial.
  public struct Index: Sendable, Hashable {
    /// The index's name.
    public var name: String
    /// The columns.
    public var columns: [String]
    /// Whether the columns are unique together.
    public var isUnique: Bool
    /// The condition of a partial index, in common SQL.
    public var condition: String?

    /// An index over columns.
    public init(name: String, columns: [String], isUnique: Bool, condition: String? = nil) {
      self.name = name
      self.columns = columns
      self.isUnique = isUnique
      self.condition = condition
    }
  }

  /// The kind of a surrogate key.
  public enum IdentifierType: String, Sendable, CaseIterable {
    /// A whole number.
    case integer
    /// A UUID.
    case uuid
    /// A text that the database provides.
    case text
  }

  /// The target table's name; `hr.people` for one in another schema of the database.
  public var table: String
  /// Whether the table is Registrar's.
  ///
  /// Such a table is created and migrated by it and has provenance columns. A table of another program is
  /// only read and written, record by record.
  public var isOwned = true
  /// The column of the surrogate key.
  public var idColumn = "id"
  /// The kind of the surrogate key.
  public var idType = IdentifierType.integer
  /// The provenance columns (who wrote a record, and when), of the four that owned tables have.
  public var provenance = ["created_at", "updated_at", "created_run", "updated_run"]
  /// SQL for columns of new records that no field fills.
  public var defaults: [String: String] = [:]
  /// CHECK conditions over columns, in common SQL.
  public var checks: [String]
  /// Indexes beside the keys.
  public var indexes: [Index]
  /// Views that show several fields of a record as rows.
  public var rowViews: [RowView] = []

  /// A target table.
  public init(table: String, checks: [String] = [], indexes: [Index] = []) {
    self.table = table
    self.checks = checks
    self.indexes = indexes
  }
}

extension StoreMapping {
  /// The schema that a table's name begins with; `nil` for a table of the store's own schema.
  public static func schemaName(of table: String) -> String? {
    table.firstIndex(of: ".").map { String(table[..<$0]) }
  }

  /// A table's name without its schema.
  public static func bareName(of table: String) -> String {
    table.firstIndex(of: ".").map { String(table[table.index(after: $0)...]) } ?? table
  }
}

/// The form in which a store keeps a value, if it is not the usual one (`registrar:keeps`).
public enum KeptForm: String, Sendable, CaseIterable {
  /// The UTC instant of a date-time.
  case instant
  /// The local time of a date-time.
  case local
  /// The text that identifies the record referred to, instead of its id.
  case key
  /// The items of a list in one column.
  case array
}

/// Where a field's value is stored.
public enum ColumnMapping: Sendable, Hashable {
  /// A column.
  case column(String)
  /// A column, and a second one with the folded text.
  case foldedColumn(String, folded: String)
  /// A column that holds the surrogate id of the record referred to.
  case reference(String)
  /// The local text and the UTC instant of a date-time.
  case dateTime(local: String, utc: String)
  /// A column with only the UTC instant of a date-time; its local time follows from the zone.
  case instant(String)
  /// A column with only the local text of a date-time; its instant follows from the zone.
  case localTime(String)
  /// A column with all items of a list: an array, or a JSON array where the store has none.
  case array(String)
  /// Items in a table of their own; `position` names the column with their order.
  case list(table: String, owner: String, item: String, position: String?)
  /// Sealed in the tool's secrets table.
  case secret
  /// Nowhere.
  case none
}
