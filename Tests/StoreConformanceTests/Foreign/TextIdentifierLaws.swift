import ImportPipeline
import Schemas
import StoreTesting
import TabularCore
import Testing

/// Surrogate keys of other programs that are UUIDs or texts.
@Suite struct TextIdentifierLaws {
  private static func schemas(_ type: String) -> [(table: String, json: String)] {
    [
      (
        "sites",
        """
        {"title": "Sites", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "parent", "type": "string", "registrar:type": "code",
            "registrar:column": "parent_id"},
          {"name": "name", "type": "string", "registrar:type": "string"}],
          "foreignKeys": [{"fields": "parent", "reference": {"fields": "code"}}],
          "registrar:store": {"table": "sites", "owned": false, "idType": "\(type)"}}
        """
      ),
      (
        "rooms",
        """
        {"title": "Rooms", "primaryKey": ["site", "number"], "fields": [
          {"name": "site", "type": "string", "registrar:type": "code",
            "registrar:column": "site_id", "constraints": {"required": true}},
          {"name": "number", "type": "integer", "registrar:type": "integer",
            "constraints": {"required": true}},
          {"name": "tags", "type": "string", "registrar:type": "list",
            "registrar:itemType": "string",
            "registrar:joinTable": {"table": "room_tags", "owner": "room_id", "item": "tag"}}],
          "foreignKeys": [
            {"fields": "site", "reference": {"resource": "sites", "fields": "code"}}],
          "registrar:store": {"table": "rooms", "owned": false, "idType": "\(type)"}}
        """
      ),
    ]
  }

  private static func sql(_ kind: StoreKind, _ type: String) -> String {
    let column = kind == .sqlite ? "TEXT" : type
    let given =
      switch (kind, type) {
      case (.sqlite, "text"): "TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(16))))"
      case (.sqlite, _): "TEXT PRIMARY KEY"
      case (_, "text"): "text PRIMARY KEY DEFAULT 'id-' || gen_random_uuid()"
      default: "uuid PRIMARY KEY DEFAULT gen_random_uuid()"
      }
    return """
      CREATE TABLE sites (id \(given), code text UNIQUE NOT NULL,
        parent_id \(column) REFERENCES sites (id), name text);
      CREATE TABLE rooms (id \(given), site_id \(column) NOT NULL REFERENCES sites (id),
        number integer NOT NULL, UNIQUE (site_id, number));
      CREATE TABLE room_tags (room_id \(column) REFERENCES rooms (id) ON DELETE CASCADE,
        tag text, PRIMARY KEY (room_id, tag))
      """
  }

  private static let kinds: [(StoreKind, String)] = [
    (.sqlite, "uuid"), (.sqlite, "text"), (.postgresql, "uuid"), (.postgresql, "text"),
  ]

  private static let files = [
    "sites": "code,parent,name\nB,A,Below\nA,,Above\n",
    "rooms": "site,number,tags\nA,1,x;y\nB,1,\nB,2,x\n",
  ]

