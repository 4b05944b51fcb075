import Foundation
import ImportPipeline
import ImportReports
import RecordMapping
import Schemas
import TabularCore
import TestSupport
import Testing
import WorkbookOutput
import Workbooks

/// Rows that were not imported, in the form of templates.
@Suite struct RejectsFileTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func reject(
    _ paths: [String], to name: String, language: Language = .english
  ) throws -> (report: ImportReport, outcome: RejectsFile.Outcome) {
    let report = try FaultyExample.report(of: paths[0]) { $0.files = paths }
    var options = ReportOptions()
    options.language = language
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/exam-platform"))
    let files = zip(report.files, paths).map { ($0, $1) }
    let outcome = try RejectsFile(ReportContent(report, options), package: package)
      .write(files, to: scratch.path(of: name))
    return (report, outcome)
  }

  private func rejected(_ report: ImportReport) -> Int {
    report.rows.reduce(0) { $0 + $1.invalid.count + $1.waiting.count }
  }

  /// What a report finds, by field and value, whatever the place.
  private func errors(_ report: ImportReport) -> [String] {
    report.issues.issues.filter { $0.severity == .error }
      .map { "\($0.code) \($0.location.field ?? "") \($0.value ?? "")" }.sorted()
  }

  @Test(arguments: [
    "common_sessions.xlsx", "locations.xlsx", "proctors.xlsx", "exams.csv", "rooms.csv",
  ])
  func rejectedRows_failForTheSameReasons_whenTheyAreImportedAgain(_ name: String) throws {
    let (report, outcome) = try reject([try FaultyExample.path(name)], to: "left.xlsx")
    #expect(outcome.rowCount == rejected(report))
    #expect(outcome.rowCount > 0)
    let again = try FaultyExample.report(of: scratch.path(of: "left.xlsx"))
    let line = try #require(again.ledger.first)
    #expect(line.read == outcome.rowCount)
    #expect(again.issues.issues.allSatisfy { $0.code != "header.unknown" })
    // What names a row above, or how dates of the column are written, may be gone; nothing new may come but
    // the question about rows whose cells stand in the wrong columns.
    let known = Set(errors(report).map { $0.split(separator: " ").first ?? "" })
    let new = again.issues.issues.filter {
      $0.severity == .error && !known.contains($0.code.rawValue[...])
        && $0.location.field != "action"
    }
    #expect(new.isEmpty, "\(new.map { "\($0.code) \($0.location)" })")
  }

  @Test func rowsThatWait_areImportedWithoutEdits_whenTheirParentIsThere() throws {
    let locations = try scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR,Toronto,America/Toronto,moon\n")
    let venues = try scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats,valid_from\nV1,TOR,Main hall,9,3/4/2027\n"
        + "V2,OTT,x,9,25/12/2027\n")
    let (report, outcome) = try reject([locations, venues], to: "left.xlsx")
    #expect(outcome.rowCount == 3, "\(report.rows)")
    let workbook = try Workbook(path: scratch.path(of: "left.xlsx"))
    #expect(workbook.sheets.map(\.name).contains("Locations"))
    #expect(workbook.sheets.map(\.name).contains("Venues"))
    let sound = try scratch.write(
      "sound.csv",
      "location_code,name,time_zone,kind\nTOR,Toronto,America/Toronto,virtual\n"
        + "OTT,Ottawa,America/Toronto,virtual\n")
    let left = scratch.path(of: "left.xlsx")
    let again = try FaultyExample.report(of: left) {
      $0.files = [sound, left]
      $0.sheets = ["Venues"]
    }
    let venuesLine = try #require(again.ledger.first { $0.table == "venues" })
    #expect(venuesLine.created == 2, "\(FaultyExample.findings(again))")
    // The order of day and month that the other row proved is kept.
    let texts = try texts(of: left, sheet: "Venues")
    #expect(texts.contains("2027-04-03"))
  }

  @Test func severalTables_asDelimitedText_getAFileEach() throws {
    let locations = try scratch.write(
      "locations.csv", "location_code,name,time_zone,kind\nTOR,Toronto,America/Toronto,moon\n")
    let venues = try scratch.write(
      "venues.csv", "venue_code,location_code,name\nV1,TOR,\"=Main, hall\"\n")
    let (_, outcome) = try reject([locations, venues], to: "left.csv", language: "fr")
    #expect(
      outcome.paths == ["left.locations.csv", "left.venues.csv"].map { scratch.path(of: $0) })
    let text = String(decoding: try scratch.contents(of: "left.venues.csv"), as: UTF8.self)
    #expect(text.contains("Ligne Registrar,Problèmes Registrar"))
    #expect(text.contains("\"'=Main, hall\""))
    let again = try FaultyExample.report(of: scratch.path(of: "left.venues.csv"))
    #expect(again.ledger.first { $0.table == "venues" }?.read == 1)
    #expect(again.issues.issues.allSatisfy { $0.code != "header.unknown" })
  }

  @Test func nothingRejected_writesNothing_andTakesAwayWhatWasThere() throws {
    let path = try scratch.write(
      "locations.csv", "location_code,name,time_zone,kind\nTOR,Toronto,America/Toronto,virtual\n")
    try scratch.write("left.xlsx", "old")
    let (_, outcome) = try reject([path], to: "left.xlsx")
    #expect(outcome.paths.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["locations.csv"])
  }

  @Test func brokenRecord_isNotImported_beforeSomebodyLooked() throws {
    let path = try scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR,Toronto,America/Toronto,virtual,surplus\n")
    let (_, outcome) = try reject([path], to: "left.xlsx")
    #expect(outcome.rowCount == 1)
    let again = try FaultyExample.report(of: scratch.path(of: "left.xlsx"))
    #expect(again.ledger.first?.created == 0)
    #expect(again.issues.issues.contains { $0.location.field == "action" })
  }

  @Test func secrets_areLeftOut() throws {
    let path = scratch.path(of: "proctors.xlsx")
    try WorkbookBuilder().sheet(
      "Proctors",
      rows: [
        ["username", "first_name", "last_name", "email", "password"],
        ["j.doe", "Jo", "Doe", "not an address", "hunter2hunter2"],
      ]
    ).write(to: path)
    let (_, outcome) = try reject([path], to: "left.xlsx")
    #expect(outcome.rowCount == 1)
    let texts = try texts(of: scratch.path(of: "left.xlsx"), sheet: "Proctors")
    #expect(texts.contains("not an address"))
    #expect(!texts.contains { $0.contains("hunter2") })
  }

  @Test func headersOfCopies_areThoseThatImportsIgnore() {
    for (key, headers) in [
      ("marked/status", ControlColumns.markedStatusHeaders),
      ("rejects/row", ControlColumns.rejectedRowHeaders),
      ("rejects/problems", ControlColumns.rejectedProblemHeaders),
    ] {
      #expect(Set(Language.spoken.map { $0.label(key) }) == Set(headers))
    }
  }

  private func texts(of path: String, sheet: String) throws -> [String] {
    let workbook = try Workbook(path: path)
    let index = try #require(workbook.sheets.first { $0.name == sheet }).index
    var texts: [String] = []
    _ = try workbook.readRows(ofSheetAt: index) { batch in
      texts += batch.cells.map(batch.text(of:))
      return true
    }
    return texts
  }
}
