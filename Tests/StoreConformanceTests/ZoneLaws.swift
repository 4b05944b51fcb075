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
      #expect(third.output.contains("Nothing would change") || third.status == 0)
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
}
