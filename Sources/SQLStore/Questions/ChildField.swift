import Schemas

/// A field through which records of one table depend on records of another.
public struct ChildField {
  /// The child table.
  public let child: TableColumns
  /// The table referred to.
  public let parent: TableColumns
  /// The field that refers.
  public let field: TableColumns.FieldColumns
  /// The reference.
  let reference: Reference
  /// Writes the SQL of links between the tables.
  let lookup: ReferenceSQL

  /// The stored links, as a SELECT of the parent's id and the child's id.
  public var storedLinks: String? {
    switch field.field.store {
    case .reference(let column):
      "SELECT \(quoted(column)) AS parent, \(child.id) AS child FROM \(child.target)"
    case .list(let table, let owner, let item, _):
      """
      SELECT \(quoted(item)) AS parent, \(quoted(owner)) AS child \
      FROM \(child.dialect.qualified(table))
      """
    case .column:
      // The column holds a text of the parent, not its id.
      lookup.link(from: field, of: parent, by: reference, in: child, alias: "c").map {
        """
        SELECT p.\(parent.id) AS parent, c.\(child.id) AS child \
        FROM \(child.target) AS c JOIN \(parent.target) AS p ON \($0("p"))
        """
      }
    default: nil
    }
  }

  /// The staged links, as a SELECT of the parent's text and the child's row.
  var stagedLinks: String {
    field.isList
      ? "SELECT item AS parent, _row AS child FROM \(child.listStage(field))"
      : "SELECT \(quoted(field.field.name)) AS parent, _row AS child FROM \(child.stage)"
  }

  /// The text that links name the parent by, from a row of the parent, as the type it has in staged links.
  func target(alias: String) -> String {
    let column = parent.columns(of: reference.targetField)
    return child.dialect.converted(
      TypedSQL("\(alias).\(quoted(reference.targetField))", column?.logicalType ?? .text),
      to: field.isList ? field.itemType : field.logicalType)
  }

  /// Conditions on the rest of the parent's key, between staged rows `s` and `c`, where the child's row has it.
  var narrowing: String {
    reference.with.sorted { $0.key < $1.key }.compactMap { name, path in
      guard path.references.isEmpty, let own = child.columns(of: path.field),
        let target = parent.columns(of: name)
      else { return nil }
      let value = child.dialect.converted(
        TypedSQL("c." + quoted(path.field), own.logicalType), to: target.logicalType)
      return " AND \(value) = s.\(quoted(name))"
    }.joined()
  }
}

extension SQLStoreRun {
  /// The fields of the package through which records refer to a table.
  public func childFields(of parent: String) -> [ChildField] {
    package.tables.flatMap { schema in
      schema.references.compactMap { reference in
        guard reference.table == parent, let child = tables[schema.name],
          let own = tables[parent], let field = child.columns(of: reference.field)
        else { return nil }
        return ChildField(
          child: child, parent: own, field: field, reference: reference, lookup: lookup)
      }
    }
  }
}
