import Schemas

extension ReferenceSQL {
  /// The id of the record that a staged row's reference names, as a scalar expression.
  ///
  /// - Parameters:
  ///   - value: the text; the field's own column by default.
  ///   - stage: the staged row's alias.
  ///   - besides: whether the parent may so far exist in its staging table only.
  public func stagedParentID(
    of field: String, in table: TableColumns, stage: String, value: TypedSQL? = nil,
    includesStaged besides: Bool = false
  ) -> String {
    stagedParentID(
      of: field, in: table, stage: stage, value: value, includesStaged: besides, depth: 0)
  }

  private func stagedParentID(
    of field: String, in table: TableColumns, stage: String, value: TypedSQL? = nil,
    includesStaged besides: Bool = false, depth: Int
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
        return "\(alias).\(quoted(columns.comparedColumn)) = \(dialect.folded(value.sql))"
      }
      return "\(alias).\(quoted(name)) = \(dialect.converted(value, to: columns.logicalType))"
    }
    let pending = dialect.pendingID("\(alias)._row", of: parent)
    return """
      CASE WHEN \((value ?? own).sql) IS NOT NULL THEN \
      coalesce((SELECT coalesce(\(alias)._id, \(pending)) FROM \(parent.stage) AS \(alias) WHERE \
      \(dialect.conjunction(conditions)) AND \(alias)._op <> 'delete' LIMIT 1), \(stored)) END
      """
  }

  /// The value at the end of a path from a staged row; references are followed among stored records.
  private func stagedValue(
    at path: FieldPath, in table: TableColumns, stage: String, depth: Int
  ) -> TypedSQL {
    let none = TypedSQL(dialect.null(.text), .text)
    guard let first = path.references.first else {
      guard let columns = table.columns(of: path.field) else { return none }
      return TypedSQL("\(stage).\(quoted(path.field))", columns.logicalType)
    }
    guard depth < Self.maximumDepth, let reference = table.schema.reference(from: first),
      let parent = tables[reference.table]
    else { return none }
    let id = stagedParentID(of: first, in: table, stage: stage, depth: depth + 1)
    let alias = "q\(depth)"
    let rest = FieldPath(through: Array(path.references.dropFirst()), field: path.field)
    let value = storedValue(at: rest, in: parent, alias: alias, depth: depth + 1)
    return TypedSQL(
      "(SELECT \(value.sql) FROM \(parent.target) AS \(alias) WHERE \(alias).\(parent.id) = \(id))",
      value.type)
  }
}
