import Schemas

/// Writes the SQL that translates texts to surrogate ids and back along a package's references.
///
/// A reference is stored as the id of a parent and read as the text of one of the parent's fields;
/// that field may be a reference itself. Aliases are numbered by depth, which also stops circular
/// chains.
public struct ReferenceSQL {
  /// The package's tables by machine name.
  let tables: [String: TableColumns]
  /// How the store writes SQL.
  let dialect: any SQLDialect
  /// The longest chain of references that is followed.
  static let maximumDepth = 8

  /// Look-ups among tables.
  public init(_ tables: [String: TableColumns], _ dialect: any SQLDialect) {
    self.tables = tables
    self.dialect = dialect
  }

  /// The logical value of a field of a stored row.
  ///
  /// - Parameter alias: the stored row's alias in the statement.
  public func value(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    value(of: columns, in: table, alias: alias, depth: 0)
  }

  func value(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int
  ) -> String {
    let null = dialect.null(columns.logicalType)
    guard depth < Self.maximumDepth else { return null }
    switch columns.field.store {
    case .column(let name), .foldedColumn(let name, _), .dateTime(_, let name):
      return table.read(name, alias: alias, as: .value(columns.logicalType))
    case .instant(let name):
      return table.read(name, alias: alias, as: .instant)
    case .array(let name):
      return table.read(name, alias: alias, as: columns.arrayForm)
    case .localTime(let name):
      let zone = zone(of: columns, in: table, alias: alias, depth: depth)
      let local = table.read(name, alias: alias, as: .localTime)
      return "\(dialect.function("registrar_instant_of"))(\(local), \(zone))"
    case .reference(let name):
      return parentValue(
        of: columns, in: table, id: "\(alias).\(quoted(name))", type: columns.logicalType,
        depth: depth)
    case .list(let list, let owner, let item, let position):
      return listValue(
        columns, in: table, alias: alias, depth: depth,
        list: (table: list, owner: owner, item: item, position: position))
    case .secret:
      let key = dialect.keyText(
        table.key.map { value(of: $0, in: table, alias: alias, depth: depth + 1) })
      return """
        CASE WHEN EXISTS (SELECT 1 FROM \(dialect.qualified("registrar_secrets")) AS x \
        WHERE x.table_name = \(sqlText(table.schema.name)) AND x.record_key = \(key) \
        AND x.field = \(sqlText(columns.field.name))) THEN \(sqlText(secretPlaceholder)) END
        """
    case .none:
      guard let id = identityID(of: columns.field.name, in: table, alias: alias) else {
        return null
      }
      return parentValue(of: columns, in: table, id: id, type: columns.logicalType, depth: depth)
    }
  }

  /// The local text of a stored date-time.
  public func localText(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    switch columns.field.store {
    case .dateTime(let local, _): return table.read(local, alias: alias, as: .value(.text))
    case .localTime(let name): return table.read(name, alias: alias, as: .localTime)
    case .instant(let name):
      let instant = table.read(name, alias: alias, as: .instant)
      let zone = zone(of: columns, in: table, alias: alias, depth: 0)
      return "\(dialect.function("registrar_local_of"))(\(instant), \(zone))"
    default: return dialect.null(.text)
    }
  }

  /// The zone that a stored date-time is in, from the record or one that it refers to.
  private func zone(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int
  ) -> String {
    let zones = columns.field.zoneFrom.map {
      dialect.converted(storedValue(at: $0, in: table, alias: alias, depth: depth + 1), to: .text)
    }
    let none = dialect.null(.text)
    return "coalesce(\((zones + [none, none]).joined(separator: ", ")))"
  }

  /// The folded text of a stored field.
  public func foldedText(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    if case .foldedColumn(_, let folded) = columns.field.store {
      return table.read(folded, alias: alias, as: .value(.text))
    }
    return dialect.null(.text)
  }

