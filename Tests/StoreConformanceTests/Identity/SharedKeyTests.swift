import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Keys that several stored records have, as in tables whose records are deleted by a mark only.
@Suite struct SharedKeyTests {
  private static func schemas(
    closing: Bool, names: Bool = false
  ) -> [(table: String, json: String)] {
    let liveness =
      closing ? #", "registrar:liveness": {"field": "status", "closed": ["archived"]}"# : ""
    let status = #", {"name": "status", "type": "string", "registrar:type": "string"}"#
    return [
      (
        "units",
        """
        {"title": "Units", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "name", "type": "string", "registrar:type": "string"}\(closing ? status : "")]
          \(liveness), "registrar:store": {"table": "units", "owned": false}}
        """
      ),
      (
        "staff",
        """
        {"title": "Staff", "primaryKey": "login", "fields": [
          {"name": "login", "type": "string", "registrar:type": "string",
            "constraints": {"required": true}},
          {"name": "unit", "type": "string", "registrar:type": "code",
            "registrar:column": "unit_id"},
          {"name": "title", "type": "string", "registrar:type": "string"}],
          "foreignKeys": [{"fields": "unit", "reference": {"resource": "units", "fields": "code"}}],
          "registrar:store": {"table": "staff", "owned": false}}
        """
      ),
    ]
  }

