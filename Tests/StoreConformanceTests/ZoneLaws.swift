import StoreTesting
import TestSupport
import Testing

/// A store with visits, which have a zone of their own or that of their town.
private struct Visits {
  private static let package = """
    {
      "name": "visits", "version": "1",
      "resources": [
        {"name": "towns", "schema": {
          "fields": [
            {"name": "town_code", "type": "string", "registrar:type": "code",
              "constraints": {"required": true}},
            {"name": "time_zone", "type": "string", "registrar:type": "time-zone"}
          ], "primaryKey": "town_code"}},
        {"name": "visits", "schema": {
          "fields": [
            {"name": "visit_code", "type": "string", "registrar:type": "code",
              "constraints": {"required": true}},
            {"name": "town_code", "type": "string", "registrar:type": "code"},
            {"name": "time_zone", "type": "string", "registrar:type": "time-zone"},
            {"name": "starts_at", "type": "string", "registrar:type": "datetime",
              "registrar:zoneFrom": ["time_zone", "town_code.time_zone"]},
            {"name": "note", "type": "string", "registrar:type": "string"}
          ], "primaryKey": "visit_code",
          "foreignKeys": [{"fields": "town_code",
            "reference": {"resource": "towns", "fields": "town_code"}}]}}
      ]
    }
    """

  private let tool: ToolProcess
  private let store: StoreUnderTest

  init(_ kind: StoreKind) throws {
    store = try StoreUnderTest(kind)
    tool = try ToolProcess(store: store.place)
    try tool.scratch.write("datapackage.json", Self.package)
    try tool.scratch.write(
      "towns.csv", "town_code,time_zone\nTOR,America/Toronto\nVAN,America/Vancouver\nNON,\n")
  }

  /// Imports visits together with the towns.
  func enter(_ text: String, towns: Bool = true) throws -> ToolProcess.Result {
    try tool.scratch.write("visits.csv", text)
    return try tool.run(
      ["import"] + (towns ? ["towns.csv"] : []) + [
        "visits.csv", "--package", "datapackage.json", "--execute",
      ])
  }

  /// What is stored of the visits: code, local time, instant.
  var stored: [String] {
    get throws {
      try store.ask(
        store.kind == .sqlite
          ? """
          SELECT visit_code || ' ' || coalesce(starts_local, '-') || ' '
            || coalesce(starts_utc, '-') FROM visits ORDER BY id
          """
          : """
          SELECT visit_code || ' ' || coalesce(starts_local, '-') || ' '
            || coalesce(to_char(starts_utc AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '-')
          FROM visits ORDER BY id
          """)
    }
  }

}

