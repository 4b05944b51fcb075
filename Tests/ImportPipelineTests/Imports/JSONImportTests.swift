import Foundation
import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// JSON files are read as the same rows of a CSV file are.
@Suite struct JSONImportTests {
  private static let csv = SampleFile.csv(
    "venues", "venue_code,location_code,name,seats,accessibility,valid_to",
    "TOR-01-ANX,TOR-01,Annex,40,wheelchair;lift,2027-12-31", "TOR-01-B,TOR-01,\"Hall, B\",12,lift,")

  private static let records = [
    #"{"venue_code": "TOR-01-ANX", "location_code": "TOR-01", "name": "Annex", "seats": 40, "#
      + #""accessibility": ["wheelchair", "lift"], "valid_to": "2027-12-31"}"#,
    #"{"name": "Hall, B", "venue_code": "TOR-01-B", "seats": 12, "valid_to": null, "#
      + #""accessibility": ["lift"], "location_code": "TOR-01"}"#,
  ]

  private static func file(_ name: String, _ text: String) -> SampleFile {
    .bytes(name, Array(text.utf8))
  }

  static let forms: [(name: String, text: String)] = [
    ("venues.json", "[" + records.joined(separator: ",") + "]"),
    ("venues.json", "\u{FEFF}[\n  " + records.joined(separator: ",\r\n  ") + "\n]\n"),
    ("venues.ndjson", records.joined(separator: "\n") + "\n"),
    ("export.json", "{\"venues\": [" + records.joined(separator: ", ") + "]}"),
    // Neither the file nor the member names the table.
    ("export.json", "{\"data\": [" + records.joined(separator: ", ") + "]}"),
  ]

  private static let select = "SELECT * FROM venues ORDER BY venue_code"

  @Test(arguments: forms.indices)
  func everyForm_givesTheRecordsOfTheCSV(_ index: Int) throws {
    let reference = try ImportHarness()
    #expect(try reference.execute([Self.csv]).run.isWritten)
    let form = Self.forms[index]
    let harness = try ImportHarness()
    let file = Self.file(form.name, form.text)
    let report = try harness.execute([file])
    #expect(report.findings(withNotes: true) == ["note store.absent-from-file at store › venues"])
    #expect(report.line("venues")?.summary == "read 2, created 2")
    #expect(report.isBalanced)
    let stored = try harness.stored(Self.select).map(withoutRunTags)
    #expect(stored.count > 2)
    #expect(try stored == reference.stored(Self.select).map(withoutRunTags))
    let again = try harness.execute([file])
    #expect(again.line("venues")?.summary == "read 2, unchanged 2")
    let asCSV = try harness.validate([Self.csv])
    #expect(asCSV.line("venues")?.summary == "read 2, unchanged 2")
  }

  @Test func aSingleObject_isARecord() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([Self.file("venues.json", Self.records[0])])
    #expect(report.line("venues")?.summary == "read 1, created 1")
  }

  /// Rows by columns and rows cell by cell say the same.
  @Test func bothReadings_sayTheSame() throws {
    let bad = Self.records[1].replacing("12", with: "\"many\"")
    let text = "[" + (Self.records + [bad, "{}", "7"]).joined(separator: ",\n") + "]"
    let reports = try [true, false].map { byColumns in
      try ImportHarness().validate([Self.file("venues.json", text)]) {
        $0.readsByColumns = byColumns
      }
    }
    #expect(reports[0].findings(withNotes: true) == reports[1].findings(withNotes: true))
    #expect(reports[0].line("venues")?.summary == reports[1].line("venues")?.summary)
    #expect(reports[0].line("venues")?.blank == 1)
  }

  @Test func tablesOfOneFile_referToEachOther() throws {
    let text = """
      {"venues": [\(Self.records[0].replacing("\"TOR-01\"", with: "\"BRA-01\""))],
       "Locations": [{"location_code": "BRA-01", "name": "Brampton", "time_zone": "America/Toronto",
         "kind": "virtual"}]}
      """
    let report = try ImportHarness().execute([Self.file("all.json", text)])
    #expect(report.findings() == [])
    #expect(report.line("venues")?.summary == "read 1, created 1")
    #expect(report.line("locations")?.summary == "read 1, created 1")
  }

  @Test func theCommand_namesTheTable() throws {
    let file = Self.file("march.json", "[\(Self.records[0])]")
    let named = try ImportHarness().validate([file]) { $0.table = "venues" }
    #expect(named.line("venues")?.created == 1)
    let lists = Self.file(
      "all.json", "{\"old\": [\(Self.records[0])], \"locations\": [{\"x\": 1}]}")
    let mapped = try ImportHarness().validate([lists]) {
      $0.sheetTables = ["old": "venues"]
      $0.sheets = ["old"]
    }
    #expect(mapped.findings() == [])
    #expect(mapped.line("venues")?.created == 1)
    let absent = try ImportHarness().validate([lists]) { $0.sheets = ["new"] }
    #expect(absent.findings().contains { $0.hasPrefix("error sheet.missing at all.json") })
  }

  @Test func anEmptyList_hasNoRows() throws {
    let report = try ImportHarness().validate([Self.file("venues.json", "[]")])
    #expect(report.findings() == ["error file.no-rows at venues.json"])
  }

  /// Labels and aliases name members as they name columns.
  @Test func membersAreMatchedAsHeaders() throws {
    let text =
      #"[{"Code du site": "TOR-01-ANX", "LOCATION-CODE": "TOR-01", "Name *": "A", "Seats": 40}]"#
    let report = try ImportHarness().validate([Self.file("venues.json", text)])
    #expect(report.findings() == [])
    #expect(report.line("venues")?.created == 1)
  }

  @Test func hostileFiles_endWithAnIssue() throws {
    let texts: [[UInt8]] = [
      Array(String(repeating: "[", count: 100_000).utf8),
      Array("[{\"a\": \"".utf8) + [UInt8](repeating: 0x61, count: 2 << 20) + Array("\"}]".utf8),
      Array("[{\"venue_code\": \"\\u0000\", \"location_code\": \"TOR-01\"}]".utf8),
      Array("[{\"venue_code\": \"\\ud800\"}]".utf8),
      Array("{\"venue_code\": \"".utf8) + [0xC3, 0x28],
      Array("[{\"venue_code\":".utf8), Array("{\"\": {\"\": [[[]]]}}".utf8),
    ]
    for bytes in texts {
      let report = try ImportHarness().validate([.bytes("venues.json", bytes)])
      #expect(
        report.issues.count(of: .error) > 0, "\(String(decoding: bytes.prefix(40), as: UTF8.self))")
      #expect(report.isBalanced)
    }
  }
}
