import Emission
import Foundation
import GRDB
import ImportPipeline
import ImportService
import RecordExport
import Schemas
import TestSupport
import Testing

/// Where another program's table keeps numbers for the values of an enumeration, files for people have the
/// values, and scripts for a table like it the numbers.
@Suite struct StoredNumberEmissionTests {
  private let scratch: ScratchFolder
  private let service: ImportService
  private let package: DataPackage
  private let choice: StoreChoice

  init() throws {
    scratch = try ScratchFolder()
    service = ImportService(
      Surroundings(author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0")))
    let folder = scratch.path(of: "works")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try scratch.write(
      "works/datapackage.json",
      #"""
      {"name": "works", "version": "1", "resources": [
        {"name": "jobs", "path": "jobs.csv", "schema": "jobs.schema.json"}]}
      """#)
    try scratch.write(
      "works/jobs.schema.json",
      #"""
      {"primaryKey": "code", "fields": [
        {"name": "code", "registrar:type": "code"},
        {"name": "state", "registrar:type": "enum", "registrar:values": [
          {"value": "open", "stored": 10}, {"value": "closed", "stored": 20}]}],
        "registrar:store": {"table": "jobs", "owned": false}}
      """#)
    let path = scratch.path(of: "s.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.write {
      try $0.execute(
        sql: """
          CREATE TABLE jobs (id INTEGER PRIMARY KEY, code text UNIQUE NOT NULL, state INTEGER);
          INSERT INTO jobs (code, state) VALUES ('A', 10), ('B', 20), ('C', NULL)
          """)
    }
    try queue.close()
    package = try PackageLoader.load(path: folder)
    choice = StoreChoice(store: "sqlite:" + path)
    _ = try service.makeStore(choice, for: package)
  }

  @Test func exportsHaveTheValues_andImportAsTheSame() throws {
    var request = ExportRequest(package, to: scratch.path(of: "out"))
    request.store = choice
    for format in ["csv", "json"] {
      request.format = try #require(.init(rawValue: format))
      let path = try #require(try service.export(request).paths.first)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains("open") && text.contains("closed"), "\(text)")
      #expect(!text.contains("10") && !text.contains("20"), "\(text)")
      var again = ImportRequest(files: [path], package: scratch.path(of: "works"))
      again.store = choice
      let report = try service.prepare(again).run()
      #expect(report.ledger.map { [$0.unchanged, $0.created, $0.updated] } == [[3, 0, 0]])
    }
  }

  @Test func scriptsHaveTheNumbers() throws {
    let writer = TSQLWriter(package: package, folder: scratch.path(of: "sql"))
    let result = try service.reading(choice, of: package, for: "emit", tables: []) { store in
      try writer.write(StoredEmission(store, of: package))
    }
    let stage = try String(contentsOfFile: result.paths[0], encoding: .utf8)
    #expect(stage.contains("N'A', 10)") && stage.contains("N'B', 20)"), "\(stage)")
    #expect(stage.contains("N'C', NULL)"), "\(stage)")
    #expect(!stage.contains("N'open'") && !stage.contains("N'closed'"))
  }
}
