import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import Testing

@testable import RegistrarCommands

/// `--report FORMAT:PATH`.
struct ReportRequestTests {
  private let scratch: InspectScratch

  init() throws { scratch = try InspectScratch() }

  @Test(arguments: [
    ("json:a.json", "a.json"), ("text", nil), ("ndjson:-", nil), ("text:/x/y:z", "/x/y:z"),
    ("markdown:ticket.md", "ticket.md"),
  ])
  func text_namesFormatAndPath(text: String, path: String?) throws {
    let request = try #require(ReportRequest(text))
    #expect(request.path == path)
    #expect(text.hasPrefix(request.format.name))
    #expect(ReportRequest("jsn:a.json") == nil)
  }

  @Test(arguments: [
    ("missing/a.json", "no such file or directory"), ("", "is a folder"),
    ("a.json", nil),
  ])
  func path_isRefusedBeforeTheRun(name: String, problem: String?) throws {
    let path = scratch.path + "/" + name
    let request = try #require(ReportRequest("json:" + path))
    guard let problem else { return try request.checkPath() }
    let error = #expect(throws: ValidationError.self) { try request.checkPath() }
    #expect(error?.message == "cannot write the report `\(path)`: \(problem)")
  }

  @Test func device_isWrittenTo() throws {
    let request = try #require(ReportRequest("json:/dev/null"))
    try request.checkPath()
    let run = ImportReport.Run(id: "1", mode: "validate", target: "t", startedAt: "")
    #expect(request.write(ImportReport(run: run), options: .init()) == nil)
    let lost = try #require(ReportRequest("json:" + scratch.path + "/missing/a.json"))
    #expect(
      lost.write(ImportReport(run: run), options: .init())?.reason == "no such file or directory")
  }
}
