import ImportPipeline
import TabularCore
import Testing

/// Whatever is sound of a row is validated at once: nobody needs another round to learn of it.
@Suite struct OneRoundTests {
  @Test func uniqueValues_areCompared_whenARowHasAnotherError() throws {
    let report = try ImportHarness().validate([
      .csv(
        "proctors", Headers.proctor + ",certified_until",
        "adoe,a.doe@example.org,Ann,Doe,2028-31-31", "bdoe,a.doe@example.org,,Doe,2028-06-30",
        "cdoe,m.lee@example.org,Cy,Doe,2028-31-31")
    ])
    #expect(
      report.findings() == [
        "error value.date-invalid at proctors.csv:2:5 (certified_until)",
        "error key.unique at proctors.csv:3:2 (email)",
        "error value.required at proctors.csv:3:3 (first_name)",
        "error value.date-invalid at proctors.csv:4:5 (certified_until)",
        "error key.store-taken at proctors.csv:4:2 (email)",
      ])
    #expect(
      report.message(report.first("key.unique"))
        == "`email` `a.doe@example.org` is also used in row `2`")
    #expect(report.line("proctors")?.summary == "read 3, invalid 3")
  }

  @Test func uniqueValueThatHasAnError_isNotCompared() throws {
    let report = try ImportHarness().validate([
      .csv(
        "proctors", Headers.proctor, "adoe,a.doe@example,Ann,Doe", "bdoe,a.doe@example,Bea,Doe")
    ])
    #expect(
      report.findings() == [
        "error value.email-invalid at proctors.csv:2:2 (email)",
        "error value.email-invalid at proctors.csv:3:2 (email)",
      ])
  }

  @Test func rowRules_areJudged_whileAParentHasAnError() throws {
    let report = try ImportHarness().validate([
      .csv("locations", Headers.location + ",email", "BRA-01,Brampton,America/Toronto,virtual,x"),
      .csv(
        "venues", Headers.venue + ",opens_at,closes_at", "BRA-01-A,BRA-01,Hall,40,09:00,08:00"),
      .csv(
        "common_sessions", Headers.sitting,
        "S-1,April,ETH-EN,BRA-01-A,2027-04-10 09:00,2027-04-10 08:00,40"),
    ])
    #expect(
      report.findings() == [
        "error value.email-invalid at locations.csv:2:5 (email)",
        "error rule.date-order at venues.csv:2:6 (closes_at)",
        "error rule.session-end at common_sessions.csv:2:6 (end_at)",
      ])
  }

  @Test func whatComesFromAFaultyParent_isNotCalledMissing() throws {
    let report = try ImportHarness().validate([
      .csv("locations", Headers.location, "BRA-01,Brampton,EST,virtual"),
      .csv("venues", Headers.venue, "BRA-01-A,BRA-01,Hall,40"),
      .csv(
        "common_sessions", Headers.sitting,
        "S-1,April,ETH-EN,BRA-01-A,2027-04-10 09:00,2027-04-10 08:00,40",
        "S-2,April,ETH-EN,NONE-1,2027-04-10 09:00,2027-04-10 11:00,40"),
    ])
    #expect(
      report.findings() == [
        "error value.time-zone-unknown at locations.csv:2:3 (time_zone)",
        "error reference.parent-invalid at locations.csv:2:1 (location_code)",
        "error rule.session-end at common_sessions.csv:2:6 (end_at)",
        "error reference.missing at common_sessions.csv:3:4 (venue_code)",
      ])
  }

  @Test func repeatedKeys_areFound_belowAFaultyParent() throws {
    let report = try ImportHarness().validate([
      .csv("venues", Headers.venue, "TOR-01-A,TOR-01,Hall,forty"),
      .csv(
        "rooms", "venue_code,room_code,seats", "TOR-01-A,R1,10", "TOR-01-A,R1,12"),
    ])
    #expect(
      report.findings() == [
        "error value.not-integer at venues.csv:2:4 (seats)",
        "error reference.parent-invalid at venues.csv:2:1 (venue_code)",
        "error key.repeated at rooms.csv:3:2 (room_code)",
      ])
  }

  @Test func rowThatARuleMisses_mayBeOneWithAnError() throws {
    let rows = [
      "2027-03-TOR-PM,mlee,lead,2027-13-01", "2027-03-TOR-PM,bkhan,proctor,",
    ]
    let files = [
      SampleFile.csv("session_proctors", lines: ["session_code,username,role,confirmed_on"] + rows)
    ]
    #expect(
      try ImportHarness().validate(files).findings() == [
        "error value.date-invalid at session_proctors.csv:2:4 (confirmed_on)"
      ])
    // Without a row of a lead the session has none.
    let alone = SampleFile.csv(
      "session_proctors", lines: ["session_code,username,role,confirmed_on", rows[1]])
    #expect(
      try ImportHarness().validate([alone]).findings().contains {
        $0.hasPrefix("error rule.lead-missing ")
      })
  }

  /// A rule over whole tables looks at rows whose fields that it reads are sound, and at no others.
  @Test(arguments: [
    ("okeane,lead,2027-13-01", ["rule.certificate-expired at session_proctors.csv:2:2 (username)"]),
    ("okean,lead,2027-13-01", ["reference.missing at session_proctors.csv:2:2 (username)"]),
    (
      "okeane,leed,",
      [
        "value.enum-unknown at session_proctors.csv:2:3 (role)",
        "rule.certificate-expired at session_proctors.csv:2:2 (username)",
      ]
    ),
  ])
  func setRules_areJudged_whenARowHasAnotherError(row: String, expected: [String]) throws {
    let report = try ImportHarness().validate([
      .csv(
        "session_proctors", "session_code,username,role,confirmed_on",
        "2027-03-TOR-PM," + row, "2027-03-TOR-PM,bkhan,lead,")
    ])
    let dates =
      row.hasSuffix("13-01")
      ? ["error value.date-invalid at session_proctors.csv:2:4 (confirmed_on)"] : []
    let leads =
      row.hasPrefix("okeane,lead,")
      ? ["error rule.lead-repeated at session_proctors.csv:3:3 (role)"] : []
    #expect(
      Set(report.findings()) == Set(expected.map { "error " + $0 } + dates + leads),
      "\(report.findings())")
  }

  /// Rows that wait for a faulty parent, and the parent itself, are looked at too.
  @Test func setRules_areJudged_belowAFaultyParent() throws {
    let report = try ImportHarness().validate([
      .csv("venues", Headers.venue + ",closes_at", "BRA-01-A,TOR-01,Hall,40,25:00"),
      .csv("rooms", "venue_code,room_code,seats", "BRA-01-A,R1,30", "BRA-01-A,R2,20"),
    ])
    #expect(
      Set(report.findings()) == [
        "error value.time-invalid at venues.csv:2:5 (closes_at)",
        "error reference.parent-invalid at venues.csv:2:1 (venue_code)",
        "error rule.rooms-over-venue at rooms.csv:3:3 (seats)",
      ], "\(report.findings())")
    let unsure = try ImportHarness().validate([
      .csv("venues", Headers.venue, "BRA-01-A,TOR-01,Hall,forty"),
      .csv("rooms", "venue_code,room_code,seats", "BRA-01-A,R1,30", "BRA-01-A,R2,20"),
    ])
    #expect(!unsure.findings().contains { $0.contains("rooms-over-venue") })
  }

  @Test(arguments: [
    ("ask Ann about Brampton,,,", 1), (",ask Ann about Brampton,,", 2),
    ("Note:,,,,ask Ann", 1), (",,,,see e-mail", 5),
  ])
  func remarkBelowTheData_isOneIssue(line: String, column: Int) throws {
    let report = try ImportHarness().validate([
      .csv(
        "locations", Headers.location + ",description", "BRA-01,Brampton,America/Toronto,virtual,",
        line)
    ])
    let found = report.findings()
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix("error row.not-data at locations.csv:3:\(column)") == true)
    let text = line.split(separator: ",").joined(separator: " ")
    #expect(
      report.message(report.first("row.not-data"))
        == "the row holds nothing but `\(text)`, expected a record")
    #expect(report.line("locations")?.summary == "read 2, invalid 1, created 1")
  }

  @Test func rowWithAKeyAlone_isNoRemark() throws {
    let report = try ImportHarness().validate([
      .csv("locations", Headers.location, "TOR-01,,,", "XYZ-01,,,")
    ])
    #expect(
      report.findings() == [
        "error value.required at locations.csv:3:2 (name)",
        "error value.required at locations.csv:3:3 (time_zone)",
        "error value.required-if at locations.csv:3:4 (kind)",
      ])
  }

  @Test func values_areShownAsPeopleWriteThem_inChangesAndSentences() throws {
    let harness = try ImportHarness()
    let stored = try harness.execute([
      .csv(
        "venues", "venue_code,hire_cost,currency", "TOR-01-MTCC,1875.00,CAD"),
      .csv("rooms", "venue_code,room_code,accessible", "TOR-01-MTCC,R-012,yes"),
    ])
    #expect(stored.run.isWritten, "\(stored.findings())")
    let report = try harness.validate([
      .csv("venues", "venue_code,hire_cost", "TOR-01-MTCC,1300.00"),
      .csv("rooms", "venue_code,room_code,accessible", "TOR-01-MTCC,R-012,no"),
    ])
    let fields = report.changes.flatMap(\.fields)
    #expect(fields.map(\.name) == ["hire_cost", "accessible"])
    #expect(fields.map(\.before) == ["187500", "1"])
    #expect(
      fields.map { $0.beforeForm.text($0.before, in: .english) } == ["1875.00 CAD", "yes"])
    #expect(fields.map { $0.afterForm.text($0.after, in: "fr") } == ["1300.00 CAD", "non"])
    let repeated = try harness.validate([
      .csv(
        "venues", "venue_code,hire_cost,currency", "TOR-01-MTCC,1300.00,CAD",
        "TOR-01-MTCC,1400.50,CAD")
    ])
    let issue = repeated.first("key.repeated")
    #expect(
      repeated.message(issue)
        == "`TOR-01-MTCC` is also the key in row `2`; `hire_cost` differs: `1300.00 CAD`,"
        + " `1400.50 CAD`")
    // Programs read the canonical values.
    #expect(issue?.arguments.first { $0.name == "first" }?.value == "130000")
  }
}
