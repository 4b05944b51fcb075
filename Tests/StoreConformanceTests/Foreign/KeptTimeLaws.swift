import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Other programs keep a date and time in one column: its instant, or what the clock on the wall shows.
@Suite struct KeptTimeLaws {
  private static let sites = """
    {"title": "Sites", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true}},
      {"name": "zone", "type": "string", "registrar:type": "time-zone"}],
      "registrar:store": {"table": "sites", "owned": false}}
    """

  private static func meetings(_ keeps: String) -> String {
    """
    {"title": "Meetings", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true}},
      {"name": "site", "type": "string", "registrar:type": "code", "registrar:column": "site_id"},
      {"name": "starts_at", "type": "string", "registrar:type": "datetime",
        "registrar:zoneFrom": ["site.zone"], "registrar:keeps": "\(keeps)"}],
      "foreignKeys": [{"fields": "site", "reference": {"resource": "sites", "fields": "code"}}],
      "registrar:rules": [{
        "code": "rule.early", "violatedWhen": "local_time(starts_at_local) < '01:00'",
        "at": ["starts_at"], "message": "too early", "help": "later"}, {
        "code": "rule.same-day", "at": ["starts_at"], "message": "`{n}` on one day", "help": "move",
        "query": "SELECT max(_row) AS at_row, count(*) AS n FROM meetings GROUP BY local_date(starts_at_local) HAVING count(*) > 2",
        "tables": ["meetings"]}],
      "registrar:store": {"table": "meetings", "owned": false}}
    """
  }

  private static func store(_ kind: StoreKind, _ keeps: String, _ type: String) throws
    -> ForeignStore
  {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    return try ForeignStore(
      kind, [("sites", sites), ("meetings", meetings(keeps))],
      sql: """
        CREATE TABLE sites (id \(id), code text UNIQUE NOT NULL, zone text);
        CREATE TABLE meetings (id \(id), code text UNIQUE NOT NULL,
          site_id integer REFERENCES sites (id), starts_at \(type))
        """)
  }

  private static let kinds: [(StoreKind, String, String)] = [
    (.sqlite, "instant", "TEXT"), (.sqlite, "instant", "DATETIME"), (.sqlite, "local", "TEXT"),
    (.sqlite, "local", "DATETIME"), (.postgresql, "instant", "timestamptz"),
    (.postgresql, "instant", "timestamp"), (.postgresql, "local", "timestamp"),
    (.postgresql, "local", "text"),
  ]

  private static let files = [
    "sites": "code,zone\nBER,Europe/Berlin\nNYC,America/New_York\n",
    // The second one falls into the hour that clocks in New York repeat.
    "meetings":
      "code,site,starts_at\nM1,BER,2027-07-01 09:00\nM2,NYC,2027-11-07 01:30\nM3,BER,\n",
  ]

  @Test(arguments: Self.kinds)
  func theSecondRunChangesNothing(_ kind: StoreKind, _ keeps: String, _ type: String) throws {
    let store = try Self.store(kind, keeps, type)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(Self.files, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map(\.created) == [2, 3])
    }
    let kept = try store.scratch.ask(
      kind == .sqlite
        ? "SELECT datetime(starts_at) FROM meetings ORDER BY code"
        : type == "timestamptz"
          ? "SELECT to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM meetings ORDER BY code"
          : "SELECT to_char(starts_at::timestamp, 'YYYY-MM-DD HH24:MI:SS') FROM meetings ORDER BY code"
    )
    #expect(
      kept
        == (keeps == "instant"
          ? ["2027-07-01 07:00:00", "2027-11-07 05:30:00", "-"]
          : ["2027-07-01 09:00:00", "2027-11-07 01:30:00", "-"]))
    let again = try store.run(Self.files)
    #expect(again.errors == [])
    #expect(again.ledger.map(\.unchanged) == [2, 3])
    let moved = try store.run(["meetings": "code,starts_at\nM1,2027-07-01 10:00\n"])
    #expect(moved.errors == [])
    #expect(moved.ledger.map(\.updated) == [1])
    #expect(try store.verify().findings == [])
  }

  /// Rules see the local time of stored records, whichever half is kept.
  @Test(arguments: Self.kinds)
  func rulesSeeLocalTimes(_ kind: StoreKind, _ keeps: String, _ type: String) throws {
    let store = try Self.store(kind, keeps, type)
    _ = try store.run([
      "sites": "code,zone\nTYO,Asia/Tokyo\n",
      "meetings": "code,site,starts_at\nM1,TYO,2027-07-01 08:00\nM2,TYO,2027-07-01 22:00\n",
    ])
    let report = try store.run(
      ["meetings": "code,site,starts_at\nM3,TYO,2027-07-01 07:30\nM4,TYO,2027-07-02 00:30\n"],
      .validate)
    #expect(
      report.errors.map { $0.prefix(22) } == ["rule.early row 3 start", "rule.same-day row 2 st"])
  }

  /// Another program's times are told from ours by what they mean, not by how they are written.
  @Test func otherFormsOfOneInstantAreTheSame() throws {
    let store = try Self.store(.sqlite, "instant", "TEXT")
    _ = try store.run(Self.files)
    for form in [
      "2027-07-01 07:00:00", "2027-07-01T07:00:00.000Z", "2027-07-01 09:00:00+02:00",
    ] {
      try store.scratch.execute("UPDATE meetings SET starts_at = '\(form)' WHERE code = 'M1'")
      let report = try store.run(Self.files)
      #expect(report.ledger.map(\.unchanged) == [2, 3], "\(form)")
    }
  }

  /// Zones that no table of zones has do not end the run.
  @Test(arguments: Self.kinds)
  func aZoneThatIsNoneIsToldAtTheCell(_ kind: StoreKind, _ keeps: String, _ type: String) throws {
    let store = try Self.store(kind, keeps, type)
    _ = try store.run(Self.files)
    try store.scratch.execute("UPDATE sites SET zone = 'Mars/Olympus' WHERE code = 'BER'")
    let report = try store.run(
      ["meetings": "code,starts_at\nM1,2027-07-01 10:00\nM2,2027-08-01 09:00\n"], .validate)
    #expect(report.errors.map { $0.prefix(40) } == ["value.zone-missing row 2 starts_at: valu"])
  }
}
