import Schemas

/// An SQL expression with the logical type of its value.
struct TypedSQL {
  var sql: String
  var type: LogicalType

  init(_ sql: String, _ type: LogicalType) {
    self.sql = sql
    self.type = type
  }
}

/// Writes the SQL that translates texts to surrogate ids and back along a package's references.
///
/// A reference is stored as the id of a parent and read as the text of one of the parent's fields;
/// that field may be a reference itself. Aliases are numbered by depth, which also stops circular
/// chains.
struct ParentLookup {
  /// The package's tables by machine name.
  let tables: [String: TableColumns]
  let catalog: StoreCatalog
  /// The longest chain of references that is followed.
  static let maximumDepth = 8

  init(_ tables: [String: TableColumns], catalog: StoreCatalog) {
    self.tables = tables
    self.catalog = catalog
  }

  // MARK: From stored rows to texts

  /// The logical value of a field of a stored row.
  ///
  /// - Parameter alias: the stored row's alias in the statement.
  func value(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int = 0
  ) -> String {
    let null = "NULL::\(columns.logicalType.rawValue)"
    guard depth < Self.maximumDepth else { return null }
    switch columns.field.store {
    case .column(let name), .foldedColumn(let name, _), .dateTime(_, let name),
      .instant(let name), .array(let name):
      return table.read(name, alias: alias, as: columns.logicalType)
    case .localTime(let name):
      let zone = zone(of: columns, in: table, alias: alias, depth: depth)
      return "pg_temp.registrar_instant_of(\(table.readLocal(name, alias: alias)), \(zone))"
    case .reference(let name):
      return parentValue(
        of: columns, in: table, id: "\(alias).\(quoted(name))", type: columns.logicalType,
        depth: depth)
    case .list(let list, let owner, let item, let position):
      return listValue(
        columns, in: table, alias: alias, depth: depth,
        list: (table: list, owner: owner, item: item, position: position))
    case .secret:
      return secretValue(columns, in: table, alias: alias, depth: depth)
    case .none:
      guard let id = identityID(of: columns.field.name, in: table, alias: alias) else {
        return null
      }
      return parentValue(of: columns, in: table, id: id, type: columns.logicalType, depth: depth)
    }
  }

  /// The local text of a stored date-time.
  func localText(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    switch columns.field.store {
    case .dateTime(let local, _): return table.read(local, alias: alias, as: .text)
    case .localTime(let name): return table.readLocal(name, alias: alias)
    case .instant(let name):
      let instant = table.read(name, alias: alias, as: .text)
      return "pg_temp.registrar_local_of(\(instant), \(zone(of: columns, in: table, alias: alias)))"
    default: return "NULL::text"
    }
  }

  /// The zone that a stored date-time is in, from the record or one that it refers to.
  private func zone(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int = 0
  ) -> String {
    let zones = columns.field.zoneFrom.map {
      converted(storedValue(at: $0, in: table, alias: alias, depth: depth + 1), to: .text)
    }
    return "coalesce(\((zones + ["NULL::text"]).joined(separator: ", ")))"
  }

  /// The folded text of a stored field.
  func foldedText(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    if case .foldedColumn(_, let folded) = columns.field.store {
      return table.read(folded, alias: alias, as: .text)
    }
    return "NULL::text"
  }

  private func secretValue(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int
  ) -> String {
    let parts = table.key.map {
      "coalesce((\(value(of: $0, in: table, alias: alias, depth: depth + 1)))::text, '')"
    }
    let key = parts.isEmpty ? "''" : parts.joined(separator: " || \(unitSeparatorSQL) || ")
    return """
      CASE WHEN EXISTS (SELECT 1 FROM \(catalog.qualified("registrar_secrets")) AS x \
      WHERE x.table_name = \(literal(table.schema.name)) AND x.record_key = (\(key)) \
      AND x.field = \(literal(columns.field.name))) THEN \(literal(secretMark)) END
      """
  }

  /// The value of the parent's field that a reference is written as.
  private func parentValue(
    of columns: TableColumns.FieldColumns, in table: TableColumns, id: String, type: LogicalType,
    depth: Int
  ) -> String {
    guard let reference = table.schema.reference(from: columns.field.name),
      let parent = tables[reference.table],
      let target = parent.columns(of: reference.targetField)
    else { return "NULL::\(type.rawValue)" }
    let alias = "v\(depth)"
    let value = value(of: target, in: parent, alias: alias, depth: depth + 1)
    let typed = target.logicalType == type ? value : "(\(value))::\(type.rawValue)"
    return """
      (SELECT \(typed) FROM \(parent.target) AS \(alias) WHERE \(alias).\(parent.id) = \(id))
      """
  }

  /// A list's items in order, joined.
  private func listValue(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int,
    list: (table: String, owner: String, item: String, position: String?)
  ) -> String {
    let row = "l\(depth)"
    let item = itemValue(columns, in: table, row: row, list: list, depth: depth)
    let order = list.position.map { "\(row).\(quoted($0))" } ?? "(\(item))::text COLLATE \"C\""
    return """
      (SELECT string_agg((\(item))::text, \(unitSeparatorSQL) ORDER BY \(order)) FROM \
      \(catalog.qualified(list.table)) AS \(row) WHERE \(row).\(quoted(list.owner)) = \
      \(alias).\(table.id))
      """
  }

  private func itemValue(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, row: String,
    list: (table: String, owner: String, item: String, position: String?), depth: Int
  ) -> String {
    let reference = "\(row).\(quoted(list.item))"
    if table.schema.reference(from: columns.field.name) != nil {
      return parentValue(
        of: columns, in: table, id: reference, type: columns.itemType, depth: depth)
    }
    return catalog.column(list.item, of: list.table)?.read(reference, as: columns.itemType)
      ?? reference
  }

