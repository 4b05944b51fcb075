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
      func assign(_ column: String, _ name: String, _ type: LogicalType) {
        assignments.append(
          (field.index, column, table.write("s." + quoted(name), to: column, from: type)))
      }
      let name = field.field.name
      switch field.field.store {
      case .column(let column):
        assign(column, name, field.logicalType)
      case .foldedColumn(let column, let folded):
        assign(column, name, field.logicalType)
        assign(folded, name + "__folded", .text)
      case .dateTime(let local, let utc):
        assign(local, name + "_local", .text)
        assign(utc, name, .text)
      case .instant(let column), .array(let column):
        assign(column, name, .text)
      case .localTime(let column):
        let local = "s." + quoted(name + "_local")
        assignments.append((field.index, column, table.writeLocal(local, to: column)))
      case .reference(let column) where !deferred.contains(field.field.name):
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