  /// Two records have the key A1: the first one is closed, the second one lives; the live ones alone are
  /// kept apart by an index.
  private func store(_ kind: StoreKind, closing: Bool) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    return try ForeignStore(
      kind, Self.schemas(closing: closing),
      sql: """
        CREATE TABLE units (id \(id), code text NOT NULL, name text, status text DEFAULT 'live');
        CREATE UNIQUE INDEX one_live ON units (code) WHERE status <> 'archived';
        CREATE TABLE staff (id \(id), login text UNIQUE, unit_id integer REFERENCES units, title text);
        INSERT INTO units (code, name, status) VALUES
          ('A1', 'Old', 'archived'), ('A1', 'New', 'live'), ('B2', 'Other', 'live'),
          ('C3', 'Gone', 'archived'), ('C3', 'Gone too', 'archived');
        INSERT INTO staff (login, unit_id, title) VALUES ('ann', 1, 'Dr');
        """)
  }

  private func units(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT id, code, name FROM units ORDER BY id")
  }

  private func staff(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT login, unit_id, title FROM staff ORDER BY id")
  }

  private static let files = [
    "units": "code,name\nA1,Changed\nB2,Changed\n", "staff": "login,unit\nbob,A1\ncleo,B2\n",
  ]

  @Test(arguments: StoreKind.allCases)
  func aKeyOfTwoRecordsIsAConflict(_ kind: StoreKind) throws {
    let store = try store(kind, closing: false)
    let before = try units(store)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(Self.files, mode)
      #expect(
        report.errors == [
          "key.conflict/two row 2 code: field=code value=A1 first=A1 (id 1) second=A1 (id 2)",
          "reference.name-ambiguous/key row 2 unit: value=A1 count=2 parents=units"
            + " keys=A1 (id 1), A1 (id 2) field=unit",
        ], "\(report.errors)")
      #expect(report.run.outcome.exitCode == 1 && !report.run.isWritten)
    }
    #expect(try units(store) == before)
    // A delete is no better.
    let removal = try store.run(["units": "code,action\nA1,delete\n"], .validate) {
      $0.allowsDelete = true
    }
    #expect(removal.errors.map { $0.prefix(24) } == ["key.conflict/two row 2 c"])
  }

  @Test(arguments: StoreKind.allCases)
  func theLiveRecordIsMeant(_ kind: StoreKind) throws {
    let store = try store(kind, closing: true)
    let planned = try store.run(Self.files, .validate)
    let report = try store.run(Self.files)
    for report in [planned, report] {
      #expect(report.findings == [], "\(report.findings)")
      #expect(report.ledger.map { [$0.created, $0.updated] } == [[0, 2], [2, 0]])
    }
    #expect(
      try units(store) == [
        "1|A1|Old", "2|A1|Changed", "3|B2|Changed", "4|C3|Gone", "5|C3|Gone too",
      ])
    #expect(try staff(store) == ["ann|1|Dr", "bob|2|-", "cleo|3|-"])
    let again = try store.run(Self.files)
    #expect(again.ledger.allSatisfy { $0.created == 0 && $0.updated == 0 }, "\(again.ledger)")
    #expect(again.findings == [])
    // Of two closed ones nobody knows which.
    let closed = try store.run(["units": "code,name\nC3,Changed\n"], .validate)
    #expect(
      closed.errors == [
        "key.conflict/two row 2 code: field=code value=C3 first=C3 (id 4) second=C3 (id 5)"
      ], "\(closed.errors)")
  }

  /// A reference that leads to the closed record is told and follows the key to the live one.
  @Test(arguments: StoreKind.allCases, [true, false])
  func aNamedReferenceFollowsTheLiveRecord(_ kind: StoreKind, withParent: Bool) throws {
    let store = try store(kind, closing: true)
    var files = ["staff": "login,unit\nann,A1\n"]
    if withParent { files["units"] = "code,name\nA1,New\n" }
    let report = try store.run(files)
    #expect(report.findings == [], "\(report.findings)")
    #expect(
      report.changes.flatMap(\.fields).map { "\($0.name): \($0.before) → \($0.after)" } == [
        "unit: A1 (id 1) → A1 (id 2)"
      ])
    #expect(try staff(store) == ["ann|2|Dr"])
    let again = try store.run(files)
    #expect(again.ledger.allSatisfy { $0.updated == 0 }, "\(again.changes)")
  }

  /// A row that changes something else leaves its reference to the closed record alone.
  @Test(arguments: StoreKind.allCases, [true, false])
  func whatIsNotChangedStays(_ kind: StoreKind, closing: Bool) throws {
    let store = try store(kind, closing: closing)
    let report = try store.run(["staff": "login,title\nann,Prof\n"])
    #expect(report.errors == [] && report.ledger.map(\.updated) == [1], "\(report.errors)")
    #expect(try staff(store) == ["ann|1|Prof"])
  }

  @Test(arguments: StoreKind.allCases)
  func theStoreCheckSaysWhatSuchAnIndexMeans(_ kind: StoreKind) throws {
    for closing in [false, true] {
      let store = try store(kind, closing: closing)
      let found = StoreCheck.mismatches(
        of: store.scratch.package,
        in: try store.scratch.maintained().description(for: store.scratch.package)
      ).map(\.description).filter { $0.hasPrefix("units") }
      let meaning =
        closing
        ? "the one that is live is meant"
        : "none is meant: a row with such a key is refused; name the field that closes a record in"
          + " `registrar:liveness`"
      #expect(
        found.contains { $0.contains("one_live") && $0.hasSuffix(meaning) }, "\(found)")
      let shared = try StoredKeyCheck.mismatches(
        of: store.scratch.package, in: try store.scratch.connection()
      ).map(\.description)
      #expect(
        shared == [
          "units.code: 2 keys are shared by several records, such as `A1`"
            + (closing ? "; the one that is live is meant" : "; rows that name one are refused")
        ], "\(shared)")
    }
  }

  /// The record that came with an identifier, and an e-mail as a second key, are no better.
  @Test(arguments: StoreKind.allCases)
  func anotherKeyOfTwoRecordsIsAmbiguous(_ kind: StoreKind) throws {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let store = try ForeignStore(
      kind,
      [
        (
          "units",
          """
          {"title": "Units", "primaryKey": "code", "fields": [
            {"name": "code", "type": "string", "registrar:type": "code",
              "constraints": {"required": true}},
            {"name": "name", "type": "string", "registrar:type": "string"},
            {"name": "status", "type": "string", "registrar:type": "string"}],
            "registrar:liveness": {"field": "status", "closed": ["archived"]},
            "registrar:store": {"table": "units", "owned": false}}
          """
        ),
        (
          "staff",
          """
          {"title": "Staff", "primaryKey": "login", "fields": [
            {"name": "login", "type": "string", "registrar:type": "string",
              "constraints": {"required": true}},
            {"name": "unit", "type": "string", "registrar:type": "code",
              "registrar:column": "unit_id"}],
            "foreignKeys": [{"fields": "unit", "reference": {"resource": "units", "fields": "code"},
              "registrar:alsoBy": ["name"]}],
            "registrar:store": {"table": "staff", "owned": false}}
          """
        ),
      ],
      sql: """
        CREATE TABLE units (id \(id), code text NOT NULL UNIQUE, name text, status text);
        CREATE TABLE staff (id \(id), login text UNIQUE, unit_id integer REFERENCES units);
        INSERT INTO units (code, name, status) VALUES ('A1', 'Physics', 'archived'),
          ('A2', 'Physics', 'live'), ('B1', 'Law', 'live'), ('B2', 'Law', 'live');
        """)
    let report = try store.run(["staff": "login,unit\nbob,Physics\ncleo,Law\n"], .validate)
    #expect(
      report.errors == [
        "reference.name-ambiguous row 3 unit: value=Law count=2 parents=units keys=B1, B2"
          + " field=unit"
      ], "\(report.errors)")
    _ = try store.run(["staff": "login,unit\nbob,Physics\n"])
    #expect(try store.scratch.ask("SELECT login, unit_id FROM staff") == ["bob|2"])
  }
}
