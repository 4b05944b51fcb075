import Schemas

extension SQLStoreRun {
  /// The columns of a table, each with the SQL of its value from the staged row `s`.
  ///
  /// - Parameters:
  ///   - deferred: fields that are written later.
  ///   - besides: whether a parent may so far exist in its staging table only.
  public func assignments(
    _ table: TableColumns, without deferred: Set<String>, includesStaged besides: Bool = false
  ) -> [(field: Int, column: String, expression: String)] {
    var assignments: [(field: Int, column: String, expression: String)] = []
    for field in table.fields where field.isStored && !field.isSurrogate(of: table.schema) {
      func assign(_ column: String, _ name: String, _ form: ColumnForm) {
        assignments.append(
          (field.index, column, table.write("s." + quoted(name), to: column, from: form)))
      }
      let name = field.field.name
      switch field.field.store {
      case .column(let column):
        assign(column, name, .value(field.logicalType))
      case .foldedColumn(let column, let folded):
        assign(column, name, .value(field.logicalType))
        assign(folded, name + "__folded", .value(.text))
      case .dateTime(let local, let utc):
        assign(local, name + "_local", .value(.text))
        assign(utc, name, .value(.text))
      case .instant(let column): assign(column, name, .instant)
      case .localTime(let column): assign(column, name + "_local", .localTime)
      case .array(let column): assign(column, name, field.arrayForm)
      case .reference(let column) where !deferred.contains(name):
        assignments.append(
          (field.index, column, parentID(field, in: table, includesStaged: besides)))
      case .reference, .list, .secret, .none:
        break
      }
    }
    return assignments
  }

  /// The id of the record a field refers to; where it is blank, other columns of its identity are
  /// used.
  public func parentID(
    _ field: TableColumns.FieldColumns, in table: TableColumns, includesStaged besides: Bool = false
  ) -> String {
    let identity = table.schema.identities.first { $0.fields.first == field.field.name }
    let names = identity?.fields ?? [field.field.name]
    let ids = names.map { name in
      let parent = table.schema.reference(from: name)?.table ?? ""
      return lookup.stagedParentID(
        of: name, in: table, stage: "s",
        includesStaged: parent == table.schema.name || besides && isStaged(parent))
    }
    return ids.count == 1 ? ids[0] : "coalesce(\(ids.joined(separator: ", ")))"
  }
}
