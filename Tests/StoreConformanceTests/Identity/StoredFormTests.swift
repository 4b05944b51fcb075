import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Keys that another program wrote in another form than the canonical one mean the same records.
@Suite struct StoredFormTests {
  private static func schema(
    _ title: String, key: String, fields: String, references: String = "", owned: Bool
  ) -> String {
    """
    {"title": "\(title)", "primaryKey": \(key), "fields": [\(fields)]\(references)\
    \(owned ? "" : ", \"registrar:store\": {\"table\": \"\(title)\", \"owned\": false}")}
    """
  }

  private static let code = """
    {"name": "code", "type": "string", "registrar:type": "code", "constraints": {"required": true}}
    """

  private static func packages(
    owned: Bool
  ) -> [(table: String, json: String)] {
    [
      (
        "places",
        schema(
          "places", key: "\"code\"",
          fields: code + #", {"name": "name", "type": "string", "registrar:type": "string"}"#,
          owned: owned)
      ),
      (
        "people",
        schema(
          "people", key: "\"email\"",
          fields: """
            {"name": "email", "type": "string", "registrar:type": "email",
              "constraints": {"required": true}},
            {"name": "place", "type": "string", "registrar:type": "code",
              "registrar:column": "place_id"},
            {"name": "title", "type": "string", "registrar:type": "string"}
            """,
          references: """
            , "foreignKeys": [{"fields": "place", "reference":
              {"resource": "places", "fields": "code"}}]
            """, owned: owned)
      ),
    ]
  }

