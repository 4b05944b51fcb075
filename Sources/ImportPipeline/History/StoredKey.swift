import Schemas

/// SQL of stored records' natural keys, following the references that they contain.
struct StoredKey {
  let package: DataPackage
  let dialect: DDLWriter.Dialect
  /// The longest chain of references that is followed.
  private static let maximumDepth = 8

  /// Separates the parts of a key within one text.
  static let separator = "\u{1F}"

  /// The key of a record as one text.
  ///
  /// - Parameter alias: the record's alias in the statement.
  func text(of table: TableSchema, alias: String) -> String {
    let parts = table.naturalKey.map { name in
      "coalesce(CAST(\(value(of: name, in: table, alias: alias, depth: 0)) AS TEXT), '')"
    }
    let mark = dialect == .sqlite ? "char(31)" : "chr(31)"
    return parts.isEmpty ? "''" : "(" + parts.joined(separator: " || \(mark) || ") + ")"
  }

  /// The text of a field of a record; a reference as the text of the parent that it names.
  func value(
    of name: String, in table: TableSchema, alias: String, depth: Int = 0
  ) -> String {
    guard depth < Self.maximumDepth, let index = table.fieldIndex(named: name) else {
      return "NULL"
    }
    switch table.fields[index].store {
    case .column(let column) where !table.fields[index].storedNumbers.isEmpty:
      return table.fields[index].storedNumbers
        .value(ofNumber: "\(alias).\(sqlIdentifier(column))")
    case .column(let column), .foldedColumn(let column, folded: _):
      return "\(alias).\(sqlIdentifier(column))"
    case .dateTime(local: let column, utc: _), .instant(let column), .localTime(let column):
      return "\(alias).\(sqlIdentifier(column))"
    case .reference(let column):
      return parentValue(
        ofField: name, in: table, id: "\(alias).\(sqlIdentifier(column))", depth: depth)
    case .array(let column):
      return dialect == .sqlite
        ? "(SELECT group_concat(j.value, ';') FROM json_each(\(alias).\(sqlIdentifier(column))) AS j)"
        : "array_to_string(\(alias).\(sqlIdentifier(column)), ';')"
    case .list, .secret, .none:
      return "NULL"
    }
  }

  /// The text by which a field refers to the parent with an id.
  func parentValue(
    ofField name: String, in table: TableSchema, id: String, depth: Int = 0
  ) -> String {
    guard let reference = table.reference(from: name),
      let parent = package.table(named: reference.table)
    else { return "NULL" }
    let alias = "p\(depth)"
    let text = value(of: reference.targetField, in: parent, alias: alias, depth: depth + 1)
    return "(SELECT \(text) FROM \(sqlTable(parent.store.table, dialect)) AS \(alias)"
      + " WHERE \(alias).\(sqlIdentifier(parent.store.idColumn)) = \(id))"
  }

  /// The parts of a key from its text.
  static func parts(_ text: String) -> [String] {
    text.isEmpty
      ? []
      : text.split(separator: separator, omittingEmptySubsequences: false)
        .map(String.init)
  }
}
