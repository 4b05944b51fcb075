/// The target table of a schema.
public struct StoreMapping: Sendable, Hashable {
  /// An index beside the keys, perhaps partial.
  public struct Index: Sendable, Hashable {
    /// The index's name.
    public var name: String
    /// The columns.
    public var columns: [String]
    /// Whether no two records share the columns.
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

  /// The target table's name.
  public var table: String
  /// Whether the table is Registrar's.
  ///
  /// Such a table is made and migrated by it and has columns that say who wrote a record when. A
  /// table of another program is only read and written, record by record.
  public var isOwned = true
  /// The column of the surrogate key.
  public var idColumn = "id"
  /// The columns that say who wrote a record when, of the four that owned tables have.
  public var provenance = ["created_at", "updated_at", "created_run", "updated_run"]
  /// SQL of columns that no field fills, for new records.
  public var defaults: [String: String] = [:]
  /// CHECK conditions over columns, in common SQL.
  public var checks: [String]
  /// Indexes beside the keys.
  public var indexes: [Index]

  /// A target table.
  public init(table: String, checks: [String] = [], indexes: [Index] = []) {
    self.table = table
    self.checks = checks
    self.indexes = indexes
  }
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
  /// Items in a table of their own; `position` names the column that keeps their order.
  case list(table: String, owner: String, item: String, position: String?)
  /// Sealed in the tool's secrets table.
  case secret
  /// Nowhere.
  case none
}
