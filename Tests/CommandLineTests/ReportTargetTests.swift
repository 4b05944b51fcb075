import Foundation
import TestSupport
import Testing

/// Where several reports of a command go.
@Suite struct ReportTargetTests {
  private static let text = "location_code,name,time_zone,kind\nBRA-01,Brampton,EST,virtual\n"

  private func tool() throws -> Registrar {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.text)
    return tool
  }

  private func contents(_ tool: Registrar, _ name: String) throws -> String {
    String(decoding: try tool.scratch.contents(of: name), as: UTF8.self)
  }

  @Test func severalReports_areWrittenAtOnce() throws {
    let tool = try tool()
    let alone = try tool.runImport(["locations.csv", "--offline"]).output
    let result = try tool.runImport(
      [
        "locations.csv", "--offline", "--report", "text", "--report", "markdown:r.md", "--report",
        "json:r.json", "--report", "ndjson:r.ndjson",
      ])
    #expect(result.output == alone)
    #expect(try contents(tool, "r.md").hasPrefix("# "))
    #expect(try contents(tool, "r.json").hasPrefix("{\n  \"format\""))
    #expect(try contents(tool, "r.ndjson").hasPrefix("{\"type\": \"run\""))
    let names = try FileManager.default.contentsOfDirectory(atPath: tool.scratch.path(of: "."))
    #expect(!names.contains { $0.hasPrefix(".registrar") }, "\(names)")
  }

  /// Also when the command line is not understood, after which reports for programs are still ended.
  @Test(arguments: [
    ["--report", "json:locations.csv"], ["--report", "json:./locations.csv"],
    ["--report", "ndjson:same.csv"], ["--report", "json:locations.csv", "--no-such-option"],
    ["--report", "json:locations.csv", "--on-error", "never"],
    ["--report=json:link.csv", "--no-such-option"], ["--plan-out", "./locations.csv"],
  ])
  func inputs_areNeverOverwritten(options: [String]) throws {
    let tool = try tool()
    try FileManager.default.createSymbolicLink(
      atPath: tool.scratch.path(of: "link.csv"), withDestinationPath: "locations.csv")
    try FileManager.default.linkItem(
      atPath: tool.scratch.path(of: "locations.csv"), toPath: tool.scratch.path(of: "same.csv"))
    let result = try tool.runImport(["locations.csv", "--store", "sqlite:s.sqlite"] + options)
    #expect(result.status == 2)
    #expect(try contents(tool, "locations.csv") == Self.text)
    if !options.contains(where: { $0.hasPrefix("--no-such") || $0 == "never" }) {
      #expect(result.errors.contains("which is an input"), "\(result.errors)")
    }
  }

  @Test(arguments: [
    (["json", "markdown"], "--report json and --report markdown both go to standard output"),
    (["text", "ndjson:/dev/stdout"], "--report text and --report ndjson both go to"),
    (["json:r.out", "markdown:./r.out"], "two reports go to `./r.out`"),
  ])
  func placesAreTheirOwn(formats: [String], sentence: String) throws {
    let tool = try tool()
    let result = try tool.runImport(
      ["locations.csv", "--offline"] + formats.flatMap { ["--report", $0] })
    #expect(result.status == 2)
    #expect(result.errors.contains(sentence), "\(result.errors)")
    // A report for programs is still ended, alone.
    #expect(!result.output.contains("# Import report"))
    #expect(result.output.ranges(of: "registrar.report/1").count < 2)
  }

  @Test func reportsAreAsReadableAsOtherFiles() throws {
    let tool = try tool()
    try tool.scratch.write("other", "")
    #expect(try tool.runImport(["locations.csv", "--offline", "--report", "json:r"]).status == 1)
    func mode(_ name: String) throws -> NSNumber? {
      try FileManager.default.attributesOfItem(atPath: tool.scratch.path(of: name))[
        .posixPermissions] as? NSNumber
    }
    #expect(try mode("r") == mode("other"))
  }
}
