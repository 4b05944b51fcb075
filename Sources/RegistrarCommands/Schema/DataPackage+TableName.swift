import ArgumentParser
import ImportService
import Schemas
import TabularCore

extension DataPackage {
  /// The name of the table that a text names, in any spelling that folds to it.
  ///
  /// - Throws: a usage error that names what there is.
  func tableName(spelled text: String) throws -> String {
    let folded = fold(text)
    for table in tables
    where ([table.name, table.sheetName] + table.sheetAliases).contains(where: {
      fold($0) == folded
    }) {
      return table.name
    }
    let problem = RequestProblem.unknownTable(text, package: name, tables: tables.map(\.name))
    throw ValidationError(problem.sentence(in: .ofThisProcess()))
  }
}
