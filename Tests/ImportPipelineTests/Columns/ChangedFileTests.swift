import Foundation
import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

/// What somebody writes into a file while it is imported is told, and nothing is written.
@Suite struct ChangedFileTests {
  private static let descriptor = """
    {"name": "shelf", "resources": [{"name": "books", "path": "books.csv", "type": "table",
      "schema": {"primaryKey": ["code"], "missingValues": [""], "fields": [
        {"name": "code", "type": "string",
          "constraints": {"required": true, "pattern": "B-[0-9]{5}"}},
        {"name": "title", "type": "string", "constraints": {"maxLength": 40}}]}}]}
    """

  /// Imports a file that becomes another one when its rows are read.
  private func run(
    from line: String, to other: String, in folder: ScratchFolder
  ) throws -> ImportReport {
    let rows = (10_000..<12_000).map { "B-\($0),Volume \($0)" }
    func text(_ last: String) -> String {
      (["code,title"] + rows + [last]).joined(separator: "\n") + "\n"
    }
    try folder.write("datapackage.json", Self.descriptor)
    let path = try folder.write("books.csv", text(line))
    try #require(line.utf8.count == other.utf8.count)
    var options = ImportOptions(files: [path])
    options.mode = .execute
    options.jobs = 2
    let package = try PackageLoader.load(path: folder.path(of: "datapackage.json"))
    let store = SQLiteStore(path: folder.path(of: "s.sqlite"))
    let run = ImportRun(
      options: options, package: package, now: "2026-11-20T12:00:00Z",
      runPrefix: "20261120-1200")
    // The clock is asked when all rows are read, before it is decided what is written.
    return run.run(
      store: store,
      clock: {
        if line != other, let file = FileHandle(forUpdatingAtPath: path) {
          file.write(Data(text(other).utf8))
          try? file.close()
        }
        return "2026-11-20T12:00:00Z"
      })
  }

  @Test(arguments: [
    // A row that its bytes alone show to be sound.
    ("B-12000,Atlas", "B-12000,Atlos"),
    // Rows that are left to the readers.
    ("B-12000,\u{A0}Atlas ", "B-12000,\u{A0}Atlos "), ("B-12000,Café", "B-12000,Cafè"),
  ])
  func whatIsWrittenIntoTheFileMeanwhile_isRefused(line: String, other: String) throws {
    let folder = try ScratchFolder()
    expectRefused(try run(from: line, to: other, in: folder))
    // The file as it is now is imported as it stands.
    let again = try run(from: other, to: other, in: folder)
    #expect(again.run.isWritten)
    #expect(again.ledger.map(\.created) == [2_001])
  }

  @Test(arguments: ["B-12000,\"tlas", "B-12000,At\t\"s"])
  func whatDamagesTheFileMeanwhile_isRefused(other: String) throws {
    expectRefused(try run(from: "B-12000,Atlas", to: other, in: ScratchFolder()))
  }

  private func expectRefused(_ report: ImportReport) {
    #expect(!report.run.isWritten)
    #expect(report.run.outcome.exitCode == 3)
    #expect(
      report.issues.issues.filter { $0.severity == .error }
        .map { "\($0.code) \($0.variant) \($0.location.file ?? "")" }
        == ["file.unreadable changed books.csv"])
  }
}
