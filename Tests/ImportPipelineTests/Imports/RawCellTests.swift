import TabularCore
import Testing

/// Issues that only whole tables show are told with the cell as it was read.
@Suite struct RawCellTests {
  private static let header =
    "session_code,name,exam_codes,venue_code,start_at,end_at,capacity"

  @Test func aSetRulesValueIsTheCell() throws {
    let report = try ImportHarness().validate([
      .csv(
        "common_sessions", Self.header,
        "S-1,One,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 12:00,80", "",
        "S-2,Two,ETH-EN,TOR-01-MTCC,2027-04-10 11:00,2027-04-10 13:00,60.0")
    ])
    let issue = try #require(report.first("rule.venue-overlap"))
    #expect(issue.location.row == 4)
    #expect(issue.value == "60.0")
  }

  @Test func aSetRulesPersonalValueIsMarked() throws {
    let report = try ImportHarness().validate([
      .csv("session_proctors", "session_code,email,role", "2027-03-TOR-PM,J.Patel@Example.org,lead")
    ])
    let issue = try #require(report.first("rule.proctor-not-assigned"))
    #expect(issue.location.field == "email")
    #expect(issue.value == "J.Patel@Example.org")
    #expect(issue.isPersonal)
  }
}
