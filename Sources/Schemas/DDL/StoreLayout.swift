/// The target tables of a package: what a store creates, stages into and merges.
///
/// Derived from the package alone, so that every store and every dialect has the same columns.
public struct StoreLayout: Sendable, Hashable {
  /// The package's tables, parents before children.
  public var tables: [TargetTable]

  /// The layout of a package.
  public init(_ package: DataPackage) {
    let order = package.dependencyOrder
    let targets = Dictionary(
      package.tables.map { ($0.name, $0.store) }, uniquingKeysWith: { first, _ in first })
    tables = order.tables.compactMap { name in
      guard let schema = package.table(named: name) else { return nil }
      let deferred = order.deferred.filter { $0.table == name }.map(\.field)
      return TargetTable(schema, targets: targets, deferred: Set(deferred))
    }
  }

  /// Whether a table of the tool's own keeps the folded form of a text.
  public var hasFoldedColumns: Bool { !foldedColumns.isEmpty }

  /// The columns of the tool's own tables that keep the folded form of another column's text.
  public var foldedColumns: [FoldedColumn] {
    tables.filter(\.isOwned).flatMap { table in
      table.columns.filter { $0.role == .folded }.compactMap { column in
        table.columns.first { $0.field == column.field && $0.role == .value }.map {
          FoldedColumn(table: table.name, text: $0.name, folded: column.name)
        }
      }
    }
  }

  /// For each unique key over folded texts: its table and, as SQL, what distinguishes two records.
  ///
  /// - Parameter fold: the name of the function that folds a text.
  public func foldedKeys(
    by fold: String
  ) -> [(table: String, columns: [String], expressions: [String])] {
    let texts = Dictionary(
      foldedColumns.map { ("\($0.table).\($0.folded)", $0.text) },
      uniquingKeysWith: { first, _ in first })
    return tables.filter(\.isOwned).flatMap { table in
      ([table.keyColumns] + table.uniqueColumns)
        .filter { $0.contains { texts["\(table.name).\($0)"] != nil } }
        .map { columns in
          let expressions = columns.map { column in
            texts["\(table.name).\(column)"].map { "\(fold)(\(sqlIdentifier($0)))" }
              ?? sqlIdentifier(column)
          }
          return (table.name, columns, expressions)
        }
    }
  }

  /// A column with a text, and the one with its folded form.
  public struct FoldedColumn: Sendable, Hashable {
    /// The table's name in the store.
    public var table: String
    /// The column of the text.
    public var text: String
    /// The column of its folded form.
    public var folded: String
  }

  /// The target table of a table of the package.
  public func table(of schema: String) -> TargetTable? {
    tables.first { $0.schema == schema }
  }
}

/// A table of the store that holds the records of one table of the package.
public struct TargetTable: Sendable, Hashable {
  /// The name in the store.
  public var name: String
  /// The machine name of the table in the package.
  public var schema: String
  /// The columns, without the surrogate `id` and the four provenance columns.
  public var columns: [TargetColumn]
  /// The columns of the natural key.
  public var keyColumns: [String]
  /// Other sets of columns that are unique together.
  public var uniqueColumns: [[String]]
  /// The tables that hold the items of list fields.
  public var joinTables: [JoinTable]
  /// The views that show several fields of a record as rows.
  public var rowViews: [RowView]
  /// Conditions over columns that every record meets.
  public var checks: [String]
  /// Indexes beside the keys.
  public var indexes: [StoreMapping.Index]
  /// Whether the table is Registrar's, or another program's.
  public var isOwned: Bool
  /// The surrogate key's column.
  public var idColumn: String
  /// The kind of the surrogate key.
  public var idType: StoreMapping.IdentifierType
  /// Those of `provenanceColumns` that the table has.
  public var provenance: [TargetColumn]

  /// The columns that every table has after its own: `created_at`, `updated_at` (UTC instants),
  /// `created_run`, `updated_run` (runs).
  public static let provenanceColumns: [TargetColumn] = [
    TargetColumn(name: "created_at", kind: .instant, role: .provenance, isNotNull: true),
    TargetColumn(name: "updated_at", kind: .instant, role: .provenance, isNotNull: true),
    TargetColumn(name: "created_run", kind: .text, role: .provenance),
    TargetColumn(name: "updated_run", kind: .text, role: .provenance),
  ]

