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
