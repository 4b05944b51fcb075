import Schemas
import TabularCore
import Testing

@testable import ImportPipeline

/// The row in which an issue lies is kept as it was read, for a report to show.
@Suite struct EvidenceTests {
  private static let header = "location_code,name,time_zone,kind,remark"

  private func cells(_ evidence: RowEvidence?) -> [String] {
    (evidence?.cells ?? []).map {
      "\($0.column) \($0.header) [\($0.field ?? "-")] \($0.isSecret ? "secret" : $0.text)"
    }
  }

  private func evidence(_ code: IssueCode, in report: ImportReport) throws -> RowEvidence? {
    let issue = try #require(report.first(code), "\(report.findings(withNotes: true))")
    return report.issues.evidence[issue.location]
  }

  @Test func rowOfAnIssue_isKeptAsRead() throws {
    let report = try ImportHarness().validate([
      .csv(
        "locations", Self.header, "L-1, Hall ,PST,virtual,4111 1111 1111 1111",
        "L-2,Mill,America/Toronto,virtual,")
    ])
    let kept = try evidence("value.time-zone-unknown", in: report)
    #expect(
      cells(kept) == [
        "1 location_code [location_code] L-1", "2 name [name]  Hall ",
        "3 time_zone [time_zone] PST",
        "4 kind [kind] virtual", "5 remark [-] •••• •••• •••• 1111",
      ])
    #expect(kept?.isDisplaced == false)
    // The sound row costs nothing.
    #expect(report.issues.evidence.count == 1)
  }

  /// What only whole tables show is found when the rows are gone.
  @Test func rowOfASetRule_isKept() throws {
    let header = "session_code,name,exam_codes,venue_code,start_at,end_at,capacity"
    let report = try ImportHarness().validate([
      .csv(
        "common_sessions", header,
        "S-1,One,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 12:00,80", "",
        "S-2,Two,ETH-EN,TOR-01-MTCC,2027-04-10 11:00,2027-04-10 13:00,60.0")
    ])
    let kept = try evidence("rule.venue-overlap", in: report)
    #expect(kept?.cells.map(\.text).last == "60.0")
    #expect(kept?.cells.first?.text == "S-2")
  }

  @Test func everyErrorAndWarningInARow_hasItsRow() throws {
    let harness = try ImportHarness()
    let report = try harness.validate([
      .csv(
        "locations", Self.header, "L-1,Hall,PST,virtual", "L-1,Mill,America/Toronto,virtual,",
        "L-2,Gate,America/Toronto,virtual,", "L-2,Gate,America/Toronto,virtual,"),
      .csv("venues", "venue_code,location_code,name,kind", "V-1,L-9,Room,virtual"),
    ])
    let lacking = report.issues.issues.filter {
      $0.severity != .note && RowPlace($0.location).map { $0.row > 1 } == true
        && report.issues.evidence[$0.location] == nil
    }
    #expect(lacking.isEmpty, "\(lacking)")
    #expect(report.issues.evidence.count > 3)
  }

  // MARK: Secrets

  private func doors(_ lines: String...) throws -> ImportReport {
    var secret = Field(name: "phrase", type: .secret)
    secret.secretPolicy = .hash
    secret.privacy = .secret
    secret.store = .secret
    var code = Field(name: "code", type: .code)
    code.isRequired = true
    let seats = Field(name: "seats", type: .integer)
    let package = DataPackage(
      name: "doors", title: LocalizedText("Doors"),
      tables: [TableSchema(name: "doors", fields: [code, secret, seats], naturalKey: ["code"])])
    return try ImportHarness(store: .empty, package: package)
      .validate([.csv("doors", lines: lines)])
  }

  @Test func secret_isNeverKept() throws {
    let report = try doors("code,phrase,seats", "D1,Open-Sesame9,many")
    #expect(
      try cells(evidence("value.not-integer", in: report)) == [
        "1 code [code] D1", "2 phrase [phrase] secret", "3 seats [seats] many",
      ])
    #expect(!"\(report.issues.evidence)".contains("Sesame"))
  }

  /// A column whose header is misspelt may be the one with the secret.
  @Test func cellBelowAnUnknownHeader_isTakenForASecret() throws {
    let report = try doors("code,frase,seats", "D1,Open-Sesame9,many")
    #expect(try cells(evidence("value.not-integer", in: report))[1] == "2 frase [-] secret")
    #expect(!"\(report.issues.evidence)".contains("Sesame"))
  }

  /// The cells of a record with a field too many stand below wrong headers.
  @Test func displacedRow_ofATableWithSecrets_isNotKept() throws {
    let report = try doors("code,phrase,seats", "D1,x,Open-Sesame9,many")
    #expect(try evidence("csv.too-many-fields", in: report) == nil)
    #expect(!"\(report.issues.evidence)".contains("Sesame"))
  }

  @Test func displacedRow_isMarked() throws {
    let report = try ImportHarness().validate([
      .csv("locations", Self.header, "L-1,Hall,PST,virtual,,x,y")
    ])
    #expect(try evidence("csv.too-many-fields", in: report)?.isDisplaced == true)
  }
}