  /// A store with records as another program writes them: codes in small letters, addresses in capitals,
  /// blanks around.
  private func store(_ kind: StoreKind, owned: Bool) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let store = try ForeignStore(
      kind, Self.packages(owned: owned),
      sql: owned
        ? "SELECT 1"
        : """
        CREATE TABLE places (id \(id), code text NOT NULL UNIQUE, name text);
        CREATE TABLE people (id \(id), email text NOT NULL UNIQUE, place_id integer REFERENCES places,
          title text);
        """)
    try store.scratch.execute(
      """
      INSERT INTO places (code, name\(owned ? Self.stampColumns : "")) VALUES
        ('aa', 'Abbey'\(owned ? Self.stamps : "")), ('BB', 'Barn'\(owned ? Self.stamps : "")),
        (' dd ', 'Dome'\(owned ? Self.stamps : ""));
      INSERT INTO people (email, place_id, title\(owned ? Self.stampColumns : ""))
        SELECT 'Anna@Example.org', id, 'Dr'\(owned ? Self.stamps : "") FROM places WHERE code = 'aa';
      """)
    return store
  }

  private static let stampColumns = ", created_at, updated_at"
  private static let stamps = ", '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z'"

  private static let files = [
    "places": "code,name\nAA,Abbey\nbb,Byre\nCC,Castle\nDD,Dome\n",
    "people": "email,place\nanna@example.org,AA\nbob@example.org,aa\ncleo@example.org,dd\n",
  ]

  private func people(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask(
      """
      SELECT p.email, q.code, q.name, p.title FROM people p LEFT JOIN places q ON q.id = p.place_id
      ORDER BY p.id
      """)
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func keysAreComparedInTheirCanonicalForm(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    let before = try people(store)
    let planned = try store.run(Self.files, .validate)
    let first = try store.run(Self.files)
    for report in [planned, first] {
      #expect(report.findings == [], "\(report.findings)")
      #expect(
        report.ledger.map { [$0.created, $0.updated, $0.unchanged] } == [[1, 1, 2], [2, 0, 1]],
        "\(report.ledger)")
    }
    #expect(first.run.isWritten && first.run.outcome.exitCode == 0)
    // No record twice, and none spelled otherwise than its owner spells it.
    #expect(
      try store.scratch.ask("SELECT code, name FROM places ORDER BY id") == [
        "aa|Abbey", "BB|Byre", " dd |Dome", "CC|Castle",
      ])
    #expect(
      try people(store) == [
        "Anna@Example.org|aa|Abbey|Dr", "bob@example.org|aa|Abbey|-",
        "cleo@example.org| dd |Dome|-",
      ])
    let second = try store.run(Self.files)
    #expect(second.findings == [])
    #expect(second.ledger.allSatisfy { $0.created == 0 && $0.updated == 0 }, "\(second.ledger)")
    // Runs on tables of another program are not taken back record by record.
    guard owned else { return }
    #expect(try store.undo(first.run.id).run.outcome.exitCode == 0)
    #expect(try people(store) == before)
  }

  /// A child alone, whose parent the file does not name, and a record that goes.
  @Test(arguments: StoreKind.allCases, [true, false])
  func referencesAndDeletesFindThem(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    let children = ["people": "email,place,title\nANNA@example.org,AA,Prof\nbob@example.org,Aa,\n"]
    let report = try store.run(children)
    #expect(report.findings == [], "\(report.findings)")
    #expect(report.ledger.map { [$0.created, $0.updated] } == [[1, 1]])
    #expect(
      try people(store) == ["Anna@Example.org|aa|Abbey|Prof", "bob@example.org|aa|Abbey|-"])
    let removal = try store.run(
      ["people": "email,action\nanna@example.org,delete\n"], .execute
    ) { $0.allowsDelete = true }
    #expect(removal.findings == [] && removal.ledger.map(\.deleted) == [1], "\(removal.findings)")
    #expect(try people(store) == ["bob@example.org|aa|Abbey|-"])
  }

  /// Repeats of a key are repeats, however the stored record spells it.
  @Test(arguments: StoreKind.allCases, [true, false])
  func aRepeatIsFoundAsBefore(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    let report = try store.run(["places": "code,name\nAA,One\naa,Two\n"], .validate)
    #expect(report.errors.map { $0.prefix(18) } == ["key.repeated row 3"], "\(report.errors)")
  }

  /// Two records whose keys are one in canonical form: which one is meant nobody knows.
  @Test(arguments: StoreKind.allCases, [true, false])
  func twoFormsOfOneKeyAreAConflict(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    try store.scratch.execute(
      """
      INSERT INTO places (code, name\(owned ? Self.stampColumns : ""))
        VALUES ('AA', 'Other'\(owned ? Self.stamps : ""))
      """)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(
        ["places": "code,name\nAA,New\n", "people": "email,place\nzoe@example.org,aa\n"], mode)
      #expect(
        report.errors == [
          "key.conflict/two row 2 code: field=code value=AA first=aa (id 1) second=AA (id 4)",
          "reference.name-ambiguous/key row 2 place: value=aa count=2 parents=places"
            + " keys=aa (id 1), AA (id 4) field=place",
        ], "\(report.errors)")
      #expect(!report.run.isWritten)
    }
    // A row that changes something else leaves the reference where it was.
    let report = try store.run(["people": "email,title\nanna@example.org,Prof\n"])
    #expect(report.findings == [], "\(report.findings)")
    #expect(try people(store) == ["Anna@Example.org|aa|Abbey|Prof"])
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func theStoreCheckCountsThem(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    let found = try StoredKeyCheck.mismatches(
      of: store.scratch.package, in: try store.scratch.connection())
    #expect(
      found.map(\.description) == [
        "places.code: 2 of 3 keys are not in their canonical form, such as `aa` for `AA`; they are"
          + " found, and stay as they are",
        "people.email: 1 of 1 keys are not in their canonical form, such as `Anna@Example.org` for"
          + " `anna@example.org`; they are found, and stay as they are",
      ])
    #expect(found.allSatisfy { $0.severity == .warning })
  }

  // MARK: Other types of keys

  private struct Case: CustomStringConvertible, Sendable {
    var field: String
    var stored: String
    var given: String
    var description: String { "\(stored) for \(given)" }
  }

  private static let cases = [
    Case(
      field: #""type": "string", "registrar:type": "code", "registrar:lowercase": true"#,
      stored: "Ab1", given: "AB1"),
    Case(
      field: #""type": "string", "registrar:type": "string", "registrar:lowercase": true"#,
      stored: "Anna", given: "ANNA"),
    Case(
      field: #""type": "string", "registrar:type": "string""#, stored: " Main  Street ",
      given: "Main Street"),
    // Letters and accents apart (NFD).
    Case(
      field: #""type": "string", "registrar:type": "string""#, stored: "Cafe\u{301}",
      given: "Caf\u{E9}"),
    Case(
      field: #""type": "string", "registrar:type": "string", "registrar:folded": true"#,
      stored: "MAIN  hall", given: "Main Hall"),
    Case(
      field: #""type": "string", "registrar:type": "country""#, stored: "ca", given: "Canada"),
    Case(field: #""type": "string", "registrar:type": "language""#, stored: "FR", given: "fr"),
    Case(
      field: #""type": "string", "registrar:type": "url""#, stored: "https://Example.ORG/a",
      given: "https://example.org/a"),
  ]

  @Test(arguments: StoreKind.allCases, Array(Self.cases.indices))
  func everyTypeOfKeyIsFound(_ kind: StoreKind, index: Int) throws {
    let example = Self.cases[index]
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let store = try ForeignStore(
      kind,
      [
        (
          "things",
          Self.schema(
            "things", key: "\"mark\"",
            fields: """
              {"name": "mark", \(example.field), "constraints": {"required": true}},
              {"name": "note", "type": "string", "registrar:type": "string"}
              """, owned: false)
        )
      ],
      sql: """
        CREATE TABLE things (id \(id), mark text NOT NULL, note text);
        INSERT INTO things (mark, note) VALUES ('\(example.stored)', 'old');
        """)
    let file = ["things": "mark,note\n\(example.given),new\n"]
    let report = try store.run(file)
    #expect(report.errors == [], "\(example): \(report.errors)")
    #expect(report.ledger.map { [$0.created, $0.updated] } == [[0, 1]], "\(example)")
    #expect(try store.scratch.ask("SELECT note FROM things") == ["new"], "\(example)")
    let again = try store.run(file)
    #expect(again.ledger.map { [$0.created, $0.updated] } == [[0, 0]], "\(example)")
  }

  /// Looking such keys up costs what other look-ups cost; with a walk over all records for each row it
  /// would cost the square of the rows.
  @Test(arguments: StoreKind.allCases)
  func manyAreFoundAtTheCostOfOthers(_ kind: StoreKind) throws {
    let count = 16_000
    let file = ["places": "code,name\n" + (1...count).map { "K\($0),m\n" }.joined()]
    func time(_ letter: String) throws -> Duration {
      let store = try store(kind, owned: false)
      for first in stride(from: 1, through: count, by: 4_000) {
        let rows = (first..<first + 4_000).map { "('\(letter)\($0)', 'n')" }
        try store.scratch.execute(
          "INSERT INTO places (code, name) VALUES \(rows.joined(separator: ", "))")
      }
      return try ContinuousClock().measure {
        let report = try store.run(file)
        #expect(report.ledger.map { [$0.created, $0.updated] } == [[0, count]])
      }
    }
    let usual = try time("K")
    let other = try time("k")
    #expect(other < usual * 4 + .seconds(5), "\(other), where others take \(usual)")
  }
}
