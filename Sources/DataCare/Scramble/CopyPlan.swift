import Schemas

/// Which tables and columns of a store a masked copy has, in the order in which they are filled.
struct CopyPlan: Sendable {
  /// What a column of the copy gets.
  enum Role: Sendable, Hashable {
    /// The value as it is: numbers of records, times, words of lists.
    case copied
    /// The run that makes the copy.
    case run
    /// The value of a field, masked.
    case value(field: String)
    /// The folded form of another column of the row, by its place.
    case folded(of: Int)
    /// Several values in one column, which travel as texts with a separator between them.
    case array(field: String, areNumbers: Bool)
    /// A date and time of a personal field, some days earlier or later.
    case moment
    /// A secret: nothing, or what opens nothing where there must be something.
    case secret(isNotNull: Bool)
    /// A reference that is filled once all records are there.
    case later
  }

  /// A column of a table.
  struct Column: Sendable {
    var name: String
    var role: Role
  }

  /// A table of records or of the items of a list.
  struct Table: Sendable {
    /// The name in the store.
    var name: String
    /// The machine name of the table in the package.
    var schema: String
    /// The columns; that of the surrogate id is the first one of a table of records.
    var columns: [Column]
    /// The columns that order the rows.
    var order: [String]
    /// Whether it has records, not the items of lists.
    var hasRecords: Bool
    /// Whether the store, or the program whose table it is, counts the ids of the records itself.
    var countsIDs: Bool

    /// Whether any column has several values.
    var hasArrays: Bool {
      columns.contains { if case .array = $0.role { true } else { false } }
    }

    /// The columns that are filled at the end.
    var later: [String] { columns.filter { $0.role == .later }.map(\.name) }
  }

  /// The tables, parents before children, lists after their records.
  var tables: [Table] = []

  /// The plan of a package's store.
  init(_ package: DataPackage) {
    for target in StoreLayout(package).tables {
      guard let schema = package.table(named: target.schema) else { continue }
      tables.append(Self.records(target, schema))
      tables += target.joinTables.map { Self.items($0, of: target) }
    }
  }

  /// What stands between the values of an array while they travel.
  private static let separator: Character = "\u{1F}"

  /// The values of an array from the text that joins them.
  static func items(of text: String) -> [Substring] {
    text.isEmpty ? [] : text.split(separator: separator, omittingEmptySubsequences: false)
  }

  /// The text of an array's values.
  static func text(ofItems items: [String]) -> String { items.joined(separator: String(separator)) }

  /// The values of an array column as a text; nothing for none, an empty text for an empty array.
  static func itemsSQL(_ column: String, _ dialect: DDLWriter.Dialect) -> String {
    let name = sqlIdentifier(column)
    return switch dialect {
    case .sqlite:
      """
      CASE WHEN \(name) IS NOT NULL THEN coalesce((SELECT group_concat(i, char(31)) FROM (
        SELECT value AS i FROM json_each(CASE WHEN json_valid(\(name)) THEN \(name) ELSE '[]' END)
        ORDER BY key)), '') END
      """
    case .postgresql: "array_to_string(\(name), chr(31))"
    }
  }

  private static func records(_ target: TargetTable, _ schema: TableSchema) -> Table {
    var columns = [Column(name: target.idColumn, role: .copied)]
    var values: [String: Int] = [:]
    for column in target.columns where column.name != target.idColumn {
      if column.role == .value, let field = column.field { values[field] = columns.count }
      columns.append(
        Column(name: column.name, role: role(of: column, target, schema, values)))
    }
    for column in target.provenance {
      columns.append(Column(name: column.name, role: column.kind == .text ? .run : .copied))
    }
    return Table(
      name: target.name, schema: target.schema, columns: columns, order: [target.idColumn],
      hasRecords: true, countsIDs: target.idType == .integer)
  }

  private static func role(
    of column: TargetColumn, _ target: TargetTable, _ schema: TableSchema, _ values: [String: Int]
  ) -> Role {
    guard let name = column.field, let field = schema.field(named: name) else { return .copied }
    if column.isSecret { return .secret(isNotNull: column.isNotNull) }
    switch column.role {
    case .reference(let parent):
      return column.isDeferred || parent == target.name && !column.isNotNull ? .later : .copied
    case .folded: return values[name].map { .folded(of: $0) } ?? .copied
    case .local, .utc: return field.privacy == .none ? .copied : .moment
    case .provenance: return .copied
    case .value: break
    }
    guard column.numbers.isEmpty else { return .copied }
    guard column.kind == .array else { return .value(field: name) }
    let areNumbers: Bool =
      switch field.type.definition.storage {
      case .integer, .minorUnits, .decimal: true
      default: false
      }
    return .array(field: name, areNumbers: areNumbers)
  }

  private static func items(_ list: JoinTable, of target: TargetTable) -> Table {
    var columns = [Column(name: list.ownerColumn, role: .copied)]
    columns.append(
      Column(
        name: list.itemColumn,
        role: list.itemReference == nil ? .value(field: list.field) : .copied))
    if let position = list.positionColumn { columns.append(Column(name: position, role: .copied)) }
    return Table(
      name: list.name, schema: target.schema, columns: columns,
      order: [list.ownerColumn, list.positionColumn ?? list.itemColumn], hasRecords: false,
      countsIDs: false)
  }
}
