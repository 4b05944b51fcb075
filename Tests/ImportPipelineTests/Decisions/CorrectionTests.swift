import ImportReports
import RecordMapping
import Schemas
import TabularCore
import TestSupport
import Testing

@testable import ImportPipeline

/// Corrections by value: which cells they concern, and that nobody who reads a row sees another text.
@Suite struct CorrectionTests {
  private static let header = "location_code,name,time_zone,kind,city"

  private static func file(
    _ lines: [(field: String, read: String, meant: String)]
  ) -> DecisionFile<Correction> {
    DecisionFile(
      name: "corrections.csv", sha256: String(repeating: "0", count: 64),
      decisions: lines.enumerated().map { index, line in
        Correction(
          field: line.field, read: line.read, meant: line.meant, reason: "typing", author: "M. Lee",
          line: index + 2)
      })
  }

  private static let corrections = file([
    ("locations.city", "torono", "Toronto"), ("city", "Montréale", "Montréal"),
    ("kind", "virtul", "virtual"), ("kind", "odd", "very odd"), ("name", "n/a", "Unnamed"),
    ("time_zone", "America/Torono", "America/Toronto"), ("location_code", "BAD 1", "BAD-1"),
  ])

  private static let rows = (0..<3_000).map { number -> String in
    let cities = ["Toronto", "TORONO", " torono", "MONTRÉALE", "Ottawa", "Tor ono", ""]
    let kinds = ["virtual", "virtul", "Virtul ", "odd", "virtual"]
    let zones = ["America/Toronto", "america/torono"]
    let code = number == 7 ? "bad  1" : number == 2_000 ? "BAD-1" : "L-\(number)"
    let name = number % 97 == 0 ? "N/A" : "Site \(number)"
    return "\(code),\(name),\(zones[number % 2]),\(kinds[number % 5]),\(cities[number % 7])"
  }

  /// What a run says and stores.
  private struct Outcome: Equatable {
    var findings: [String]
    var ledger: String?
    var replays: [String]
    var stored: [String]
  }

  private func outcome(_ sample: SampleFile, byColumns: Bool, jobs: Int) throws -> Outcome {
    let harness = try ImportHarness(store: .empty)
    let report = try harness.execute([sample]) { options in
      options.corrections = Self.corrections
      options.readsByColumns = byColumns
      options.jobs = jobs
      options.errorPolicy = .skipRow
      options.maximumDetails = 0
    }
    #expect(report.run.isWritten)
    return Outcome(
      findings: report.findings(), ledger: report.line("locations")?.summary,
      replays: report.issues.issues.filter { $0.code == "value.corrected" }
        .map { "\($0.location.column ?? 0) \($0.arguments) \($0.rows)" }.sorted(),
      stored: try harness.stored(
        "SELECT location_code, name, zone, kind, city FROM locations ORDER BY location_code"))
  }

  @Test func everyWayOfReading_seesTheSameTexts() throws {
    let sample = SampleFile.csv("locations", lines: [Self.header] + Self.rows)
    let byCells = try outcome(sample, byColumns: false, jobs: 1)
    #expect(byCells.replays.count == 7)
    #expect(byCells.stored.contains("L-1|Site 1|America/Toronto|virtual|Toronto"))
    #expect(byCells.findings.contains { $0.contains("key.repeated") })
    #expect(byCells.findings.contains { $0.contains("value.enum-unknown") })
    for jobs in [1, 3] {
      let byColumns = try outcome(sample, byColumns: true, jobs: jobs)
      #expect(byColumns == byCells)
    }
  }

  /// A number cell has the text of its number; a cell of another column is left alone.
  @Test func sheets_areCorrectedLikeDelimitedFiles() throws {
    let harness = try ImportHarness(store: .empty)
    let report = try harness.execute([
      .workbook(
        "locations",
        WorkbookBuilder().sheet(
          "Locations",
          rows: cells(Self.header, "L-1,417,America/Toronto,virtual,417")))
    ]) { $0.corrections = Self.file([("locations.city", "417", "Toronto")]) }
    #expect(report.findings() == [])
    let stored = try harness.stored("SELECT name, city FROM locations")
    #expect(stored == ["417|Toronto"])
  }

  /// Of a date-time in two columns a correction means the cell of either that reads so.
  @Test func dateAndTimeInColumnsOfTheirOwn_areCorrected() throws {
    let harness = try ImportHarness(store: .empty)
    let sample = SampleFile.csv(
      "common_sessions",
      "session_code,name,exam_codes,Start date,Start time,end_at,capacity,time_zone",
      "S-1,One,A-1,xmas,Nine,2027-12-25 12:00,5,America/Toronto")
    let fields = { (report: ImportReport) in
      Set(report.issues.issues.filter { $0.location.field == "start_at" }.map(\.code))
    }
    let before = try harness.validate([sample])
    #expect(!fields(before).isEmpty)
    let report = try harness.validate([sample]) {
      $0.corrections = Self.file([
        ("start_at", "xmas", "2027-12-25"), ("common_sessions.start_at", "nine", "09:00"),
      ])
      $0.explainsValues = true
    }
    #expect(fields(report) == ["value.corrected"])
    let corrected = report.issues.issues.filter { $0.code == "value.corrected" }
    #expect(corrected.map(\.location.column) == [4, 5])
    #expect(report.notes("decision.unused") == [])
    let told = (report.explainedValues ?? []).filter { $0.origin == .corrected }
    #expect(Set(told.map(\.value)) == ["2027-12-25", "09:00"])
  }

  @Test func fieldOfOneTable_precedesTheNameAlone() throws {
    let harness = try ImportHarness(store: .empty)
    let report = try harness.execute([
      .csv("locations", Self.header, "L-1,One,America/Toronto,virtual,T")
    ]) {
      $0.corrections = Self.file([
        ("city", "t", "Trenton"), ("locations.city", "T", "Toronto"), ("city", "x", "X"),
      ])
    }
    #expect(report.findings() == [])
    #expect(try harness.stored("SELECT city FROM locations") == ["Toronto"])
    #expect(
      report.notes("decision.unused") == [
        "note decision.unused at corrections.csv:2:2 (read)",
        "note decision.unused at corrections.csv:4:2 (read)",
      ])
  }

  /// The table finds what folding and comparing finds.
  @Test func spellings_areThoseOfFoldedTexts() {
    let texts = ["Main Hall", "ＡＢＣ", "straße", "x", "a  b", "Café", "ΣΑΣ", ""]
    let table = SpellingTable(texts.enumerated().map { ($0.element, $0.offset) })
    let asked =
      texts + texts.map { $0.uppercased() } + texts.map { " \($0)\t" }
      + ["main\u{A0}hall", "abc", "STRASSE", "a b", "ab", "mainhall", "cafe", "cafe\u{301}", "y"]
    for text in asked {
      let expected = texts.firstIndex { foldedValue($0) == foldedValue(text) }
      let found = Array(text.utf8).withUnsafeBufferPointer { table.decision(on: $0) }
      #expect(found == expected, "\(text)")
    }
  }
}