  /// The items of a stored list, as a SELECT of `owner`, `position` and `item`; `nil` for a field
  /// without a list table.
  func items(of columns: TableColumns.FieldColumns, in table: TableColumns) -> String? {
    if case .array(let name) = columns.field.store {
      return """
        SELECT t.\(table.id) AS owner, l.position, (l.item)::text::\(columns.itemType.rawValue) AS item \
        FROM \(table.target) AS t, unnest(t.\(quoted(name))) WITH ORDINALITY AS l (item, position)
        """
    }
    guard case .list(let list, let owner, let item, let position) = columns.field.store else {
      return nil
    }
    let value = itemValue(
      columns, in: table, row: "l", list: (list, owner, item, position), depth: 0)
    let order =
      position.map { "l.\(quoted($0))" }
      ?? "row_number() OVER (PARTITION BY l.\(quoted(owner)) ORDER BY (\(value))::text COLLATE \"C\")"
    return """
      SELECT l.\(quoted(owner)) AS owner, \(order) AS position, \(value) AS item \
      FROM \(catalog.qualified(list)) AS l
      """
  }

  /// The stored id of the record that an identity's columns name together.
  private func identityID(
    of field: String, in table: TableColumns, alias: String
  ) -> String? {
    for identity in table.schema.identities where identity.fields.contains(field) {
      guard let first = identity.fields.first, first != field,
        let columns = table.columns(of: first), case .reference(let name) = columns.field.store
      else { continue }
      return "\(alias).\(quoted(name))"
    }
    return nil
  }

  // MARK: From texts to stored ids

  /// A condition on a stored row: that a field has a value.
  ///
  /// Written so that the server can use an index of the stored column.
  ///
  /// - Parameters:
  ///   - value: the value; folded already where the field folds and `isFolded` says so.
  ///   - given: the values of other fields of the same row, by name.
  func condition(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String,
    equals value: TypedSQL, isFolded: Bool = false, given: [String: TypedSQL] = [:], depth: Int = 0
  ) -> String {
    guard depth < Self.maximumDepth else { return "false" }
    let folded = isFolded ? value.sql : "pg_temp.fold(\(value.sql))"
    switch columns.field.store {
    case .foldedColumn(_, let name):
      return found(
        by: name, of: columns, in: table, alias: alias, equals: TypedSQL(folded, .text),
        form: folded)
    case .column(let name) where columns.isFolded:
      guard columns.forms != nil else {
        return "pg_temp.fold(\(table.read(name, alias: alias, as: .text))) = \(folded)"
      }
      return found(
        by: name, of: columns, in: table, alias: alias, equals: value, form: folded)
    case .column(let name), .dateTime(_, let name):
      return found(
        by: name, of: columns, in: table, alias: alias, equals: value, form: value.sql)
    case .reference(let name):
      let ids = parentIDs(
        ofField: columns.field.name, in: table, value: value, given: given, depth: depth + 1)
      return ids.map { "\(alias).\(quoted(name)) = ANY (ARRAY(\($0)))" } ?? "false"
    case .none:
      guard let id = identityID(of: columns.field.name, in: table, alias: alias),
        let ids = parentIDs(
          ofField: columns.field.name, in: table, value: value, given: given, depth: depth + 1)
      else { return "false" }
      return "\(id) = ANY (ARRAY(\(ids)))"
    case .instant(let name):
      return "\(alias).\(quoted(name)) = \(table.write(value.sql, to: name, from: value.type))"
    case .localTime:
      return "\(self.value(of: columns, in: table, alias: alias)) = \(value.sql)"
    case .list, .array, .secret:
      return "false"
    }
  }

  /// A condition on a stored row: that a column has a value, or that its text has that canonical form.
  private func found(
    by column: String, of columns: TableColumns.FieldColumns, in table: TableColumns,
    alias: String, equals value: TypedSQL, form: String
  ) -> String {
    let own = table.write(value.sql, to: column, from: value.type)
    guard let forms = columns.forms else { return "\(alias).\(quoted(column)) = \(own)" }
    return """
      \(alias).\(table.id) = ANY (ARRAY(SELECT e.\(table.id)::\(table.idType) FROM \(table.target) AS e \
      WHERE e.\(quoted(column)) = \(own) UNION ALL \
      SELECT f.id::\(table.idType) FROM \(forms) AS f WHERE f.canonical = (\(form))::text))
      """
  }

  /// A SELECT of the ids of parents whose target field has a value; other parts of the parent's key
  /// are compared where the row gives them.
  private func parentIDs(
    ofField field: String, in table: TableColumns, value: TypedSQL, given: [String: TypedSQL],
    depth: Int
  ) -> String? {
    guard let reference = table.schema.reference(from: field),
      let parent = tables[reference.table]
    else { return nil }
    var values = [reference.targetField: value]
    for (name, path) in reference.with where path.references.isEmpty {
      values[name] = given[path.field]
    }
    return ids(of: parent, values: values, depth: depth)
  }

  /// A SELECT of the ids of stored records whose fields have values.
  func ids(of table: TableColumns, values: [String: TypedSQL], depth: Int = 0) -> String {
    let alias = "k\(depth)"
    var conditions: [String] = []
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let columns = table.columns(of: name) else { continue }
      conditions.append(
        condition(
          columns, in: table, alias: alias, equals: value, given: values, depth: depth + 1))
    }
    return """
      SELECT \(alias).\(table.id) FROM \(table.target) AS \(alias) WHERE \(conjunction(conditions))
      """
  }
}
