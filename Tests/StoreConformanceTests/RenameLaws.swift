import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Rows that give a stored record another key.
@Suite struct RenameLaws {
  private static let schemas: [(table: String, json: String)] = [
    (
      "sites",
      """
      {"title": "Sites", "primaryKey": "code", "fields": [
        {"name": "old_code", "type": "string", "registrar:type": "code",
          "registrar:renames": "code"},
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "name", "type": "string", "registrar:type": "string"}],
        "registrar:renames": "source_id"}
      """
    ),
    (
      "rooms",
      """
      {"title": "Rooms", "primaryKey": ["site", "number"], "fields": [
        {"name": "site", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}},
        {"name": "number", "type": "integer", "registrar:type": "integer",
          "constraints": {"required": true}}],
        "foreignKeys": [
          {"fields": "site", "reference": {"resource": "sites", "fields": "code"}}],
        "registrar:rules": [{"code": "rule.lost", "at": ["site"], "message": "`{n}` lost",
          "help": "x", "tables": ["rooms", "sites"],
          "query": "SELECT (SELECT max(_row) FROM sites) AS at_row, 'sites' AS at_table, 'code' AS at_field, count(*) AS n FROM rooms r WHERE NOT EXISTS (SELECT 1 FROM sites s WHERE s.code = r.site) HAVING count(*) > 0"},
          {"code": "rule.crowded", "at": ["site"], "message": "`{n}` rooms", "help": "x", "tables": ["rooms"],
          "query": "SELECT r._row AS at_row, (SELECT count(*) FROM rooms o WHERE o.site = r.site) AS n FROM rooms r WHERE (SELECT count(*) FROM rooms o WHERE o.site = r.site) > 2"}]}
      """
    ),
  ]

  private static func store(_ kind: StoreKind) throws -> ForeignStore {
    let store = try ForeignStore(kind, schemas, sql: "SELECT 1")
    _ = try store.run([
      "sites": "code,name,source_id\nA,Alpha,1\nB,Beta,2\n",
      "rooms": "site,number,source_id\nA,1,r1\nB,1,r2\n",
    ])
    return store
  }

  private func contents(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT id, code, name FROM sites ORDER BY id")
      + store.scratch.ask(
        "SELECT table_name, record_key, source_id FROM registrar_id_map ORDER BY 1, 3"
      ).map { $0.replacing("\u{1F}", with: "/") }
  }

  private static let before = [
    "1|A|Alpha", "2|B|Beta", "rooms|A/1|r1", "rooms|B/1|r2", "sites|A|1", "sites|B|2",
  ]
  private static let after = [
    "1|A2|Alpha", "2|B|Beta", "rooms|A2/1|r1", "rooms|B/1|r2", "sites|A2|1", "sites|B|2",
  ]

  /// By the present key, or by the identifier of another system.
  private static let files = ["old_code,code\nA,A2\n", "code,source_id\nA2,1\n"]

  @Test(arguments: StoreKind.allCases, files)
  func theRecordKeepsItsIdentity(_ kind: StoreKind, _ file: String) throws {
    let store = try Self.store(kind)
    #expect(try contents(store) == Self.before)
    let validated = try store.run(["sites": file], .validate)
    #expect(validated.errors == [])
    #expect(
      validated.changes.flatMap { $0.fields.map { [$0.name, $0.before, $0.after] } } == [
        ["code", "A", "A2"]
      ])
    let executed = try store.run(["sites": file])
    #expect(executed.errors == [])
    #expect(executed.ledger == validated.ledger)
    #expect(executed.ledger.map(\.updated) == [1])
    #expect(try contents(store) == Self.after)
    // Read again, the file changes nothing.
    let again = try store.run(["sites": file])
    #expect(again.errors == [])
    #expect(again.ledger.map(\.unchanged) == [1])
    #expect(try store.verify().findings == [])
    #expect(try store.undo(executed.run.id).errors == [])
    #expect(try contents(store) == Self.before)
  }

  /// Other rows of the run may say the new key or the old one.
  @Test(arguments: StoreKind.allCases, ["A", "A2"])
  func referencesFollow(_ kind: StoreKind, _ code: String) throws {
    let store = try Self.store(kind)
    let files = ["sites": Self.files[0], "rooms": "site,number\n\(code),7\n"]
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(files, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map { [$0.created, $0.updated] } == [[0, 1], [1, 0]])
    }
    #expect(
      try store.scratch.ask(
        "SELECT s.code, r.number FROM rooms r JOIN sites s ON s.id = r.site_id ORDER BY 1, 2")
        == ["A2|1", "A2|7", "B|1"])
  }

  /// A rule over the records that refer to a site sees them by its new key, also where it does not read the sites.
  @Test(arguments: StoreKind.allCases)
  func rulesSeeReferencesThatFollow(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    let rooms = "site,number\nA2,7\nA2,8\n"
    let report = try store.run(["sites": Self.files[0], "rooms": rooms], .validate)
    #expect(report.errors.count == 2)
    #expect(report.errors.allSatisfy { $0.hasPrefix("rule.crowded row ") })
  }

  private static let refused: [(String, String)] = [
    // Nothing has the key.
    (
      "old_code,code\nX,Y\n", "reference.missing row 2 old_code: parent=site value=X field=old_code"
    ),
    // Another record has the new one.
    ("old_code,code\nA,B\n", "key.store-taken row 2 code: field=code value=B key=B"),
    // A second row means the same record by the key that it loses.
    (
      "old_code,code,name\nA,A2,\n,A,Again\n",
      "key.repeated/alone row 3 code: value=A row=2 file=sites.csv field=code"
    ),
    (
      ",code,name\n,A,Again\nA,A2,\n".replacing(",code", with: "old_code,code"),
      "key.repeated/alone row 3 code: value=A row=2 file=sites.csv field=code"
    ),
    (
      "old_code,code\nA,A2\nA,A3\n",
      "key.repeated/alone row 3 code: value=A row=2 file=sites.csv field=code"
    ),
    // Two ways that lead to two records.
    (
      "old_code,code,source_id\nA,A2,2\n",
      "key.conflict row 2 code: field=code first=A2 other=source_id value=2 second=B"
    ),
  ]

  @Test(arguments: StoreKind.allCases, refused)
  func whatIsNoRenameIsToldAtItsCell(_ kind: StoreKind, _ item: (String, String)) throws {
    let store = try Self.store(kind)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["sites": item.0], mode)
      #expect(report.errors == [item.1], "\(mode)")
    }
    #expect(try contents(store) == Self.before)
  }

  @Test(arguments: [
    (#""registrar:renames": "colour""#, "`colour` is no part of the key of `sites`"),
    (
      #""registrar:renames": "code", "constraints": {"required": true}"#,
      "`old_code` is blank in rows that rename nothing"
    ),
  ])
  func aRenameOfNoKeyIsAMistakeOfThePackage(_ property: String, _ problem: String) throws {
    let json = Self.schemas[0].json.replacing(#""registrar:renames": "code""#, with: property)
    #expect {
      try ForeignStore.package([("sites", json)])
    } throws: { error in
      "\(error)".contains(problem)
    }
  }
}
