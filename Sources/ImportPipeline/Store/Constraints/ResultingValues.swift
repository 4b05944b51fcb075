public import Schemas

/// SQL of the values that the columns of a record will have, by column, from the staged row `s` and the
/// stored record `t`.
///
/// In a table of another program, a column that no field fills keeps its value, or gets the default in a
/// new record; an update writes only the fields that it changes.
///
/// - Parameters:
///   - assignments: the columns that fields are written to, with the SQL of what is written.
///   - defaults: the SQL of the store's own defaults, by column.
public func resultingValues(
  of table: TableSchema, defaults: [String: String],
  assignments: [(field: Int, column: String, expression: String)]
) -> [String: String] {
  guard !table.store.isOwned else {
    return Dictionary(assignments.map { ($0.column, $0.expression) }) { $1 }
  }
  var values = defaults.merging(table.store.defaults) { $1 }
  for (column, value) in values {
    values[column] = "CASE s._op WHEN 'create' THEN (\(value)) ELSE t.\(sqlIdentifier(column)) END"
  }
  for item in assignments {
    let created = values[item.column].map { "coalesce(\(item.expression), \($0))" }
    values[item.column] = """
      CASE WHEN s._op = 'create' THEN \(created ?? item.expression) \
      WHEN s._changed LIKE '%,\(item.field),%' THEN \(item.expression) \
      ELSE t.\(sqlIdentifier(item.column)) END
      """
  }
  return values
}
