import Schemas

/// How the items of a stored list are read beside their owners.
public struct OwnedItems {
  /// A SELECT of owner and item, in the order of the owners and of each owner's items.
  ///
  /// It begins at the owner whose id the store's first parameter gives. Items that are references are given as the ids
  /// of the parents.
  public let select: String
  /// A SELECT of a 0 and the text of the parent whose id the first parameter gives; `nil` where items are values.
  public let parentText: String?
}

extension ReferenceSQL {
  /// A condition that a field of a stored row has no value, cheaper than to read the value.
  ///
  /// It holds of no row that has a value. It does not hold of some that have none: an id that names no record, or a
  /// list whose items have no texts. Whoever must know reads the value then.
  public func isBlank(
    _ columns: TableColumns.FieldColumns, in table: TableColumns, alias: String
  ) -> String {
    switch columns.field.store {
    case .reference(let name):
      return "\(alias).\(quoted(name)) IS NULL"
    case .list(let list, let owner, _, _):
      return """
        NOT EXISTS (SELECT 1 FROM \(dialect.qualified(list)) AS l \
        WHERE l.\(quoted(owner)) = \(alias).\(table.id))
        """
    default:
      return "\(value(of: columns, in: table, alias: alias)) IS NULL"
    }
  }

  /// The items of a list for a walk over their owners; `nil` for a field without a list table, and for parents that
  /// stand in the order of their texts.
  ///
  /// - Parameter parameter: the store's first parameter: `?1`.
  public func ownedItems(
    of columns: TableColumns.FieldColumns, in table: TableColumns, from parameter: String
  ) -> OwnedItems? {
    guard case .list(let list, let owner, let item, let position) = columns.field.store else {
      return nil
    }
    let isReference = table.schema.reference(from: columns.field.name) != nil
    guard position != nil || !isReference else { return nil }
    let value = itemValue(
      columns, in: table, row: "l", list: (list, owner, item, position), depth: 0)
    let own = "l.\(quoted(owner))"
    let select = """
      SELECT \(own), \(isReference ? "l.\(quoted(item))" : value) \
      FROM \(dialect.qualified(list)) AS l WHERE \(own) >= \(parameter) \
      ORDER BY 1, \(position.map { "l.\(quoted($0))" } ?? "2")
      """
    return OwnedItems(
      select: select,
      parentText: isReference
        ? "SELECT 0, \(value) FROM (SELECT \(parameter) AS \(quoted(item))) AS l" : nil)
  }
}