  /// The value of the parent's field that a reference is written as.
  private func parentValue(
    of columns: TableColumns.FieldColumns, in table: TableColumns, id: String, type: LogicalType,
    depth: Int
  ) -> String {
    guard let reference = table.schema.reference(from: columns.field.name),
      let parent = tables[reference.table],
      let target = parent.columns(of: reference.targetField)
    else { return dialect.null(type) }
    let alias = "v\(depth)"
    let value = value(of: target, in: parent, alias: alias, depth: depth + 1)
    let typed = dialect.converted(TypedSQL(value, target.logicalType), to: type)
    return "(SELECT \(typed) FROM \(parent.target) AS \(alias) WHERE \(alias).\(parent.id) = \(id))"
  }

  /// A list's items in order, joined.
  private func listValue(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int,
    list: (table: String, owner: String, item: String, position: String?)
  ) -> String {
    let row = "l\(depth)"
    return dialect.joined(
      itemValue(columns, in: table, row: row, list: list, depth: depth),
      from: """
        \(dialect.qualified(list.table)) AS \(row) \
        WHERE \(row).\(quoted(list.owner)) = \(alias).\(table.id)
        """,
      orderedBy: list.position.map { "\(row).\(quoted($0))" })
  }

  func itemValue(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, row: String,
    list: (table: String, owner: String, item: String, position: String?), depth: Int
  ) -> String {
    guard table.schema.reference(from: columns.field.name) == nil else {
      return parentValue(
        of: columns, in: table, id: "\(row).\(quoted(list.item))", type: columns.itemType,
        depth: depth)
    }
    return dialect.read(list.item, of: list.table, alias: row, as: .value(columns.itemType))
  }

  /// The items of a stored list, as a SELECT of `owner`, `position` and `item`; `nil` for a field
  /// without a list table.
  func items(of columns: TableColumns.FieldColumns, in table: TableColumns) -> String? {
    if case .array(let name) = columns.field.store {
      return dialect.arrayItems(name, of: table, columns.itemType)
    }
    guard case .list(let list, let owner, let item, let position) = columns.field.store else {
      return nil
    }
    let value = itemValue(
      columns, in: table, row: "l", list: (list, owner, item, position), depth: 0)
    // Without positions the items are in their own order.
    let order = position.map { "l.\(quoted($0))" } ?? dialect.bytewise(value)
    return """
      SELECT l.\(quoted(owner)) AS owner, \(order) AS position, \(value) AS item \
      FROM \(dialect.qualified(list)) AS l
      """
  }

  /// The value at the end of a path from a stored row.
  func storedValue(
    at path: FieldPath, in table: TableColumns, alias: String, depth: Int
  ) -> TypedSQL {
    let none = TypedSQL(dialect.null(.text), .text)
    guard depth < Self.maximumDepth else { return none }
    guard let first = path.references.first else {
      guard let columns = table.columns(of: path.field) else { return none }
      return TypedSQL(
        value(of: columns, in: table, alias: alias, depth: depth), columns.logicalType)
    }
    guard let reference = table.schema.reference(from: first),
      let parent = tables[reference.table], let columns = table.columns(of: first),
      let link = link(from: columns, of: parent, by: reference, in: table, alias: alias)
    else { return none }
    let next = "q\(depth)"
    let rest = FieldPath(through: Array(path.references.dropFirst()), field: path.field)
    let value = storedValue(at: rest, in: parent, alias: next, depth: depth + 1)
    return TypedSQL(
      "(SELECT \(value.sql) FROM \(parent.target) AS \(next) WHERE \(link(next)))", value.type)
  }

  /// The stored id of the record that an identity's columns name together.
  func identityID(of field: String, in table: TableColumns, alias: String) -> String? {
    for identity in table.schema.identities where identity.fields.contains(field) {
      guard let first = identity.fields.first, first != field,
        let columns = table.columns(of: first), case .reference(let name) = columns.field.store
      else { continue }
      return "\(alias).\(quoted(name))"
    }
    return nil
  }
}