  /// SQL of the number that identifies a record in the journal: its id, or a number derived from a text.
  ///
  /// - Parameter id: SQL of the surrogate id.
  public func number(of id: String, _ dialect: DDLWriter.Dialect) -> String {
    switch (idType, dialect) {
    case (.integer, _): id
    case (_, .sqlite): "registrar_number(\(id))"
    case (_, .postgresql): "('x' || left(md5((\(id))::text), 15))::bit(60)::bigint"
    }
  }

  /// The columns of a field, in order: one, or two for folded texts and date-times, or none.
  public func columns(of field: String) -> [TargetColumn] {
    columns.filter { $0.field == field }
  }
}

/// A column of a target table.
public struct TargetColumn: Sendable, Hashable {
  /// The kind of value in a column; each dialect has its own type for it.
  public enum Kind: String, Sendable {
    /// A whole number, minor units of money or minutes.
    case integer
    /// A decimal number.
    case real
    /// 0 or 1; a Boolean where the dialect has them.
    case boolean
    /// A text.
    case text
    /// A calendar date, `YYYY-MM-DD`.
    case date
    /// A local date and time, text `YYYY-MM-DDTHH:MM`.
    case localDateTime
    /// A UTC instant, `YYYY-MM-DDTHH:MM:SSZ`.
    case instant
    /// The surrogate id of a record.
    case identifier
    /// The surrogate id of another program's record, if that is a UUID.
    case uuid
    /// Several texts; a JSON array where the dialect has no arrays.
    case array
  }

  /// The role of the column for its field.
  public enum Role: Sendable, Hashable {
    /// The value.
    case value
    /// The folded text of the value.
    case folded
    /// The local text of a date-time.
    case local
    /// The UTC instant of a date-time.
    case utc
    /// The id of the record referred to, in a target table.
    case reference(table: String)
    /// No field: a provenance column (who wrote the record, and when).
    case provenance
  }

  /// The name.
  public var name: String
  /// What it holds.
  public var kind: Kind
  /// The field of the package's table.
  public var field: String?
  /// The role of the column for its field.
  public var role: Role
  /// Whether every record has a value.
  public var isNotNull: Bool
  /// The default of a record written by other programs, as SQL.
  public var defaultSQL: String?
  /// The only values as they are stored, for enumerations.
  public var allowedValues: [String]
  /// The number of decimals, if it is fixed.
  public var scale: Int?
  /// Whether the reference closes a cycle and is written in a second pass.
  public var isDeferred: Bool
  /// The target table whose records the value names by one of their texts.
  public var refersTo: String?
  /// Whether it holds the hash of a secret, which nothing else may keep or show.
  public var isSecret = false
  /// The numbers that it holds in place of an enumeration's values; empty where it holds the values.
  public var numbers: [Field.StoredNumber] = []

  /// A column.
  public init(
    name: String, kind: Kind, field: String? = nil, role: Role = .value, isNotNull: Bool = false,
    defaultSQL: String? = nil, allowedValues: [String] = [], scale: Int? = nil,
    isDeferred: Bool = false, refersTo: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.field = field
    self.role = role
    self.isNotNull = isNotNull
    self.defaultSQL = defaultSQL
    self.allowedValues = allowedValues
    self.scale = scale
    self.isDeferred = isDeferred
    self.refersTo = refersTo
  }
}

/// A table that holds the items of a list field, one per row.
public struct JoinTable: Sendable, Hashable {
  /// The name in the store.
  public var name: String
  /// The field of the package's table.
  public var field: String
  /// The column with the id of the record that has the list.
  public var ownerColumn: String
  /// The column with the item, or with the id of the record that the item names.
  public var itemColumn: String
  /// The kind of an item; `identifier` for references.
  public var itemKind: TargetColumn.Kind
  /// The target table that items refer to.
  public var itemReference: String?
  /// The column with the item's position, from 1, if the order matters.
  public var positionColumn: String?
  /// The only items, for lists of enumerations.
  public var allowedValues: [String]

  /// A table of items.
  public init(
    name: String, field: String, ownerColumn: String, itemColumn: String,
    itemKind: TargetColumn.Kind, itemReference: String? = nil, positionColumn: String? = nil,
    allowedValues: [String] = []
  ) {
    self.name = name
    self.field = field
    self.ownerColumn = ownerColumn
    self.itemColumn = itemColumn
    self.itemKind = itemKind
    self.itemReference = itemReference
    self.positionColumn = positionColumn
    self.allowedValues = allowedValues
  }
}
