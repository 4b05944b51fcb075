import ImportReports
import Schemas
import TabularCore
import TestSupport
import Testing

@testable import ImportPipeline

/// Accepted findings: which may be, that they are told apart, and that they come back.
@Suite struct WaiverTests {
  private static let expires = "2026-12-31"

  /// A file that accepts some findings of a report.
  private static func file(
    _ findings: [TabularCore.Issue], of report: ImportReport, expires: String = expires
  ) -> DecisionFile<Waiver> {
    DecisionFile(
      name: "waivers.csv", sha256: String(repeating: "0", count: 64),
      decisions: findings.enumerated().map { index, issue in
        Waiver(
          code: issue.code, table: issue.location.table ?? "", field: issue.location.field ?? "",
          key: FindingDigests.key(of: issue), digest: report.findingDigests.digest(of: issue) ?? "",
          reason: "agreed", author: "M. Lee", expires: expires, line: index + 2)
      })
  }

  /// Rules that the store's own checks and unique indexes repeat.
  private static let repeated: Set<IssueCode> = [
    "rule.coordinates-pair", "rule.session-end", "rule.lead-repeated",
  ]

  /// Of the first forty conditions, those of rules that the store does not check itself and all warnings can
  /// be accepted, and nothing else.
  @Test(arguments: FirstForty.cases) func firstForty_areAcceptedWhereTheStoreCanBearThem(
    _ test: CellCase
  ) throws {
    let harness = try ImportHarness()
    let sample = SampleFile.csv(test.table, test.header, test.row)
    let report = try harness.validate([sample])
    let issue = try #require(report.first(test.code))
    let rules = Set(harness.package.tables.flatMap(\.rules).map(\.code))
    let mayAccept =
      issue.severity == .warning
      || rules.contains(test.code) && IssueCatalog.definition(of: test.code) == nil
        && !Self.repeated.contains(test.code)
    #expect(report.findingDigests.mayAccept(issue, issue.severity) == mayAccept, "\(test.code)")
    let accepted = try harness.validate([sample]) {
      $0.waivers = Self.file([issue], of: report)
    }
    guard mayAccept, !issue.isSecret else {
      #expect(accepted.issues.count(of: .error) > 0)
      #expect(accepted.first("decision.refused") != nil || issue.isSecret, "\(test.code)")
      return
    }
    // The store refuses none of what may be accepted.
    #expect(accepted.findings() == [], "\(test.code)")
    #expect(accepted.notes("decision.waived").count == 1)
    #expect(accepted.line(test.table)?.invalid == 0)
    #expect(accepted.isBalanced)
    let later = try harness.validate([sample]) {
      $0.waivers = Self.file([issue], of: report, expires: "2026-11-19")
    }
    #expect(later.first(test.code) != nil)
    #expect(later.first("decision.expired") != nil)
  }

  /// Many rows have one finding, more than details are kept of: the accepted ones are found by every way of
  /// reading, and the others are counted.
  @Test(arguments: [true, false]) func acceptedRows_areFoundAmongMany(_ byColumns: Bool) throws {
    let rows = (0..<1_000).map { number in
      "L-\(number),Site \(number),America/Toronto,virtual,\(number % 2 == 0 ? "0,0" : ",")"
    }
    let sample = SampleFile.csv(
      "locations", lines: ["location_code,name,time_zone,kind,latitude,longitude"] + rows)
    let harness = try ImportHarness(store: .empty)
    let report = try harness.validate([sample]) { $0.maximumDetails = 0 }
    let findings = report.issues.issues.filter { $0.code == "rule.coordinates-zero" }
    #expect(findings.count == 500)
    let chosen = [3, 250, 499].map { findings[$0] }
    let accepted = try harness.validate([sample]) {
      $0.waivers = Self.file(chosen, of: report)
      $0.readsByColumns = byColumns
      $0.maximumDetails = 10
    }
    #expect(accepted.notes("decision.waived").count == 3)
    let counts = accepted.issues.counts.filter { $0.key.code == "rule.coordinates-zero" }
    #expect(counts.values.map(\.found) == [497])
    #expect(counts.values.map(\.kept) == [10])
    #expect(accepted.line("locations")?.invalid == 0)
  }

  @Test func strictness_doesNotTakeAnAcceptanceBack() throws {
    let harness = try ImportHarness(store: .empty)
    let sample = SampleFile.csv(
      "locations", "location_code,name,time_zone,kind,shoe", "L-1,One,America/Toronto,virtual,42")
    let report = try harness.validate([sample])
    let issue = try #require(report.first("header.unknown"))
    let accepted = try harness.validate([sample]) {
      $0.waivers = Self.file([issue], of: report)
      $0.isStrict = true
    }
    #expect(accepted.findings() == [])
  }

  @Test func unusedWaivers_sayWhetherTheirFindingsChanged() throws {
    let header = "location_code,name,time_zone,kind,latitude,longitude"
    let harness = try ImportHarness(store: .empty)
    let first = try harness.validate([
      .csv(
        "locations", header, "L-1,One,America/Toronto,virtual,0,0",
        "L-2,Two,America/Toronto,virtual,0,0")
    ])
    let findings = first.issues.issues.filter { $0.code == "rule.coordinates-zero" }
    let second = try harness.validate([
      .csv(
        "locations", header, "L-1,One,America/Toronto,virtual,0.0,0",
        "L-2,Two,America/Toronto,virtual,43.9,-79.4")
    ]) { $0.waivers = Self.file(Array(findings), of: first) }
    #expect(
      second.issues.issues.filter { $0.code == "decision.unused" }.map(\.variant)
        == ["changed", "waiver"])
    #expect(second.first("rule.coordinates-zero") != nil)
  }
}