  @Test(arguments: Self.kinds)
  func recordsAreMadeChangedAndFoundAgain(_ kind: StoreKind, _ type: String) throws {
    let store = try ForeignStore(
      kind, Self.schemas(type).map { ($0.table, $0.json) }, sql: Self.sql(kind, type))
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(Self.files, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map(\.created) == [2, 3])
    }
    #expect(
      try store.scratch.ask(
        """
        SELECT s.code, p.code, count(r.id), count(DISTINCT r.id), min(length(CAST(r.id AS text))) > 20
        FROM sites AS s LEFT JOIN sites AS p ON p.id = s.parent_id
        LEFT JOIN rooms AS r ON r.site_id = s.id GROUP BY s.code, p.code ORDER BY s.code
        """
      ).map { $0.replacing("|t", with: "|1") } == ["A|-|1|1|1", "B|A|2|2|1"])
    let again = try store.run(Self.files)
    #expect(again.errors == [])
    #expect(again.ledger.map(\.unchanged) == [2, 3])
    let changed = try store.run([
      "sites": "code,name\nA,Up\n", "rooms": "site,number,tags\nB,2,z\nA,3,\n",
    ])
    #expect(changed.errors == [])
    #expect(changed.ledger.map { [$0.created, $0.updated] } == [[0, 1], [1, 1]])
    #expect(
      try store.scratch.ask("SELECT tag FROM room_tags ORDER BY tag") == ["x", "y", "z"])
    #expect(try store.verify().findings == [])
  }

  @Test(arguments: Self.kinds)
  func deletesAreGuardedAndCarriedOut(_ kind: StoreKind, _ type: String) throws {
    let store = try ForeignStore(
      kind, Self.schemas(type).map { ($0.table, $0.json) }, sql: Self.sql(kind, type))
    _ = try store.run(Self.files)
    func delete(_ files: [String: String]) throws -> ImportReport {
      try store.run(files) {
        $0.allowsDelete = true
        $0.guards = GuardPolicy()
      }
    }
    let refused = try delete(["sites": "action,code\ndelete,B\n"])
    #expect(refused.errors.map { $0.prefix(24) } == ["store.delete-referenced "])
    let done = try delete([
      "sites": "action,code\ndelete,B\n",
      "rooms": "action,site,number\ndelete,B,1\ndelete,B,2\n",
    ])
    #expect(done.errors == [])
    #expect(try store.scratch.ask("SELECT code FROM sites") == ["A"])
    #expect(try store.verify().findings == [])
  }

  @Test(arguments: Self.kinds)
  func theHistoryOfARecordIsKnown(_ kind: StoreKind, _ type: String) throws {
    let store = try ForeignStore(
      kind, Self.schemas(type).map { ($0.table, $0.json) }, sql: Self.sql(kind, type))
    _ = try store.run(Self.files)
    _ = try store.run(["sites": "code,name\nA,Up\n"])
    let trace = try RecordTrace.find(
      ["A"], of: store.scratch.package.tables[0], package: store.scratch.package,
      in: try store.scratch.connection())
    #expect(trace?.changes.filter { $0.field == "name" }.map(\.value) == ["Up", "Above"])
  }

  /// The schema says what the key is; a database that has something else is refused at once.
  @Test(arguments: [("uuid", "text"), ("text", "uuid"), ("integer", "uuid"), ("uuid", "integer")])
  func anotherKindOfKeyIsRefused(_ declared: String, _ found: String) throws {
    let id =
      found == "integer" ? "serial PRIMARY KEY" : "\(found) PRIMARY KEY DEFAULT gen_random_uuid()"
    let schema = Self.schemas(declared)[0].json
    let store = try ForeignStore(
      .postgresql, [("sites", schema)],
      sql: """
        CREATE TABLE sites (id \(id), code text UNIQUE NOT NULL,
          parent_id \(found) REFERENCES sites (id), name text)
        """)
    let report = try store.run(["sites": "code\nA\n"], .validate)
    let wanted = "the surrogate key is \(found), and the schema says `\(declared)` (`idType`)"
    if declared == "uuid", found == "text" {
      #expect(report.errors == [])
    } else {
      #expect(report.errors.count == 1 && report.errors[0].contains(wanted), "\(report.errors)")
    }
  }

  private static let tokens = """
    {"title": "Tokens", "primaryKey": "token", "fields": [
      {"name": "token", "type": "string", "format": "uuid", "registrar:column": "id",
        "constraints": {"required": true}},
      {"name": "name", "type": "string", "registrar:type": "string"}],
      "registrar:store": {"table": "tokens", "owned": false, "idType": "uuid"}}
    """

  /// A file may say the UUID itself; letters count in any case.
  @Test(arguments: StoreKind.allCases)
  func aUUIDMayBeTheKeyOfTheFile(_ kind: StoreKind) throws {
    let store = try ForeignStore(
      kind, [("tokens", Self.tokens)],
      sql: "CREATE TABLE tokens (id \(kind == .sqlite ? "TEXT" : "uuid") PRIMARY KEY, name text)")
    let id = "0190D7E2-8A41-7C2B-9F00-AABBCCDDEEFF"
    let first = try store.run(["tokens": "token,name\n\(id),One\n"])
    #expect(first.errors == [])
    #expect(try store.scratch.ask("SELECT id FROM tokens") == [id.lowercased()])
    let again = try store.run(["tokens": "token,name\n\(id.lowercased()),One\n"])
    #expect(again.ledger.map(\.unchanged) == [1])
    let changed = try store.run(["tokens": "token,name\n\(id),Two\n"])
    #expect(changed.ledger.map(\.updated) == [1])
    let bad = try store.run(["tokens": "token,name\nnone-at-all,Two\n"], .validate)
    #expect(bad.errors.count == 1 && bad.errors[0].contains(" row 2 token"), "\(bad.errors)")
  }
}
