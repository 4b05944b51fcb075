import ArgumentParser
import Emission
import ImportPipeline
import ImportService
import Schemas
import TabularCore

/// The workbooks of another system, filled in from a store.
struct ProfiledWorkbooks {
  let profile: String
  let map: String?
  let source: EmitSource
  let folder: String
  let language: Language

  /// Writes the workbooks and tells what they list, and what they do not.
  ///
  /// - Throws: exit 1 when a whole record is missing in them, 3 when the profile or the map cannot be read,
  ///   6 when a workbook cannot be written.
  func write(_ service: ImportService, _ package: DataPackage) throws {
    let map = try map.map { try Self.identifiers($0, language) } ?? IdentifierMap()
    let result: WorkbookEmission.Result
    do {
      let emission = try WorkbookEmission(profile, of: package, map: map, folder: folder)
      result = try service.reading(
        source.choice, of: package, for: "emit", tables: package.tables.map(\.name)
      ) { store in
        try emission.write(StoredEmission(store, of: package))
      }
    } catch let error as EmissionError {
      Terminal.error(error.content, language: language)
      throw ExitCode(error.content.code.area == "schema" ? 3 : 6)
    }
    for (path, count) in result.files {
      let file = path.split(separator: "/").last.map(String.init) ?? path
      Terminal.note(language.label("emit/counted", ["table": file, "count": count]))
    }
    for line in result.unexpressed { Terminal.note(line.sentence(in: language)) }
    try StandardOutput.tell(result.files.map(\.path).joined(separator: "\n"))
    if result.leavesRecordsOut { throw ExitCode(1) }
  }

  /// What another system calls records and values, by a file.
  ///
  /// - Throws: exit 3 when it cannot be read.
  static func identifiers(_ path: String, _ language: Language) throws -> IdentifierMap {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    do {
      return try IdentifierMap(InputFile(path: path))
    } catch let error as IdentifierMap.Malformed {
      let reason = language.label("emit/malformedMap", ["line": error.line])
      Terminal.error(
        .fileUnreadable(.refused(reason: reason)).preceded(by: .file, name), language: language)
    } catch let error as any InputError {
      Terminal.error(
        error.issue(source: 1, file: name, form: .delimited), language: language)
    }
    throw ExitCode(3)
  }
}
