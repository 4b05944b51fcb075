import Schemas

extension ReferenceSQL {
  /// A condition on a stored row: that a field has a value.
  ///
  /// Written so that the store can use an index of the stored column.
  ///
  /// - Parameters:
  ///   - value: the value; folded already where the field folds and `isFolded` says so.
  ///   - given: the values of other fields of the same row, by name.
  public func condition(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String,
    equals value: TypedSQL, isFolded: Bool = false, given: [String: TypedSQL] = [:]
  ) -> String {
    condition(
      columns, in: table, alias: alias, equals: value, isFolded: isFolded, given: given, depth: 0)
  }

  private func condition(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String,
    equals value: TypedSQL, isFolded: Bool = false, given: [String: TypedSQL], depth: Int
  ) -> String {
    let never = dialect.truth(false)
    guard depth < Self.maximumDepth else { return never }
    let folded = isFolded ? value.sql : dialect.folded(value.sql)
    switch columns.field.store {
    case .foldedColumn(_, let name):
      return found(
        by: name, of: columns, in: table, alias: alias, equals: TypedSQL(folded, .text),
        form: folded)
    case .column(let name) where columns.isFolded:
      guard columns.forms != nil else {
        let text = table.read(name, alias: alias, as: .value(.text))
        return "\(dialect.folded(text)) = \(folded)"
      }
      return found(
        by: name, of: columns, in: table, alias: alias, equals: value, form: folded)
    case .column(let name), .dateTime(_, let name):
      return found(
        by: name, of: columns, in: table, alias: alias, equals: value, form: value.sql)
    case .reference(let name):
      let ids = parentIDs(
        ofField: columns.field.name, in: table, value: value, given: given, depth: depth + 1)
      return ids.map { dialect.isAmong("\(alias).\(quoted(name))", $0) } ?? never
    case .none:
      guard let id = identityID(of: columns.field.name, in: table, alias: alias),
        let ids = parentIDs(
          ofField: columns.field.name, in: table, value: value, given: given, depth: depth + 1)
      else { return never }
      return dialect.isAmong(id, ids)
    case .instant(let name):
      return dialect.isInstant(name, of: table.schema.store.table, alias: alias, value)
    case .localTime:
      return "\(self.value(of: columns, in: table, alias: alias)) = \(value.sql)"
    case .list, .array, .secret:
      return never
    }
  }

  /// A condition on a stored row: that a column has a value, or that its text has that canonical form.
  private func found(
    by column: String, of columns: TableColumns.FieldColumns, in table: TableColumns,
    alias: String, equals value: TypedSQL, form: String
  ) -> String {
    let own = table.write(value.sql, to: column, from: .value(value.type))
    guard let forms = columns.forms else { return "\(alias).\(quoted(column)) = \(own)" }
    return dialect.isAmong(
      "\(alias).\(table.id)",
      """
      SELECT \(dialect.castID("e." + table.id, of: table)) FROM \(table.target) AS e \
      WHERE e.\(quoted(column)) = \(own) UNION ALL \
      SELECT \(dialect.castID("f.id", of: table)) FROM \(forms) AS f \
      WHERE f.canonical = CAST(\(form) AS TEXT)
      """)
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
  func ids(of table: TableColumns, values: [String: TypedSQL], depth: Int) -> String {
    let alias = "k\(depth)"
    var conditions: [String] = []
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let columns = table.columns(of: name) else { continue }
      conditions.append(
        condition(
          columns, in: table, alias: alias, equals: value, given: values, depth: depth + 1))
    }
    return """
      SELECT \(alias).\(table.id) FROM \(table.target) AS \(alias) \
      WHERE \(dialect.conjunction(conditions))
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
      return { [dialect] parent in
        dialect.conjunction(
          columns.map { "\(parent).\(quoted($0.target)) = \(alias).\(quoted($0.own))" })
      }
    default: return nil
    }
  }
}
