import ImportPipeline
import TabularCore
import Testing

/// One mistake in a parent is one error, and a counted follow-up for all that depends on it.
@Suite struct CascadeTests {
  private static let locations = SampleFile.csv(
    "locations", Headers.location, "BRA-01,Brampton,EST,virtual",
    "OAK-01,Oakville,America/Toronto,virtual")
  private static let venues = SampleFile.csv(
    "venues", Headers.venue, "BRA-01-A,BRA-01,Hall,40", "OAK-01-A,OAK-01,Hall,40",
    "BRA-01-B,BRA-01,Loft,forty")
  private static let rooms = SampleFile.csv(
    "rooms", "venue_code,room_code,seats", "BRA-01-A,R1,10", "BRA-01-A,R2,10", "OAK-01-A,R1,10")

  @Test func childrenAndGrandchildren_waitForTheRoot() throws {
    let report = try ImportHarness().validate([Self.rooms, Self.venues, Self.locations])
    #expect(
      report.findings() == [
        "error value.not-integer at venues.csv:4:4 (seats)",
        "error value.time-zone-unknown at locations.csv:2:3 (time_zone)",
        "error reference.parent-invalid at locations.csv:2:1 (location_code)",
      ])
    #expect(report.line("locations")?.summary == "read 2, invalid 1, created 1")
    #expect(report.line("venues")?.summary == "read 3, invalid 2, created 1")
    #expect(report.line("rooms")?.summary == "read 3, invalid 2, created 1")
    let related = report.first("reference.parent-invalid")?.related ?? []
    #expect(related.map { $0.rows.description } == ["2", "2–3", ""])
    #expect(related.map { $0.location.file } == ["venues.csv", "rooms.csv", "locations.csv"])
  }

  @Test func storedParent_standsInForItsInvalidUpdate() throws {
    let report = try ImportHarness().validate([
      .csv("locations", "location_code,time_zone", "TOR-01,EST"),
      .csv("venues", Headers.venue, "TOR-01-ANX,TOR-01,Annex,40"),
    ])
    #expect(
      report.findings() == ["error value.time-zone-unknown at locations.csv:2:2 (time_zone)"])
    #expect(report.line("venues")?.summary == "read 1, created 1")
  }

  @Test func unreadableTable_holdsUpItsChildrenOnce() throws {
    let report = try ImportHarness().validate([
      Self.venues, Self.rooms, .bytes("locations.csv", Array("<html>".utf8)),
    ])
    #expect(
      report.findings() == [
        "error value.not-integer at venues.csv:4:4 (seats)",
        "error file.unknown-format at locations.csv",
        "error reference.parent-invalid at locations.csv",
        "error reference.parent-invalid at locations.csv",
      ])
    #expect(report.run.outcome == .unreadable)
    #expect(report.unreadTables == ["locations"])
    #expect(report.line("locations") == nil)
    #expect(report.line("rooms")?.summary == "read 3, invalid 3")
  }

  @Test func skipRow_writesWhatDependsOnNoError() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([Self.locations, Self.venues, Self.rooms]) {
      $0.errorPolicy = .skipRow
    }
    #expect(report.run.isWritten)
    #expect(report.run.outcome == .dataErrors)
    #expect(
      try harness.stored("SELECT location_code FROM locations ORDER BY 1") == [
        "OAK-01", "OTT-01", "TOR-01", "VAN-01",
      ])
    #expect(
      try harness.stored("SELECT venue_code FROM venues WHERE venue_code LIKE '%-A'") == [
        "OAK-01-A"
      ])
    #expect(report.line("rooms")?.summary == "read 3, invalid 2, created 1")
  }

  @Test func skipTable_leavesOutTheTableAndItsChildren() throws {
    let harness = try ImportHarness()
    let before = try harness.stored("SELECT count(*) FROM locations")
    let report = try harness.execute([
      Self.locations, Self.venues,
      .csv("exams", "exam_code,title,delivery,language,duration_minutes", "LAW-EN,Law,paper,en,60"),
    ]) { $0.errorPolicy = .skipTable }
    #expect(report.run.isWritten)
    #expect(try harness.stored("SELECT count(*) FROM locations") == before)
    #expect(try harness.stored("SELECT count(*) FROM venues WHERE venue_code LIKE '%-A'") == ["0"])
    #expect(try harness.stored("SELECT title FROM exams WHERE exam_code = 'LAW-EN'") == ["Law"])
    #expect(report.isBalanced)
  }

  @Test func stop_writesNothing() throws {
    let harness = try ImportHarness()
    let before = try harness.storeBytes()
    let report = try harness.execute([Self.locations, Self.venues])
    #expect(!report.run.isWritten)
    #expect(report.run.outcome == .dataErrors)
    #expect(try harness.storeBytes() == before)
  }
}
