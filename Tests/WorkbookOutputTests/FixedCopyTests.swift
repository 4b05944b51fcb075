import Foundation
import ImportPipeline
import ImportReports
import Schemas
import TabularCore
import TestSupport
import Testing
import WorkbookOutput
import Workbooks

/// Copies of input files with their safe corrections.
@Suite struct FixedCopyTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func fix(
    _ path: String, to name: String, _ options: ReportOptions = ReportOptions()
  ) throws -> ImportReport.Corrections {
    let report = try FaultyExample.report(of: path)
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/exam-platform"))
    return try FixedCopy(ReportContent(report, options), package: package).write(
      try #require(report.files.first), at: path, to: scratch.path(of: name))
  }

  private static let header: [WorkbookValue] = [
    "location_code", "name", "time_zone", "kind", "valid_from",
  ]

  private func locations(_ rows: [[WorkbookValue]]) throws -> String {
    let path = scratch.path(of: "locations.xlsx")
    try WorkbookBuilder().sheet("Locations", rows: [Self.header] + rows)
      .sheet("Mine", rows: [["kept"]]).part("customXml/item1.xml", "<kept/>").write(to: path)
    return path
  }

  private func cells(of name: String, sheet: String) throws -> [String: String] {
    let workbook = try Workbook(path: scratch.path(of: name))
    let index = try #require(workbook.sheets.first { $0.name == sheet }).index
    var texts: [String: String] = [:]
    _ = try workbook.readRows(ofSheetAt: index) { batch in
      for (index, row) in batch.rows.enumerated() {
        for cell in batch.cells(ofRowAt: index) {
          let place = CellReference(row: row.number, column: Int(cell.column))
          texts["\(place)"] = batch.text(of: cell)
        }
      }
      return true
    }
    return texts
  }

  private func list(_ corrections: [ReportedCorrection]) -> [String] {
    corrections.map { correction in
      let place = CellReference(
        row: correction.location.row ?? 0, column: correction.location.column ?? 0)
      return "\(place) \(correction.kind.rawValue) \(correction.before)"
        + "→\(correction.after.joined(separator: "|")) \(correction.doubt?.rawValue ?? "")"
    }
  }

  @Test func safeCorrections_areMadeAndListed_othersAreProposed() throws {
    let path = try locations([
      ["TOR", " Toronto ", "America/Toronto", "site", "25/12/2026"],
      ["MTL", "Montréal", "America/Toronto", "physicl", "3/4/2027"],
      ["OTT", "Ottawa", "America/Toronto", "virtual", "2027-01-01"],
    ])
    let corrections = try fix(path, to: "fixed.xlsx")
    #expect(
      list(corrections.applied) == [
        "B2 text  Toronto →Toronto ", "D2 value site→physical ", "E2 date 25/12/2026→2026-12-25 ",
        "E3 date 3/4/2027→2027-04-03 ",
      ])
    #expect(list(corrections.proposed) == ["D3 value physicl→physical similar"])
    let texts = try cells(of: "fixed.xlsx", sheet: "Locations")
    #expect(texts["B2"] == "Toronto")
    #expect(texts["D2"] == "physical")
    #expect(texts["D3"] == "physicl")
    #expect(texts["E3"] == "2027-04-03")
    #expect(texts["E4"] == "2027-01-01")
    let page = try cells(of: "fixed.xlsx", sheet: "Registrar corrections").values
    for text in ["‘ Toronto ’", "‘Toronto’", "Locations!D3", "physicl", "3/4/2027"] {
      #expect(page.contains(text), "\(text) in \(page)")
    }
    #expect(
      try CopiedPart.text(of: "customXml/item1.xml", in: scratch.path(of: "fixed.xlsx"))
        == "<kept/>")
  }

  /// The date of a date-time has a column of its own, whose order one of its cells proves.
  @Test func datesBesideTheirTimes_areCorrectedAsThoseOfDates() throws {
    func sessions(_ first: String) throws -> ImportReport.Corrections {
      let header = "session_code,name,exam_codes,Start date,Start time,end_at,capacity\n"
      try scratch.write(
        "common_sessions.csv",
        header + "S-1,One,A-1,\(first),09:00,2027-12-25 12:00,5\n"
          + "S-2,Two,A-1, 3/4/2027,09:00 ,2027-04-03 12:00,5\n")
      return try fix(scratch.path(of: "common_sessions.csv"), to: "fixed.csv")
    }
    let proven = try sessions("25/12/2027")
    #expect(
      list(proven.applied) == [
        "D2 date 25/12/2027→2027-12-25 ", "D3 date  3/4/2027→2027-04-03 ", "E3 text 09:00 →09:00 ",
      ])
    let text = String(decoding: try scratch.contents(of: "fixed.csv"), as: UTF8.self)
    #expect(text.contains("S-2,Two,A-1,2027-04-03,09:00,"), "\(text)")
    let unclear = try sessions("5/6/2027")
    #expect(
      list(unclear.proposed).filter { $0.contains(" date ") } == [
        "D2 date 5/6/2027→2027-06-05|2027-05-06 ambiguous",
        "D3 date  3/4/2027→2027-04-03|2027-03-04 ambiguous",
      ])
  }

  @Test func aFormula_isNeverReplaced_andDatesThatItExplainsStay() throws {
    let path = try locations([
      [
        "TOR", "Toronto", "America/Toronto", "virtual",
        .formula("\"25/12/\"&2026", cached: "25/12/2026"),
      ],
      ["MTL", "Montréal", "America/Toronto", "virtual", "3/4/2027"],
    ])
    let corrections = try fix(path, to: "fixed.xlsx")
    #expect(corrections.applied.isEmpty)
    #expect(
      list(corrections.proposed) == [
        "E2 date 25/12/2026→2026-12-25 formula", "E3 date 3/4/2027→2027-04-03 guess",
      ])
    #expect(try scratch.contents(of: "fixed.xlsx") == scratch.contents(of: "locations.xlsx"))
  }

  @Test func aRowThatWouldBecomeAnExample_keepsItsCell() throws {
    let path = try locations([
      [" #EXAMPLE-1", "Example hall", "America/Toronto", "virtual", ""],
      ["TOR", "Toronto ", "America/Toronto", "virtual", ""],
    ])
    let corrections = try fix(path, to: "fixed.xlsx")
    #expect(list(corrections.applied) == ["B3 text Toronto →Toronto "])
  }

  @Test(arguments: ["common_sessions.xlsx", "locations.xlsx", "proctors.xlsx"])
  func fixOfAFix_changesNothing_andNothingElseChanges(_ name: String) throws {
    let path = try FaultyExample.path(name)
    let first = try fix(path, to: "first.xlsx")
    #expect(!first.applied.isEmpty || name != "locations.xlsx")
    let second = try fix(scratch.path(of: "first.xlsx"), to: "second.xlsx")
    #expect(second.applied.isEmpty, "\(list(second.applied))")
    #expect(try scratch.contents(of: "first.xlsx") == scratch.contents(of: "second.xlsx"))
    let before = try FaultyExample.report(of: path)
    let after = try FaultyExample.report(of: scratch.path(of: "first.xlsx"))
    let errors = { (report: ImportReport) in report.issues.count(of: .error) }
    #expect(errors(after) <= errors(before))
    let places = { (report: ImportReport) in
      Set(
        report.issues.issues.filter { $0.severity == .error }.map {
          "\($0.code) \($0.location.sheet ?? "") \($0.location.row ?? 0)"
        })
    }
    let new = places(after).subtracting(places(before))
    #expect(new.isEmpty, "\(new)")
    for (old, new) in zip(before.ledger, after.ledger) {
      #expect(old.read == new.read)
      #expect(new.created >= old.created)
    }
  }

  @Test func delimitedFile_keepsAllOtherLines_byteForByte() throws {
    let text =
      "location_code;\"name\";time_zone;kind;notes\r\n"
      + "TOR;\" Toronto; \"\"GTA\"\" \";America/Toronto;site;\"two\nlines\"\r\n"
      + "\r\n"
      + "MTL;\"Montréal\";America/Toronto;virtual;x\n"
      + "OTT;Ottawa ;America/Toronto;VIRTUAL;"
    let wide = { (text: String) -> [UInt8] in
      [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    let inputs: [(String, [UInt8])] = [
      ("utf8.csv", Array(text.utf8)), ("bom.csv", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
      ("utf16.csv", wide(text)),
    ]
    for (name, bytes) in inputs {
      let path = try scratch.write(name, bytes)
      let corrections = try fix(path, to: "fixed.csv")
      #expect(corrections.applied.count == 4, "\(name) \(list(corrections.applied))")
      let wanted = text.replacing("\" Toronto; \"\"GTA\"\" \"", with: "\"Toronto; \"\"GTA\"\"\"")
        .replacing(";site;", with: ";physical;").replacing("Ottawa ;", with: "Ottawa;")
        .replacing("VIRTUAL", with: "virtual")
      let expected: [UInt8] =
        switch name {
        case "utf8.csv": Array(wanted.utf8)
        case "bom.csv": [0xEF, 0xBB, 0xBF] + Array(wanted.utf8)
        default: wide(wanted)
        }
      #expect([UInt8](try scratch.contents(of: "fixed.csv")) == expected, "\(name)")
      #expect(try fix(scratch.path(of: "fixed.csv"), to: "again.csv").applied.isEmpty)
      #expect(try scratch.contents(of: "again.csv") == scratch.contents(of: "fixed.csv"))
    }
  }

  @Test func delimitedFile_canBecomeAWorkbook() throws {
    let path = try scratch.write(
      "locations.csv", "location_code,name,time_zone,kind\nTOR, Toronto ,America/Toronto,site\n")
    let corrections = try fix(path, to: "fixed.xlsx")
    #expect(corrections.applied.count == 2)
    let texts = try cells(of: "fixed.xlsx", sheet: "locations")
    #expect(texts["B2"] == "Toronto")
    #expect(texts["D2"] == "physical")
    let page = try cells(of: "fixed.xlsx", sheet: "Registrar corrections").values
    #expect(page.contains("locations!D2"))
  }

  @Test func markedCopy_losesItsMarks_whenItIsCorrected() throws {
    let path = try FaultyExample.path("locations.xlsx")
    let report = try FaultyExample.report(of: path)
    let marked = scratch.path(of: "marked.xlsx")
    try MarkedCopy(ReportContent(report, ReportOptions())).write(
      try #require(report.files.first), at: path, to: marked)
    _ = try fix(marked, to: "a.xlsx")
    _ = try fix(path, to: "b.xlsx")
    let sheet = try #require(report.files.first?.sheets.first?.name)
    #expect(try cells(of: "a.xlsx", sheet: sheet) == cells(of: "b.xlsx", sheet: sheet))
    #expect(
      try Workbook(path: scratch.path(of: "a.xlsx")).sheets.first?.name == "Registrar corrections")
  }

  @Test func redactedReports_hidePersonalValues_ofThePageAsWell() throws {
    let path = scratch.path(of: "proctors.xlsx")
    try WorkbookBuilder().sheet(
      "Proctors",
      rows: [
        ["username", "first_name", "last_name", "email"],
        ["j.doe", " Johanna ", "Doe", "johanna@example.org"],
      ]
    ).write(to: path)
    var options = ReportOptions()
    options.isRedacted = true
    let corrections = try fix(path, to: "fixed.xlsx", options)
    #expect(corrections.applied.contains { $0.before == " Johanna " }, "\(corrections)")
    let page = try cells(of: "fixed.xlsx", sheet: "Registrar corrections").values
    #expect(!page.contains { $0.contains("Johanna") })
  }

  @Test func signedWorkbook_andTheInputItself_areRefused() throws {
    let path = scratch.path(of: "signed.xlsx")
    try WorkbookBuilder().sheet(
      "Locations",
      rows: [
        ["location_code", "name", "time_zone", "kind"], ["A", "B ", "America/Toronto", "site"],
      ]
    ).part("_xmlsignatures/sig1.xml", "<Signature/>").write(to: path)
    #expect(throws: MarkedCopyError.self) { try fix(path, to: "fixed.xlsx") }
    let before = try scratch.contents(of: "signed.xlsx")
    #expect(throws: MarkedCopyError.self) { try fix(path, to: "signed.xlsx") }
    #expect(try scratch.contents(of: "signed.xlsx") == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["signed.xlsx"])
  }
}
