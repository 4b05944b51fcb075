import ImportPipeline
import Schemas

extension OpenRun {
  /// The columns of a table, each with the SQL of its value from the staged row `s`.
  ///
  /// - Parameters:
  ///   - deferred: fields that are written later.
  ///   - besides: whether a parent may so far exist in its staging table only.
  func assignments(
    _ table: TableColumns, without deferred: Set<String>, includesStaged besides: Bool = false
  ) -> [(field: Int, column: String, expression: String)] {
    var assignments: [(field: Int, column: String, expression: String)] = []
    for field in table.fields where field.isStored && !field.isSurrogate(of: table.schema) {
      let value = "s." + quoted(field.field.name)
      switch field.field.store {
      case .column(let column):
        assignments.append((field.index, column, value))
      case .foldedColumn(let column, let folded):
        assignments.append((field.index, column, value))
        assignments.append((field.index, folded, "s." + quoted(field.field.name + "__folded")))
      case .dateTime(let local, let utc):
        assignments.append((field.index, local, "s." + quoted(field.field.name + "_local")))
        assignments.append((field.index, utc, value))
      case .instant(let column):
        assignments.append((field.index, column, instantForm(value, of: column, in: table)))
      case .localTime(let column):
        let local = "s." + quoted(field.field.name + "_local")
        assignments.append((field.index, column, instantForm(local, of: column, in: table)))
      case .array(let column):
        assignments.append((field.index, column, SQLFunctions.array(value, field.field)))
      case .reference(let column) where !deferred.contains(field.field.name):
        assignments.append(
          (field.index, column, parentID(field, in: table, includesStaged: besides)))
      case .reference, .list, .secret, .none:
        break
      }
    }
    return assignments
  }

  /// A timestamp in the column's form: a column declared as a time gets SQLite's own format.
  private func instantForm(
    _ value: String, of column: String, in table: TableColumns
  ) -> String {
    let type = declaredTypes[table.schema.store.table]?[column] ?? ""
    guard type.contains("DATETIME") || type.contains("TIMESTAMP") else { return value }
    return "datetime(\(value))"
  }

  /// The id of the record a field refers to; where it is blank, other columns of its identity are
  /// used.
  func parentID(
    _ field: TableColumns.FieldColumns, in table: TableColumns, includesStaged besides: Bool = false
  ) -> String {
    let identity = table.schema.identities.first { $0.fields.first == field.field.name }
    let names = identity?.fields ?? [field.field.name]
    let ids = names.map { name in
      let parent = table.schema.reference(from: name)?.table ?? ""
      return lookup.stagedParentID(
        of: name, in: table, stage: "s",
        includesStaged: parent == table.schema.name || besides && stages[parent] != nil)
    }
    return ids.count == 1 ? ids[0] : "coalesce(\(ids.joined(separator: ", ")))"
  }
}
