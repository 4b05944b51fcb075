import ArgumentParser
import Emission
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore

/// Writes the items of a store as a QTI package.
struct ItemExport {
  let service: ImportService
  let package: DataPackage
  let store: StoreChoice
  let language: Language

  /// Writes `PACKAGE.zip` to a folder, made if needed; tells what was written, and what was not.
  ///
  /// - Returns: the path.
  /// - Throws: a usage error for a package without items; exit 6 when the file cannot be written.
  func write(to folder: String) throws -> String {
    guard let emission = ItemEmission(package) else {
      throw ValidationError(usage: "noItems", ["package": printable(package.name)])
    }
    let path = (folder as NSString).appendingPathComponent(package.name + ".zip")
    let result: ItemEmission.Result
    do {
      result = try service.reading(
        store, of: package, for: "export", tables: emission.tables
      ) { records in
        try emission.write(StoredEmission(records, of: package), to: path)
      }
    } catch let error as EmissionError {
      Terminal.error(error.content, language: language)
      throw ExitCode(6)
    }
    for (table, count) in zip(emission.tables, [result.groupCount, result.itemCount]) {
      Terminal.note(language.label("emit/counted", ["table": table, "count": count]))
    }
    for line in result.unexpressed { Terminal.note(line.sentence(in: language)) }
    return path
  }
}
