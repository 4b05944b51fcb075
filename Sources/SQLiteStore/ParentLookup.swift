import Schemas

/// Writes the SQL that translates texts to surrogate ids and back along a package's references.
///
/// A reference is stored as the id of a parent and read as the text of one of the parent's fields;
/// that field may be a reference itself. Aliases are numbered by depth, which also stops circular
/// chains.
struct ParentLookup {
  /// The package's tables by machine name.
  private let tables: [String: TableColumns]
  /// The longest chain of references that is followed.
  private static let maximumDepth = 8

  init(_ tables: [String: TableColumns]) {
    self.tables = tables
  }

  // MARK: From stored rows to texts

  /// The logical value of a field of a stored row.
  ///
  /// - Parameter alias: the stored row's alias in the statement.
  func value(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int = 0
  ) -> String {
    guard depth < Self.maximumDepth else { return "NULL" }
    switch columns.field.store {
    case .column(let name), .foldedColumn(let name, _):
      return "\(alias).\(quoted(name))"
    case .dateTime(_, let utc):
      return "\(alias).\(quoted(utc))"
    case .instant(let name):
      return SQLFunctions.instant("\(alias).\(quoted(name))")
    case .localTime(let name):
      let local = SQLFunctions.localText("\(alias).\(quoted(name))")
      let zone = zone(of: columns, in: table, alias: alias, depth: depth)
      return "registrar_instant_of(\(local), \(zone))"
    case .array(let name):
      return SQLFunctions.items("\(alias).\(quoted(name))")
    case .reference(let name):
      return parentValue(
        ofField: columns.field.name, in: table, id: "\(alias).\(quoted(name))", depth: depth)
    case .list(let list, let owner, let item, let position):
      return listValue(
        columns, in: table, alias: alias, depth: depth,
        list: (table: list, owner: owner, item: item, position: position))
    case .secret:
      let key = joinedKey(
        table.key.map { value(of: $0, in: table, alias: alias, depth: depth + 1) })
      return """
        CASE WHEN EXISTS (SELECT 1 FROM main.registrar_secrets AS x WHERE x.table_name = \
        \(literal(table.schema.name)) AND x.record_key = \(key) AND x.field = \
        \(literal(columns.field.name))) THEN \(literal(secretMark)) END
        """
    case .none:
      guard let id = identityID(of: columns.field.name, in: table, alias: alias) else {
        return "NULL"
      }
      return parentValue(ofField: columns.field.name, in: table, id: id, depth: depth)
    }
  }

  /// The local text of a stored date-time.
  func localText(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    switch columns.field.store {
    case .dateTime(let local, _): return "\(alias).\(quoted(local))"
    case .localTime(let name): return SQLFunctions.localText("\(alias).\(quoted(name))")
    case .instant(let name):
      let instant = SQLFunctions.instant("\(alias).\(quoted(name))")
      return "registrar_local_of(\(instant), \(zone(of: columns, in: table, alias: alias)))"
    default: return "NULL"
    }
  }

  /// The zone that a stored date-time is in, from the record or one that it refers to.
  private func zone(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int = 0
  ) -> String {
    let zones = columns.field.zoneFrom.map {
      storedValue(at: $0, in: table, alias: alias, depth: depth + 1)
    }
    return "coalesce(\((zones + ["NULL", "NULL"]).joined(separator: ", ")))"
  }

  /// The folded text of a stored field.
  func foldedText(
    of columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    if case .foldedColumn(_, let folded) = columns.field.store {
      return "\(alias).\(quoted(folded))"
    }
    return "NULL"
  }

  /// The text of the parent's field that a reference is written as.
  private func parentValue(
    ofField field: String, in table: TableColumns, id: String, depth: Int
  ) -> String {
    guard let reference = table.schema.reference(from: field),
      let parent = tables[reference.table],
      let target = parent.columns(of: reference.targetField)
    else { return "NULL" }
    let alias = "v\(depth)"
    let text = value(of: target, in: parent, alias: alias, depth: depth + 1)
    return "(SELECT \(text) FROM \(parent.target) AS \(alias) WHERE \(alias).\(parent.id) = \(id))"
  }

  /// A list's items in order, joined.
  private func listValue(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String, depth: Int,
    list: (table: String, owner: String, item: String, position: String?)
  ) -> String {
    let row = "l\(depth)"
    var item = "\(row).\(quoted(list.item))"
    if table.schema.reference(from: columns.field.name) != nil {
      item = parentValue(ofField: columns.field.name, in: table, id: item, depth: depth)
    }
    let order = list.position.map { "\(row).\(quoted($0))" } ?? "1"
    return """
      (SELECT group_concat(i, \(unitSeparatorSQL)) FROM (SELECT \(item) AS i FROM \
      main.\(quoted(list.table)) AS \(row) WHERE \(row).\(quoted(list.owner)) = \(alias).\(table.id) \
      ORDER BY \(order)))
      """
  }

