import Foundation
import TestSupport
import Testing

/// What a run prints, and where.
@Suite struct ReportingTests {
  private static let locations = """
    location_code,name,time_zone,kind,capacity,Shoe size
    BRA-01,Brampton,EST,virtual,250,
    OAK-01,Oakville,America/Toronto,phisical,12.5,42
    MIS-01,Mississauga,Eastern Standard Time,virtual,100,
    """
  private static let venues = """
    venue_code,location_code,name,seats
    BRA-01-A,BRA-01,Hall,40
    BRA-01-B,BRA-01,Loft,40
    MIS-01-A,MIS-01,Annex,40

    """

  private func tool() throws -> Registrar {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.locations)
    try tool.scratch.write("venues.csv", Self.venues)
    return tool
  }

  private static let files = ["venues.csv", "locations.csv", "--offline"]

  @Test func text_isPrintedAsRecorded() throws {
    let result = try tool().runImport(Self.files)
    #expect(result.status == 1)
    try expectSnapshot(result.output, "validation-with-errors")
  }

  @Test func frenchText_isPrintedAsRecorded() throws {
    let result = try tool().runImport(Self.files + ["--language", "fr"])
    try expectSnapshot(result.output, "validation-with-errors-fr")
  }

  @Test func spanishText_isPrintedAsRecorded() throws {
    let result = try tool().runImport(Self.files + ["--language", "es"])
    try expectSnapshot(result.output, "validation-with-errors-es")
  }

  @Test func colour_isForTerminals_orOnRequest() throws {
    let tool = try tool()
    let plain = try tool.runImport(Self.files)
    #expect(!plain.output.contains("\u{1B}"))
    let coloured = try tool.runImport(Self.files + ["--color", "always"])
    #expect(coloured.output.contains("\u{1B}["))
    let bare = coloured.output.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(bare == plain.output)
    let none = try tool.runImport(Self.files, environment: ["NO_COLOR": "1"])
    #expect(none.output == plain.output)
  }

  @Test func clockOfTests_isTold() throws {
    let result = try tool().runImport(Self.files)
    #expect(
      result.errors == "registrar: REGISTRAR_NOW is set: the clock stands at \(Registrar.now)\n")
    let wrong = try tool().runImport(Self.files, environment: ["REGISTRAR_NOW": "yesterday"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("REGISTRAR_NOW is `yesterday`"))
  }

  @Test func quiet_printsNothing_andWritesReports() throws {
    let tool = try tool()
    let result = try tool.runImport(Self.files + ["--quiet", "--report", "json:report.json"])
    #expect(result.output == "")
    #expect(result.status == 1)
    let object =
      try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "report.json"))
      as? [String: Any]
    #expect(object?["format"] as? String == "registrar.report/1")
    let run = object?["run"] as? [String: Any]
    #expect(run?["outcome"] as? String == "data-errors")
    #expect(run?["exit"] as? Int == 1)
    #expect(run?["startedAt"] as? String == Registrar.now)
  }

  @Test func detailsHaveALimit_andTotalsStayExact() throws {
    let tool = try Registrar()
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + (10..<16).map { "TOR-\($0),Place \($0),Nowhere/Nothing,virtual\n" }.joined())
    for (options, kept) in [
      ([], 6), (["--limit", "issues-kept=4"], 4),
      (["--limit", "issues-kept=4", "--max-details", "5"], 5),
    ] {
      let result = try tool.runImport(
        ["locations.csv", "--offline", "--quiet", "--report", "json:r.json"] + options)
      #expect(result.status == 1)
      let object =
        try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
        as? [String: Any]
      let issues = object?["issues"] as? [[String: Any]] ?? []
      let codes = issues.compactMap { $0["code"] as? String }
      #expect(codes == Array(repeating: "value.time-zone-unknown", count: kept), "\(options)")
      let text = try tool.runImport(["locations.csv", "--offline"] + options).output
      #expect(text.contains("6 errors of 1 kind"), "\(text)")
    }
  }

  @Test func equalRuns_giveEqualReports() throws {
    let tool = try tool()
    let texts = try (0..<2).map { _ in
      try tool.runImport(Self.files + ["--report", "json"]).output
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].hasPrefix("{"))
  }

  @Test func standardInput_isAFile() throws {
    let result = try Registrar().runImport(
      ["-", "--table", "locations", "--offline"],
      input: "location_code;name;time_zone;kind\nBRA-01;Brampton;EST;virtual\n")
    #expect(result.status == 1)
    #expect(result.output.contains("--> -:2:3 (time_zone)"))
  }

  @Test func storeIsMade_andTheSecondRunChangesNothing() throws {
    let tool = try Registrar()
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nBRA-01,Brampton,America/Toronto,virtual\n")
    let arguments = ["locations.csv", "--execute", "--store", "sqlite:s.sqlite"]
    let first = try tool.runImport(arguments)
    try expectSnapshot(first.output, "first-execution")
    let second = try tool.runImport(arguments)
    try expectSnapshot(second.output, "second-execution")
  }
}
