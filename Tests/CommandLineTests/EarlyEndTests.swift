import Foundation
import TestSupport
import Testing

/// Reports of runs that end before they have anything to report, or cannot report at all.
@Suite struct EarlyEndTests {
  private func tool(hasFailpoints: Bool = false) throws -> Registrar {
    let tool = try Registrar(hasFailpoints: hasFailpoints)
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nBRA-01,Brampton,America/Toronto,virtual\n")
    return tool
  }

  private func report(_ tool: Registrar, _ name: String) throws -> String {
    String(decoding: try tool.scratch.contents(of: name), as: UTF8.self)
  }

  /// Command lines that are not understood, or that make no sense.
  @Test(
    arguments: [
      (["import", "locations.csv", "--exekute"], "import", "Unknown option '--exekute'"),
      (["import", "locations.csv", "--on-error", "perhaps"], "import", "perhaps"),
      (["import"], "import", "name at least one file to import"),
      (["import", "locations.csv", "--validate", "--execute"], "import", "exclude each other"),
      (["import", "locations.csv", "--target", "none"], "import", "needs a project file"),
      (["import", "locations.csv", "--limit", "rows=many"], "import", "--limit rows takes"),
      (["undo"], "undo", "Missing expected argument"),
      (["undo", "A1", "--store", "x:y"], "undo", "is not understood"),
      (["verify", "--expect", "locations"], "verify", "--expect takes TABLE=N"),
    ] as [([String], String, String)])
  func aUsageErrorEndsTheReports(words: [String], command: String, sentence: String) throws {
    let tool = try tool()
    let result = try tool.run(words + ["--report", "ndjson:r.ndjson", "--report=json:r.json"])
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains(sentence), "\(result.errors)")
    let lines = try report(tool, "r.ndjson").split(separator: "\n")
    let end = try #require(lines.last)
    #expect(end.contains(#""type": "end""#), "\(end)")
    #expect(end.contains(#""exit": 2"#) && end.contains(#""retry": false"#), "\(end)")
    let whole = try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
    let run = try #require((whole as? [String: Any])?["run"] as? [String: Any])
    #expect(run["command"] as? String == command)
    #expect(run["outcome"] as? String == "usage", "\(run)")
    #expect((run["conclusion"] as? String)?.contains(sentence) == true, "\(run)")
    // On standard output, too, and nothing else there.
    let piped = try tool.run(words + ["--report", "ndjson"])
    #expect(piped.status == 2)
    #expect(piped.output.split(separator: "\n").last?.contains(#""type": "end""#) == true)
  }

  @Test func helpAndVersionMakeNoReport() throws {
    let tool = try tool()
    for words in [["import", "--help"], ["undo", "--help"]] {
      #expect(try tool.run(words + ["--report", "ndjson:r.ndjson"]).status == 0)
      #expect(!FileManager.default.fileExists(atPath: tool.scratch.path(of: "r.ndjson")))
    }
  }

  /// What lies where the report will be is of an earlier run.
  @Test(arguments: [
    "json", "ndjson", "text", "markdown", "html", "mail", "sarif", "junit", "github",
  ])
  func aKilledRunLeavesNoReportThatCouldBeItsOwn(format: String) throws {
    let tool = try tool(hasFailpoints: true)
    let words = ["locations.csv", "--execute", "--store", "sqlite:s.sqlite", "--report"]
    #expect(try tool.runImport(words + ["\(format):r.out"]).status == 0)
    #expect(FileManager.default.fileExists(atPath: tool.scratch.path(of: "r.out")))
    let killed = try tool.runImport(
      words + ["\(format):r.out"], environment: ["REGISTRAR_FAILPOINT": "opened"])
    #expect(killed.status == 137)
    #expect(!FileManager.default.fileExists(atPath: tool.scratch.path(of: "r.out")))
  }

  /// A link and a device stay what they are.
  @Test func onlyFilesAreTakenAway() throws {
    let tool = try tool()
    try tool.scratch.write("real.json", "{}")
    try FileManager.default.createSymbolicLink(
      atPath: tool.scratch.path(of: "link.json"),
      withDestinationPath: tool.scratch.path(of: "real.json"))
    let result = try tool.runImport(
      [
        "locations.csv", "--offline", "--report", "json:link.json", "--report", "ndjson:/dev/null",
      ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    #expect(try report(tool, "link.json").contains("\"run\""))
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "only root can mount a disk that is filled"))
  func aReportOnAFullDiskIsToldByTheExitStatus() throws {
    let disk = try SmallDisk(megabytes: 2)
    try disk.fill(leaving: 0)
    for (format, mode) in [("json", "--execute"), ("ndjson", "--validate"), ("text", "--validate")]
    {
      let tool = try tool()
      let result = try tool.runImport(
        [
          "locations.csv", mode, "--store", "sqlite:s.sqlite", "--report",
          "\(format):\(disk.path)/r.out",
        ])
      #expect(result.status == 6, "\(format): \(result.output)\(result.errors)")
      #expect(
        result.errors.contains(
          "error[emit.write-failed]: cannot write `r.out`: no space left on device"),
        "\(format): \(result.errors)")
    }
  }

  @Test func aMissingFileIsNoServer() throws {
    let tool = try tool()
    for words in [
      ["runs"], ["show", "A1"], ["audit", "verify"], ["store", "status"], ["backup"],
      ["store", "migrate"], ["store", "check"],
    ] {
      let result = try tool.run(words + ["--store", "sqlite:none.sqlite"])
      #expect(result.status == 6 || words == ["backup"] && result.status == 4, "\(words)")
      #expect(result.errors.contains("the file does not exist"), "\(words): \(result.errors)")
      #expect(!result.errors.contains("server"), "\(words): \(result.errors)")
    }
    let runs = try tool.run(["runs", "--store", "sqlite:none.sqlite"])
    #expect(
      runs.errors == """
        error[store.unreachable]: cannot open the store of target `sqlite:none.sqlite`: the file does \
        not exist
           = help: check the path, or make a store with `registrar store init --store \
        sqlite:none.sqlite`

        """)
    try tool.scratch.write("text.sqlite", "this is no database, only some words of text in a file")
    let other = try tool.run(["runs", "--store", "sqlite:text.sqlite"])
    #expect(
      other.errors.contains("the file is not an SQLite database")
        && !other.errors.contains("server"), "\(other.errors)")
  }
}