  /// The items of a stored list, as a SELECT of `owner`, `position` and `item`; `nil` for a field
  /// without a list table.
  func items(of columns: TableColumns.FieldColumns, in table: TableColumns) -> String? {
    if case .array(let name) = columns.field.store {
      return """
        SELECT t.\(table.id) AS owner, l.key + 1 AS position, l.value AS item \
        FROM \(table.target) AS t, json_each(t.\(quoted(name))) AS l
        """
    }
    guard case .list(let list, let owner, let item, let position) = columns.field.store else {
      return nil
    }
    var text = "l.\(quoted(item))"
    if table.schema.reference(from: columns.field.name) != nil {
      text = parentValue(ofField: columns.field.name, in: table, id: text, depth: 0)
    }
    let order = position.map { "l.\(quoted($0))" } ?? text
    return """
      SELECT l.\(quoted(owner)) AS owner, \(order) AS position, \(text) AS item \
      FROM main.\(quoted(list)) AS l
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
  /// - Parameters:
  ///   - value: SQL of the value; folded already where the field folds and `isFolded` says so.
  ///   - given: SQL of the values of other fields of the same row, by name.
  func condition(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String,
    equals value: String, isFolded: Bool = false, given: [String: String] = [:], depth: Int = 0
  ) -> String {
    guard depth < Self.maximumDepth else { return "0" }
    switch columns.field.store {
    case .foldedColumn(_, let folded):
      let form = isFolded ? value : "fold(\(value))"
      return found(by: folded, of: columns, in: table, alias: alias, equals: form, form: form)
    case .column(let name) where columns.isFolded:
      let form = isFolded ? value : "fold(\(value))"
      guard columns.forms != nil else { return "fold(\(alias).\(quoted(name))) = \(form)" }
      return found(by: name, of: columns, in: table, alias: alias, equals: value, form: form)
    case .column(let name):
      return found(by: name, of: columns, in: table, alias: alias, equals: value, form: value)
    case .dateTime(_, let utc):
      return "\(alias).\(quoted(utc)) = \(value)"
    case .reference(let name):
      let ids = parentIDs(
        ofField: columns.field.name, in: table, value: value, given: given, depth: depth + 1)
      return ids.map { "\(alias).\(quoted(name)) IN (\($0))" } ?? "0"
    case .none:
      guard let id = identityID(of: columns.field.name, in: table, alias: alias),
        let ids = parentIDs(
          ofField: columns.field.name, in: table, value: value, given: given, depth: depth + 1)
      else { return "0" }
      return "\(id) IN (\(ids))"
    case .instant, .localTime:
      return "\(self.value(of: columns, in: table, alias: alias)) = \(value)"
    case .list, .array, .secret:
      return "0"
    }
  }

  /// A condition on a stored row: that a column has a value, or that its text has that canonical form.
  private func found(
    by column: String, of columns: TableColumns.FieldColumns, in table: TableColumns,
    alias: String, equals value: String, form: String
  ) -> String {
    guard let forms = columns.forms else { return "\(alias).\(quoted(column)) = \(value)" }
    return """
      \(alias).\(table.id) IN (SELECT e.\(table.id) FROM \(table.target) AS e \
      WHERE e.\(quoted(column)) = \(value) UNION ALL \
      SELECT f.id FROM \(forms) AS f WHERE f.canonical = CAST(\(form) AS TEXT))
      """
  }

  /// A SELECT of the ids of parents whose target field has a value; other parts of the parent's key
  /// are compared where the row gives them.
  private func parentIDs(
    ofField field: String, in table: TableColumns, value: String, given: [String: String],
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
  func ids(of table: TableColumns, values: [String: String], depth: Int = 0) -> String {
    let alias = "k\(depth)"
    var conditions: [String] = []
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let columns = table.columns(of: name) else { continue }
      conditions.append(
        condition(
          columns, in: table, alias: alias, equals: value, given: values, depth: depth + 1))
    }
    return
      "SELECT \(alias).\(table.id) FROM \(table.target) AS \(alias) WHERE \(conjunction(conditions))"
  }

  // MARK: From staged rows to stored ids

  /// The id of the record that a staged row's reference names, as a scalar expression.
  ///
  /// - Parameters:
  ///   - value: SQL of the text; the field's own column by default.
  ///   - stage: the staged row's alias.
  ///   - besides: whether the parent may so far exist in its staging table only.
  func stagedParentID(
    of field: String, in table: TableColumns, stage: String, value: String? = nil,
    includesStaged besides: Bool = false, depth: Int = 0
  ) -> String {
    guard depth < Self.maximumDepth, let reference = table.schema.reference(from: field),
      let parent = tables[reference.table]
    else { return "NULL" }
    let text = value ?? "\(stage).\(quoted(field))"
    var values = [reference.targetField: text]
    for (name, path) in reference.with {
      values[name] = stagedValue(at: path, in: table, stage: stage, depth: depth + 1)
    }
    let live = parent.liveFirst(alias: "k\(depth + 1)")
    let stored = "(\(ids(of: parent, values: values, depth: depth + 1))\(live) LIMIT 1)"
    guard besides else { return stored }
    let alias = "g\(depth)"
    let conditions = values.sorted { $0.key < $1.key }.map { name, value in
      guard let columns = parent.columns(of: name), columns.isFolded else {
        return "\(alias).\(quoted(name)) = \(value)"
      }
      return "\(alias).\(quoted(columns.comparedColumn)) = fold(\(value))"
    }
    return """
      CASE WHEN \(text) IS NOT NULL THEN \
      coalesce((SELECT coalesce(\(alias)._id, -1 - \(alias)._row) FROM \(parent.stage) AS \(alias) WHERE \
      \(conjunction(conditions)) AND \(alias)._op <> 'delete' LIMIT 1), \(stored)) END
      """
  }

  /// The value at the end of a path from a staged row; references are followed among stored records.
  func stagedValue(
    at path: FieldPath, in table: TableColumns, stage: String, depth: Int = 0
  ) -> String {
    guard let first = path.references.first else {
      return table.columns(of: path.field) == nil ? "NULL" : "\(stage).\(quoted(path.field))"
    }
    guard depth < Self.maximumDepth, let reference = table.schema.reference(from: first),
      let parent = tables[reference.table]
    else { return "NULL" }
    let id = stagedParentID(of: first, in: table, stage: stage, depth: depth + 1)
    let alias = "q\(depth)"
    let rest = FieldPath(through: Array(path.references.dropFirst()), field: path.field)
    let text = storedValue(at: rest, in: parent, alias: alias, depth: depth + 1)
    return "(SELECT \(text) FROM \(parent.target) AS \(alias) WHERE \(alias).\(parent.id) = \(id))"
  }

  /// The value at the end of a path from a stored row.
  private func storedValue(
    at path: FieldPath, in table: TableColumns, alias: String, depth: Int
  ) -> String {
    guard depth < Self.maximumDepth else { return "NULL" }
    guard let first = path.references.first else {
      return table.columns(of: path.field).map {
        value(of: $0, in: table, alias: alias, depth: depth)
      } ?? "NULL"
    }
    guard let reference = table.schema.reference(from: first),
      let parent = tables[reference.table], let columns = table.columns(of: first),
      let link = link(from: columns, of: parent, by: reference, in: table, alias: alias)
    else { return "NULL" }
    let next = "q\(depth)"
    let rest = FieldPath(through: Array(path.references.dropFirst()), field: path.field)
    let text = storedValue(at: rest, in: parent, alias: next, depth: depth + 1)
    return """
      (SELECT \(text) FROM \(parent.target) AS \(next) WHERE \(link(next)))
      """
  }

  /// The condition that a stored parent, by its alias, is the one that a stored row refers to.
  ///
  /// A row holds the id of its parent, or the texts of its key.
  func link(
    from columns: TableColumns.FieldColumns, of parent: TableColumns, by reference: Reference,
    in table: TableColumns, alias: String
  ) -> ((String) -> String)? {
    switch columns.field.store {
    case .reference(let name):
      return { "\($0).\(parent.id) = \(alias).\(quoted(name))" }
    case .column:
      var pairs = [(columns, reference.targetField)]
      for (name, path) in reference.with.sorted(by: { $0.key < $1.key })
      where path.references.isEmpty {
        if let own = table.columns(of: path.field) { pairs.append((own, name)) }
      }
      let columns = pairs.compactMap { own, target -> (own: String, target: String)? in
        guard case .column(let column) = own.field.store,
          case .column(let other)? = parent.columns(of: target)?.field.store
        else { return nil }
        return (column, other)
      }
      guard columns.count == pairs.count else { return nil }
      return { parent in
        conjunction(
          columns.map {
            "\(parent).\(quoted($0.target)) = \(alias).\(quoted($0.own))"
          })
      }
    default: return nil
    }
  }
}
