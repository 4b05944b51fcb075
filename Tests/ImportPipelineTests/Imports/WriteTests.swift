import ImportPipeline
import ImportReports
import RecordMapping
import TabularCore
import TestSupport
import Testing

/// What an import leaves in the store.
@Suite struct WriteTests {
  private static let update = SampleFile.csv(
    "locations", "location_code,name,kind,time_zone,capacity,street,phone",
    "TOR-01,Toronto Downtown,physical,America/Toronto,300,,416-555-0123",
    "OTT-01,Ottawa Centre,,,,[clear],",
    "BRA-01,Brampton,virtual,America/Toronto,10,,")

  @Test func validation_countsWhatExecutionDoes_andChangesNoByte() throws {
    let harness = try ImportHarness()
    let before = try harness.storeBytes()
    let files = [
      SampleFile.csv(
        "locations", "location_code,name,kind,time_zone,capacity",
        "TOR-01,Toronto Downtown,physical,America/Toronto,300",
        "OTT-01,Ottawa Centre,physical,America/Toronto,",
        "BRA-01,Brampton,virtual,America/Toronto,10", "", ",,,,")
    ]
    let plan = try harness.validate(files)
    #expect(plan.findings() == [])
    #expect(plan.line("locations")?.summary == "read 3, created 1, updated 1, unchanged 1")
    #expect(try harness.storeBytes() == before)
    let done = try harness.execute(files)
    #expect(done.line("locations") == plan.line("locations"))
    #expect(done.run.isWritten)
    #expect(
      try harness.stored(
        "SELECT location_code, capacity FROM locations ORDER BY location_code")
        == ["BRA-01|10", "OTT-01|NULL", "TOR-01|300", "VAN-01|NULL"])
  }

  @Test func validationOfANewStore_makesNoFile() throws {
    let harness = try ImportHarness(store: .empty)
    let report = try harness.validate([ExamPlatform.records[0]])
    #expect(report.findings() == [])
    #expect(throws: (any Error).self) { try harness.storeBytes() }
  }

  @Test func secondRun_changesNothing() throws {
    let harness = try ImportHarness()
    let before = try harness.stored("SELECT location_code, updated_at, updated_run FROM locations")
    let report = try harness.execute(ExamPlatform.records)
    #expect(report.findings() == [])
    for line in report.ledger {
      #expect(line.unchanged == line.read, "\(line.table): \(line.summary)")
      #expect(line.created + line.updated + line.deleted == 0)
    }
    #expect(
      try harness.stored("SELECT location_code, updated_at, updated_run FROM locations") == before)
  }

  @Test func blankKeeps_clearEmpties_absentKeeps() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([
      .csv(
        "venues", "venue_code,opens_at,closes_at,valid_to,description",
        "TOR-01-MTCC,,[Clear],n/a,Door 4")
    ])
    #expect(report.findings() == ["warning value.placeholder at venues.csv:2:4 (valid_to)"])
    #expect(
      try harness.stored(
        """
        SELECT opens_at, closes_at, valid_to, description, seats FROM venues
        WHERE venue_code = 'TOR-01-MTCC'
        """) == ["08:00|NULL|2027-12-31|Door 4|120"])
  }

  @Test func clearedDefault_staysEmptyOnCreation() throws {
    let harness = try ImportHarness()
    let report = try harness.validate([
      .csv(
        "venues", Headers.venue + ",accessible_seats", "V-1,TOR-01,One,40,",
        "V-2,TOR-01,Two,40,[clear]"
      )
    ])
    #expect(report.findings() == ["error value.required at venues.csv:3:5 (accessible_seats)"])
  }

  @Test func otherClearToken_isTakenInsteadOfTheUsualOne() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([
      .csv("venues", "venue_code,opens_at,description", "TOR-01-MTCC,~,~ 5")
    ]) { $0.clearToken = "~" }
    #expect(report.findings() == [])
    #expect(
      try harness.stored(
        "SELECT opens_at, description FROM venues WHERE venue_code = 'TOR-01-MTCC'")
        == ["NULL|~ 5"])
  }

  @Test func delete_removesTheRecord_andSkipsAMissingOne() throws {
    let harness = try ImportHarness()
    let report = try harness.execute([
      .csv(
        "locations", "location_code,action,capacity", "VAN-01,delete,not read", "XXX-01,remove,",
        "OTT-01,skip,not read")
    ]) { $0.allowsDelete = true }
    #expect(report.findings() == [])
    #expect(report.line("locations")?.summary == "read 3, skipped 2, deleted 1")
    #expect(
      try harness.stored("SELECT location_code FROM locations ORDER BY 1") == ["OTT-01", "TOR-01"])
  }

  @Test func referenceToADeletedRow_isMissing() throws {
    let report = try ImportHarness().validate([
      .csv("locations", "location_code,action", "VAN-01,delete"),
      .csv("venues", Headers.venue, "VAN-01-A,VAN-01,Hall,40"),
    ]) { $0.allowsDelete = true }
    #expect(report.findings() == ["error reference.missing at venues.csv:2:2 (location_code)"])
  }

  @Test func deletedParentAndChildren_goTogether() throws {
    let harness = try ImportHarness()
    let stored = try harness.execute([
      .csv("venues", Headers.venue, "VAN-01-A,VAN-01,Hall,40"),
      .csv("rooms", "venue_code,room_code,seats", "VAN-01-A,R1,10"),
    ])
    #expect(stored.findings() == [])
    let report = try harness.execute([
      .csv("rooms", "venue_code,room_code,action", "VAN-01-A,R1,delete"),
      .csv("venues", "venue_code,action", "VAN-01-A,delete"),
      .csv("locations", "location_code,action", "VAN-01,delete"),
    ]) { $0.allowsDelete = true }
    #expect(report.findings() == [])
    #expect(report.ledger.map(\.deleted) == [1, 1, 1])
    #expect(try harness.stored("SELECT count(*) FROM rooms WHERE room_code = 'R1'") == ["0"])
  }

  @Test func equalRuns_giveEqualReports() throws {
    let files = [
      SampleFile.csv(
        "locations", Headers.location, "BRA-01,Brampton,EST,virtual", "bra-01,Oakville,EST,virtuel",
        "X-1,Brampton,America/Toronto,phisical"),
      .csv("venues", Headers.venue, "V-1,BRA-01,One,40", "V-2,X-1,Two,40", "V-3,TOR-10,Three,4.5"),
    ]
    let texts = try (0..<2).map { _ in
      withoutRunTags(JSONReport().text(of: try ImportHarness().validate(files)))
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].contains("value.time-zone-unknown"))
  }

  @Test func sourceID_isRememberedAndFound() throws {
    let harness = try ImportHarness()
    let stored = try harness.execute([
      .csv("locations", "Old ID," + Headers.location, "77,BRA-01,Brampton,America/Toronto,virtual")
    ])
    #expect(stored.findings() == [])
    let report = try harness.execute([.csv("venues", Headers.venue, "BRA-01-A,77,Hall,40")])
    #expect(report.findings() == [])
    #expect(
      report.notes("value.normalised") == [
        "note value.normalised at venues.csv:2:2 (location_code)"
      ])
    #expect(
      try harness.stored(
        """
        SELECT l.location_code FROM venues v JOIN locations l ON l.id = v.location_id
        WHERE v.venue_code = 'BRA-01-A'
        """) == ["BRA-01"])
  }

  @Test func sourceIDOfAnotherRecord_isNotTakenOver() throws {
    let harness = try ImportHarness()
    _ = try harness.execute([
      .csv(
        "locations", "source_id," + Headers.location, "77,BRA-01,Brampton,America/Toronto,virtual")
    ])
    let report = try harness.execute([
      .csv(
        "locations", "source_id," + Headers.location, "77,OAK-01,Oakville,America/Toronto,virtual")
    ])
    #expect(report.findings() == ["error key.store-taken at locations.csv:2:1 (source_id)"])
  }

  @Test func keptSecret_isSealed_andUnchangedTheSecondTime() throws {
    let harness = try ImportHarness()
    let files = [
      SampleFile.csv(
        "common_sessions", "session_code,locked,session_password",
        "2027-03-TOR-AM,yes,spring27-α")
    ]
    #expect(try harness.execute(files).line("common_sessions")?.summary == "read 1, updated 1")
    let sealed = try harness.stored("SELECT sealed FROM registrar_secrets")
    #expect(sealed.count == 1 && !sealed[0].contains("spring27"))
    #expect(try harness.execute(files).line("common_sessions")?.summary == "read 1, unchanged 1")
    #expect(String(decoding: try harness.storeBytes(), as: UTF8.self).contains("spring27") == false)
  }
}