/// The instant of a local time follows the zone of its record, and no time is dropped for want of one.
@Suite("Zones and instants", .serialized)
struct ZoneLaws {
  @Test(arguments: StoreKind.allCases)
  func aTimeWithoutAZoneIsRefusedAtItsCell(_ kind: StoreKind) throws {
    for (row, code) in [
      ("V-1,,,2027-03-06 09:00,", "value.zone-missing"),
      ("V-1,NON,,2027-03-06 09:00,", "value.zone-missing"),
      ("V-1,,,soon,", "value.date-invalid"), ("V-1,NON,,2027-03-06,", "value.date-invalid"),
    ] {
      let visits = try Visits(kind)
      let result = try visits.enter("visit_code,town_code,time_zone,starts_at,note\n\(row)\n")
      #expect(result.status == 1, "\(row): \(result.output)")
      #expect(result.output.contains("error[\(code)]"), "\(row): \(result.output)")
      #expect(result.output.contains("--> visits.csv:2:4 (starts_at)"), "\(result.output)")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aChangedTimeWithoutAZoneIsRefusedAndAClearedOneNeedsNone(_ kind: StoreKind) throws {
    let visits = try Visits(kind)
    let first = try visits.enter(
      "visit_code,town_code,time_zone,starts_at\nV-1,TOR,,2027-03-06 09:00\n")
    #expect(first.status == 0, "\(first.output)")
    #expect(try visits.stored == ["V-1 2027-03-06T09:00 2027-03-06T14:00:00Z"])

    let second = try visits.enter("visit_code,town_code,starts_at\nV-1,NON,2027-03-07 09:00\n")
    #expect(second.status == 1 && second.output.contains("value.zone-missing"), "\(second.output)")
    #expect(try visits.stored == ["V-1 2027-03-06T09:00 2027-03-06T14:00:00Z"])

    let third = try visits.enter("visit_code,town_code,starts_at\nV-1,NON,[clear]\n")
    #expect(third.status == 0, "\(third.output)")
    #expect(try visits.stored == ["V-1 - -"])
  }

  @Test(arguments: StoreKind.allCases)
  func aNewZoneMovesTheInstantOfABlankTime(_ kind: StoreKind) throws {
    let header = "visit_code,town_code,time_zone,starts_at,note\n"
    for (change, moved) in [
      // The row's own zone, another town, the zone taken away in favour of the town's.
      ("V-1,,America/Vancouver,,", "2027-03-06T17:00:00Z"),
      ("V-1,VAN,,,", "2027-03-06T17:00:00Z"), ("V-1,,,,seen", "2027-03-06T14:00:00Z"),
    ] {
      let visits = try Visits(kind)
      let first = try visits.enter(header + "V-1,TOR,,2027-03-06 09:00,\n")
      #expect(first.status == 0, "\(first.output)")
      let second = try visits.enter(header + change + "\n")
      #expect(second.status == 0, "\(change): \(second.output)")
      #expect(try visits.stored == ["V-1 2027-03-06T09:00 \(moved)"], "\(change)")
      let third = try visits.enter(header + change + "\n")
      #expect(
        third.status == 0 && third.output.contains("Nothing changed"), "\(third.output)")
      #expect(try visits.stored == ["V-1 2027-03-06T09:00 \(moved)"], "\(change)")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aTimeThatTheNewZoneSkipsIsTold(_ kind: StoreKind) throws {
    let visits = try Visits(kind)
    let header = "visit_code,time_zone,starts_at\n"
    let first = try visits.enter(header + "V-1,Asia/Tokyo,2027-03-14 02:30\n")
    #expect(first.status == 0, "\(first.output)")
    let second = try visits.enter(header + "V-1,America/Toronto,\n")
    #expect(second.status == 1, "\(second.output)")
    #expect(second.output.contains("error[value.local-time-gap]"), "\(second.output)")
    #expect(second.output.contains("--> visits.csv:2:2 (time_zone)"), "\(second.output)")
  }

  // MARK: Advice

  private func write(_ tool: ToolProcess, zone: String, sessions: String) throws {
    try tool.scratch.write(
      "locations.csv",
      """
      location_code,name,time_zone,kind,street,city,subdivision,postal_code,country
      TOR-01,Toronto,\(zone),physical,1 Main St,Toronto,CA-ON,M5V 1A1,CA

      """)
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats,delivery_modes\nV-1,TOR-01,Hall,100,paper\n")
    try tool.scratch.write(
      "exams.csv",
      "exam_code,name,duration_minutes,language,delivery\nETH-EN,Ethics,120,en,paper\n")
    try tool.scratch.write("common_sessions.csv", sessions)
  }

  private static let sitting = """
    session_code,name,exam_codes,location_code,venue_code,start_at,end_at,capacity,time_zone
    S-1,April,ETH-EN,TOR-01,V-1,2027-04-10 09:00,2027-04-10 12:00,40,
    """

  /// Whoever does what the rule about zones advises has done enough, and it says what the file has.
  @Test(arguments: StoreKind.allCases)
  func theAdviceAboutZonesCanBeFollowed(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    let all = ["locations.csv", "venues.csv", "exams.csv", "common_sessions.csv"]
    // A new session with a zone that is not that of its place.
    try write(tool, zone: "America/Toronto", sessions: Self.sitting + "America/Vancouver\n")
    let typed = try tool.execute(all)
    #expect(typed.status == 1, "\(typed.output)")
    #expect(
      typed.output.contains(
        """
        error[rule.time-zone-differs]: `America/Vancouver` differs from `America/Toronto`, the zone of \
        `TOR-01`
          --> common_sessions.csv:2:9 (time_zone)
           | read      America/Vancouver
           = help: clear the zone; it is taken from the location

        """), "\(typed.output)")
    try write(tool, zone: "America/Toronto", sessions: Self.sitting + "\n")
    let made = try tool.execute(all)
    #expect(made.status == 0, "\(made.output)")
    // The place moves; what the store has is told as such, at the row of the place or of the session.
    let sentence = """
      error[rule.time-zone-differs]: session `S-1` has `America/Toronto`, its location `TOR-01` has \
      `America/Vancouver`
        -->
      """
    let help = "= help: enter the zone of the location for the session, in the same import"
    for sessions in ["", "session_code,time_zone\nS-1,\n"] {
      try write(tool, zone: "America/Vancouver", sessions: sessions)
      let refused = try tool.execute(
        ["locations.csv"] + (sessions.isEmpty ? [] : ["common_sessions.csv"]))
      #expect(refused.status == 1, "\(refused.output)")
      #expect(refused.output.contains(sentence), "\(refused.output)")
      #expect(refused.output.contains(help), "\(refused.output)")
    }
    try write(
      tool, zone: "America/Vancouver",
      sessions: "session_code,time_zone\nS-1,America/Vancouver\n")
    let followed = try tool.execute(["locations.csv", "common_sessions.csv"])
    #expect(followed.status == 0, "\(followed.output)")
    let instant =
      kind == .sqlite
      ? "start_utc" : "to_char(start_utc AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    #expect(
      try store.ask("SELECT start_local, \(instant) FROM common_sessions") == [
        "2027-04-10T09:00|2027-04-10T16:00:00Z"
      ])
  }
}
