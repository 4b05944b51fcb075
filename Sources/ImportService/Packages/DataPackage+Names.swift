import Schemas
import TabularCore

extension DataPackage {
  /// The table with a machine name.
  func requiredTable(named name: String) throws(ServiceFailure) -> TableSchema {
    if let table = table(named: name) { return table }
    throw .request(.unknownTable(name, package: self.name, tables: tables.map(\.name)))
  }

  /// The table with a machine name in any spelling that folds to it.
  func requiredTable(spelled name: String) throws(ServiceFailure) -> TableSchema {
    let folded = fold(name)
    if let table = tables.first(where: { fold($0.name) == folded }) { return table }
    throw .request(.unknownTable(name, package: self.name, tables: tables.map(\.name)))
  }
}

extension DataPackage {
  /// The machine name of a field of any table that keeps no secrets, in any spelling that folds to it.
  func requiredField(spelled name: String) throws(ServiceFailure) -> String {
    let folded = fold(name)
    let all = tables.flatMap(\.fields).filter { $0.privacy != .secret && $0.type != .secret }
    if let field = all.first(where: { fold($0.name) == folded }) { return field.name }
    var names: [String] = []
    for field in all where !names.contains(field.name) { names.append(field.name) }
    throw .request(.unknownField(name, table: self.name, fields: names))
  }
}

extension TableSchema {
  /// The field with a machine name in any spelling that folds to it.
  func requiredField(spelled name: String) throws(ServiceFailure) -> Field {
    let folded = fold(name)
    if let field = fields.first(where: { fold($0.name) == folded }) { return field }
    throw .request(.unknownField(name, table: self.name, fields: fields.map(\.name)))
  }
}
