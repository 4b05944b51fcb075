import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Keys in another form are found along every way on which records are looked up: parts of keys, other
/// fields, trees, parts of a run, pruning.
@Suite struct StoredFormPathTests {
  private static func foreign(_ name: String, _ rest: String) -> (table: String, json: String) {
    (
      name,
      """
      {"title": "\(name)", \(rest), "registrar:store": {"table": "\(name)", "owned": false}}
      """
    )
  }

  private static let code = """
    {"name": "code", "type": "string", "registrar:type": "code", "constraints": {"required": true}}
    """

  private static let places = foreign(
    "places",
    """
    "primaryKey": "code", "fields": [\(code),
      {"name": "mail", "type": "string", "registrar:type": "email"},
      {"name": "status", "type": "string", "registrar:type": "string"}],
      "registrar:liveness": {"field": "status", "closed": ["closed"]}
    """)

  private static let rooms = foreign(
    "rooms",
    """
    "primaryKey": ["place", "number"], "fields": [
      {"name": "place", "type": "string", "registrar:type": "code", "registrar:column": "place_id",
        "constraints": {"required": true}},
      {"name": "number", "type": "string", "registrar:type": "code", "constraints": {"required": true}},
      {"name": "seats", "type": "integer", "registrar:type": "integer"}],
      "foreignKeys": [{"fields": "place", "reference": {"resource": "places", "fields": "code"},
        "registrar:alsoBy": ["mail"], "registrar:live": false}]
    """)

  private static let topics = foreign(
    "topics",
    """
    "primaryKey": "code", "fields": [\(code),
      {"name": "parent", "type": "string", "registrar:type": "code",
        "registrar:column": "parent_id"},
      {"name": "note", "type": "string", "registrar:type": "string"}],
      "foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "code"}}]
    """)

  private func store(_ kind: StoreKind) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    return try ForeignStore(
      kind, [Self.places, Self.rooms, Self.topics],
      sql: """
        CREATE TABLE places (id \(id), code text NOT NULL, mail text, status text);
        CREATE TABLE rooms (id \(id), place_id integer REFERENCES places, number text, seats integer);
        CREATE TABLE topics (id \(id), code text UNIQUE, parent_id integer REFERENCES topics, note text);
        INSERT INTO places (code, mail, status) VALUES ('aa', 'Desk@Example.org', 'open'),
          ('BB', 'b@example.org', 'open'), ('BB', 'old@example.org', 'closed');
        INSERT INTO rooms (place_id, number, seats) VALUES (1, 'r1', 10), (2, 'R2', 20);
        INSERT INTO topics (code, parent_id, note) VALUES ('law', NULL, 'n'), ('tax', 1, 'n');
        """)
  }

  private func rooms(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT place_id, number, seats FROM rooms ORDER BY id")
  }

  @Test(arguments: StoreKind.allCases, [nil, 1] as [Int?])
  func partsOfKeysAndOtherFields(_ kind: StoreKind, every: Int?) throws {
    let store = try store(kind)
    let files = [
      "places": "code,mail\nAA,desk@example.org\nbb,b@example.org\n",
      "rooms": "place,number,seats\nAA,R1,11\ndesk@example.org,R3,3\nbb,r2,20\n",
    ]
    func run(_ mode: ImportOptions.Mode) throws -> ImportReport {
      try store.run(files, mode) { $0.commitEvery = every }
    }
    let planned = try run(.validate)
    #expect(planned.errors == [], "\(planned.errors)")
    let report = try run(.execute)
    #expect(report.errors == [] && report.run.outcome.exitCode == 0, "\(report.errors)")
    #expect(
      report.ledger.first { $0.table == "rooms" }.map { [$0.created, $0.updated, $0.unchanged] }
        == [1, 1, 1], "\(report.ledger)")
    #expect(try rooms(store) == ["1|r1|11", "2|R2|20", "1|R3|3"])
    let again = try run(.execute)
    #expect(again.ledger.allSatisfy { $0.created == 0 }, "\(again.ledger)")
    #expect(
      again.ledger.first { $0.table == "rooms" }?.updated == 0, "\(again.changes)")
  }

  @Test(arguments: StoreKind.allCases)
  func trees(_ kind: StoreKind) throws {
    let store = try store(kind)
    let file = [
      "topics": "code,parent,note\nVAT,TAX,new\nTAX,Law,n\nINCOME,tax,new\nLAW,,n\n"
    ]
    let report = try store.run(file)
    #expect(report.errors == [], "\(report.errors)")
    #expect(
      report.ledger.map { [$0.created, $0.updated, $0.unchanged] } == [[2, 0, 2]],
      "\(report.changes)")
    #expect(
      try store.scratch.ask(
        """
        SELECT t.code, p.code FROM topics t LEFT JOIN topics p ON p.id = t.parent_id ORDER BY t.id
        """) == ["law|-", "tax|law", "VAT|tax", "INCOME|tax"])
    let again = try store.run(file)
    #expect(again.ledger.map { [$0.created, $0.updated] } == [[0, 0]], "\(again.changes)")
  }

  /// A record that shares its key with one that a row names is not removed for want of a row.
  @Test(arguments: StoreKind.allCases)
  func pruningSparesThem(_ kind: StoreKind) throws {
    let store = try store(kind)
    let report = try store.run(["topics": "code,note\nLAW,n\n"], .validate) {
      $0.allowsDelete = true
      $0.prunes = [PruneScope(table: "topics")]
    }
    #expect(report.ledger.map(\.pruned) == [1], "\(report.findings)")
    let places = try store.run(["places": "code,mail\nAA,desk@example.org\nBB,b@example.org\n"]) {
      $0.allowsDelete = true
      $0.prunes = [PruneScope(table: "places")]
    }
    #expect(places.ledger.map(\.pruned) == [0], "\(places.findings)")
    #expect(try store.scratch.ask("SELECT count(*) FROM places") == ["3"])
  }
}
