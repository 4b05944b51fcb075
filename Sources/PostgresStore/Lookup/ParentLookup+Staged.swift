import Schemas

extension ParentLookup {
  /// The id of the record that a staged row's reference names, as a scalar expression.
  ///
  /// - Parameters:
  ///   - value: the text; the field's own column by default.
  ///   - stage: the staged row's alias.
  ///   - besides: whether the parent may so far exist in its staging table only.
  func stagedParentID(
    of field: String, in table: TableColumns, stage: String, value: TypedSQL? = nil,
    includesStaged besides: Bool = false, depth: Int = 0
  ) -> String {
    guard depth < Self.maximumDepth, let reference = table.schema.reference(from: field),
      let parent = tables[reference.table]
    else { return "NULL" }
    let own = TypedSQL(
      "\(stage).\(quoted(field))", table.columns(of: field)?.logicalType ?? .text)
    var values = [reference.targetField: value ?? own]
    for (name, path) in reference.with {
      values[name] = stagedValue(at: path, in: table, stage: stage, depth: depth + 1)
    }
    let live = parent.liveFirst(alias: "k\(depth + 1)")
    let stored = "(\(ids(of: parent, values: values, depth: depth + 1))\(live) LIMIT 1)"
    guard besides else { return stored }
    let alias = "g\(depth)"
    let conditions = values.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
      guard let columns = parent.columns(of: name) else { return nil }
      guard !columns.isFolded else {
        return "\(alias).\(quoted(columns.comparedColumn)) = pg_temp.fold(\(value.sql))"
      }
      return "\(alias).\(quoted(name)) = \(converted(value, to: columns.logicalType))"
    }
    return """
      CASE WHEN \((value ?? own).sql) IS NOT NULL THEN \
      coalesce((SELECT coalesce(\(alias)._id, \(parent.pendingID("\(alias)._row"))) FROM \(parent.stage) AS \(alias) WHERE \
      \(conjunction(conditions)) AND \(alias)._op <> 'delete' LIMIT 1), \(stored)) END
      """
  }

  /// The value at the end of a path from a staged row; references are followed among stored records.
  func stagedValue(
    at path: FieldPath, in table: TableColumns, stage: String, depth: Int = 0
  ) -> TypedSQL {
    guard let first = path.references.first else {
      guard let columns = table.columns(of: path.field) else {
        return TypedSQL("NULL::text", .text)
      }
      return TypedSQL("\(stage).\(quoted(path.field))", columns.logicalType)
    }
    guard depth < Self.maximumDepth, let reference = table.schema.reference(from: first),
      let parent = tables[reference.table]
    else { return TypedSQL("NULL::text", .text) }
    let id = stagedParentID(of: first, in: table, stage: stage, depth: depth + 1)
    let alias = "q\(depth)"
    let rest = FieldPath(through: Array(path.references.dropFirst()), field: path.field)
    let value = storedValue(at: rest, in: parent, alias: alias, depth: depth + 1)
    return TypedSQL(
      "(SELECT \(value.sql) FROM \(parent.target) AS \(alias) WHERE \(alias).\(parent.id) = \(id))",
      value.type)
  }

  /// The value at the end of a path from a stored row.
  func storedValue(
    at path: FieldPath, in table: TableColumns, alias: String, depth: Int
  ) -> TypedSQL {
    let none = TypedSQL("NULL::text", .text)
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

/// An expression as a value of a logical type.
func converted(_ value: TypedSQL, to type: LogicalType) -> String {
  value.type == type ? value.sql : "(\(value.sql))::\(type.rawValue)"
}
