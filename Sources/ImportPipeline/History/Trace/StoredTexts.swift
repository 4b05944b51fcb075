import Schemas

/// The values of stored records as people read them: a reference as the text of the parent, a
/// Boolean as `true` or `false`.
struct StoredTexts {
  let connection: any SQLConnection
  let package: DataPackage
  let schema: TableSchema
  let target: TargetTable

  private var keys: StoredKey { StoredKey(package: package, dialect: connection.dialect) }

  /// The field that has its value, or a part of it, in a column or list.
  func field(of name: String) -> Field? {
    let field =
      target.columns.first { $0.name == name && $0.role != .folded }?.field
      ?? target.joinTables.first { $0.name == name }?.field
    return field.flatMap(schema.field(named:))
  }

  /// Whether a column or list is the one that a field's value is read from.
  func isMain(_ name: String, of field: Field) -> Bool {
    if target.joinTables.contains(where: { $0.name == name }) { return true }
    return target.columns(of: field.name).first?.name == name
  }

  /// The columns and lists that hold values of fields, in the table's order.
  var names: [String] {
    target.columns.filter { $0.field != nil && $0.role != .folded && $0.name != target.idColumn }
      .map(\.name) + target.joinTables.map(\.name)
  }

  /// The text of a value of an image.
  func text(_ value: ImageValue, of name: String) throws(StoreError) -> String? {
    if let list = target.joinTables.first(where: { $0.name == name }) {
      guard case .items(let items) = value, !items.isEmpty else { return nil }
      var texts: [String] = []
      for item in items {
        texts.append(
          list.itemReference == nil
            ? item.text ?? "" : try parent(ofField: list.field, id: item.text) ?? "")
      }
      return texts.joined(separator: ";")
    }
    return try text(value.text, of: name)
  }

  /// The text of a column's value, from the text that the store gives of it.
  func text(_ text: String?, of name: String) throws(StoreError) -> String? {
    guard let text, let column = target.columns.first(where: { $0.name == name }) else {
      return nil
    }
    if case .reference = column.role, let field = column.field {
      return try parent(ofField: field, id: text)
    }
    if let number = column.numbers.first(where: { String($0.number) == text }) {
      return number.value
    }
    guard column.kind == .boolean else { return text }
    return ["0", "f", "false"].contains(text) ? "false" : "true"
  }

  /// The text by which a field referred to the parent with an id; the id itself when the parent is
  /// gone.
  private func parent(ofField field: String, id: String?) throws(StoreError) -> String? {
    guard let id else { return nil }
    let text = try connection.value(
      "SELECT \(keys.parentValue(ofField: field, in: schema, id: "?1"))",
      [Int(id).map { SQLValue($0) } ?? .text(id)])
    return text.text ?? "#\(id)"
  }
}
