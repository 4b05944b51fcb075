import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Instants follow their zone through references: a row that changes the zone of a parent moves the times
/// of its children, or is refused where no row names them.
@Suite struct StoredTimeLaws {
  private static func schemas(owned: Bool) -> [(table: String, json: String)] {
    func store(_ table: String) -> String {
      owned ? "" : #", "registrar:store": {"table": "\#(table)", "owned": false}"#
    }
    return [
      (
        "towns",
        """
        {"title": "Towns", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "zone", "type": "string", "registrar:type": "time-zone"},
          {"name": "note", "type": "string", "registrar:type": "string"}]\(store("towns"))}
        """
      ),
      (
        "halls",
        """
        {"title": "Halls", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "town", "type": "string", "registrar:type": "code",
            "registrar:column": "town_id"}],
          "foreignKeys": [{"fields": "town", "reference": {"resource": "towns", "fields": "code"}}]\
        \(store("halls"))}
        """
      ),
      (
        "visits",
        """
        {"title": "Visits", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "hall", "type": "string", "registrar:type": "code",
            "registrar:column": "hall_id"},
          {"name": "own_zone", "type": "string", "registrar:type": "time-zone"},
          {"name": "starts_at", "type": "string", "registrar:type": "datetime",
            "registrar:zoneFrom": ["own_zone", "hall.town.zone"]\
        \(owned ? "" : #", "registrar:keeps": "instant""#)},
          {"name": "note", "type": "string", "registrar:type": "string"}],
          "foreignKeys": [{"fields": "hall", "reference": {"resource": "halls", "fields": "code"}}]\
        \(store("visits"))}
        """
      ),
    ]
  }

  private static let files = [
    "towns": "code,zone\nTOR,America/Toronto\nOTT,America/Toronto\nVAN,America/Vancouver\n",
    "halls": "code,town\nT1,TOR\nT2,TOR\nO1,OTT\nV1,VAN\n",
    "visits": """
    code,hall,own_zone,starts_at
    A,T1,,2027-03-06 09:00
    B,T2,,2027-03-06 10:00
    C,O1,,2027-03-06 09:00
    D,T1,Asia/Tokyo,2027-03-06 09:00
    E,T1,,

    """,
  ]

  private func store(_ kind: StoreKind, owned: Bool) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let store = try ForeignStore(
      kind, Self.schemas(owned: owned),
      sql: owned
        ? "SELECT 1"
        : """
        CREATE TABLE towns (id \(id), code text NOT NULL UNIQUE, zone text, note text);
        CREATE TABLE halls (id \(id), code text NOT NULL UNIQUE, town_id integer REFERENCES towns);
        CREATE TABLE visits (id \(id), code text NOT NULL UNIQUE,
          hall_id integer REFERENCES halls, own_zone text,
          starts_at \(kind == .sqlite ? "TEXT" : "timestamptz"), note text);
        """)
    let first = try store.run(Self.files)
    #expect(first.errors == [] && first.run.isWritten, "\(first.errors)")
    return store
  }

  /// The hour of each visit's instant, UTC.
  private func hours(_ store: ForeignStore, owned: Bool) throws -> [String] {
    let column = owned ? "starts_utc" : "starts_at"
    let hour =
      store.scratch.kind == .sqlite
      ? "substr(\(column), 12, 2)" : "to_char(\(column) AT TIME ZONE 'UTC', 'HH24')"
    return try store.scratch.ask(
      "SELECT code || ' ' || coalesce(\(hour), '-') FROM visits ORDER BY code")
  }

  private static let before = ["A 14", "B 15", "C 14", "D 00", "E -"]
  private static let moved = "code,zone\nTOR,America/Vancouver\n"

  /// A row of the child with a blank time, with the same time, or without the column.
  @Test(
    arguments: StoreKind.allCases,
    [
      "code,starts_at\nA,\nB,\n", "code,starts_at\nA,2027-03-06 09:00\nB,2027-03-06 10:00\n",
      "code,note\nA,seen\nB,seen\n",
    ])
  func rowsFollowTheZoneOfTheirParent(_ kind: StoreKind, _ visits: String) throws {
    for owned in [true, false] {
      let store = try store(kind, owned: owned)
      #expect(try hours(store, owned: owned) == Self.before)
      let files = ["towns": Self.moved, "visits": visits]
      let validated = try store.run(files, .validate)
      #expect(validated.errors == [], "\(validated.errors)")
      let report = try store.run(files)
      #expect(report.errors == [] && report.ledger == validated.ledger, "\(report.errors)")
      #expect(try hours(store, owned: owned) == ["A 17", "B 18", "C 14", "D 00", "E -"])
      let again = try store.run(files)
      #expect(again.errors == [])
      #expect(again.ledger.allSatisfy { $0.created + $0.updated == 0 }, "\(again.changes)")
      guard owned else { continue }
      #expect(try store.undo(report.run.id).run.outcome.exitCode == 0)
      #expect(try hours(store, owned: owned) == Self.before)
    }
  }

  private static let refused: [(files: [String: String], line: String)] = [
    (["towns": moved], "value.zone-missing/stored row 2 zone: count=2 records=visits"),
    (
      ["towns": moved, "visits": "code,starts_at\nB,\n"],
      "value.zone-missing/stored row 2 zone: count=1 records=visit"
    ),
    (
      ["halls": "code,town\nO1,VAN\n"],
      "value.zone-missing/stored row 2 town: count=1 records=visit"
    ),
    // Other ways to say the same hour change nothing.
    (
      ["towns": "code,zone\nTOR,America/Montreal\nOTT,America/Vancouver\n"],
      "value.zone-missing/stored row 3 zone: count=1 records=visit"
    ),
  ]

  /// Records that no row names would keep the instants of the old zone.
  @Test(arguments: StoreKind.allCases, refused.indices)
  func aZoneOfTimesThatNoRowNamesIsRefused(_ kind: StoreKind, _ number: Int) throws {
    let item = Self.refused[number]
    for owned in [true, false] {
      let store = try store(kind, owned: owned)
      for mode in [ImportOptions.Mode.validate, .execute] {
        let report = try store.run(item.files, mode)
        #expect(report.errors == [item.line], "\(report.errors)")
        #expect(report.run.outcome.exitCode == 1 && !report.run.isWritten)
      }
      #expect(try hours(store, owned: owned) == Self.before)
      // Where rows may be left out, those that follow the new zone go with the row that gives it.
      let part = try store.run(item.files) { $0.errorPolicy = .skipRow }
      #expect(part.errors == [item.line], "\(part.errors)")
      #expect(try hours(store, owned: owned) == Self.before)
    }
  }

  /// Times that are taken away, have a zone of their own or go with their records need no row.
  @Test(arguments: StoreKind.allCases)
  func timesThatDoNotMoveAreNoObstacle(_ kind: StoreKind) throws {
    let store = try store(kind, owned: true)
    let files = [
      "towns": Self.moved + "OTT,America/Toronto\n",
      "visits": "code,starts_at,action\nA,[clear],\nB,,delete\n",
    ]
    let report = try store.run(files) {
      $0.allowsDelete = true
      $0.guards = GuardPolicy()
    }
    #expect(report.errors == [] && report.run.isWritten, "\(report.errors)")
    #expect(try hours(store, owned: true) == ["A -", "C 14", "D 00", "E -"])
    // Nothing hangs on another field of the town.
    #expect(try store.run(["towns": "code,note\nTOR,big\nOTT,small\n"]).errors == [])
  }
}
