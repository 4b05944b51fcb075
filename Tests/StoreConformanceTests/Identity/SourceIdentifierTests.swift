import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// The identifier of a record in the system it came from is a value like others: a change of it is
/// planned, told, journalled and taken back.
@Suite struct SourceIdentifierTests {
  private static func schemas(owned: Bool) -> [(table: String, json: String)] {
    func store(_ name: String) -> String {
      owned ? "" : ", \"registrar:store\": {\"table\": \"\(name)\", \"owned\": false}"
    }
    return [
      (
        "users",
        """
        {"title": "Users", "primaryKey": "login", "fields": [
          {"name": "login", "type": "string", "registrar:type": "email",
            "constraints": {"required": true}},
          {"name": "name", "type": "string", "registrar:type": "string"}]\(store("users"))}
        """
      ),
      (
        "groups",
        """
        {"title": "Groups", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "owner", "type": "string", "registrar:type": "email",
            "registrar:column": "owner_id"}],
          "foreignKeys": [{"fields": "owner", "reference": {"resource": "users", "fields": "login"}}]\(store("groups"))}
        """
      ),
    ]
  }

  private func store(_ kind: StoreKind, owned: Bool) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    return try ForeignStore(
      kind, Self.schemas(owned: owned),
      sql: owned
        ? "SELECT 1"
        : """
        CREATE TABLE users (id \(id), login text NOT NULL UNIQUE, name text);
        CREATE TABLE groups (id \(id), code text NOT NULL UNIQUE, owner_id integer REFERENCES users);
        """)
  }

  private func identifiers(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask(
      "SELECT table_name, record_key, source_id FROM registrar_id_map ORDER BY 1, 2, 3")
  }

  private static let first = [
    "users": "login,name,source_id\nann@x.org,Ann,U1\nbob@x.org,Bob,U2\ncleo@x.org,Cleo,\n"
  ]

  @Test(arguments: StoreKind.allCases, [true, false])
  func aChangeIsPlannedToldAndTakenBack(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    _ = try store.run(Self.first)
    let before = try identifiers(store)
    #expect(before == ["users|ann@x.org|U1", "users|bob@x.org|U2"])
    let file = [
      "users": """
      login,source_id
      ann@x.org,Neu-7
      bob@x.org,[clear]
      cleo@x.org,U3

      """
    ]
    let planned = try store.run(file, .validate)
    #expect(planned.findings == [], "\(planned.findings)")
    let changes = planned.changes.map { change in
      change.key.joined() + " "
        + change.fields.map { "\($0.name): \($0.before) → \($0.after)" }.joined(separator: ", ")
    }
    #expect(
      changes == [
        "ann@x.org source_id: U1 → Neu-7", "bob@x.org source_id: U2 → ",
        "cleo@x.org source_id:  → U3",
      ], "\(changes)")
    #expect(planned.ledger.map { [$0.created, $0.updated, $0.unchanged] } == [[0, 3, 0]])
    #expect(try identifiers(store) == before)
    let report = try store.run(file)
    #expect(report.findings == [] && report.ledger.map(\.updated) == [3], "\(report.findings)")
    #expect(try identifiers(store) == ["users|ann@x.org|Neu-7", "users|cleo@x.org|U3"])
    // The record's history has it, too.
    let trace = try #require(
      try RecordTrace.find(
        ["ann@x.org"], of: store.scratch.package.tables[0], package: store.scratch.package,
        in: store.scratch.connection()))
    let told = trace.changes.filter { $0.field == "source_id" }
      .map { "\($0.operation.rawValue) \($0.before ?? "–") → \($0.value ?? "–")" }
    #expect(told == ["update U1 → Neu-7", "create – → U1"], "\(told)")
    // The second time there is nothing left to do.
    let again = try store.run(file)
    #expect(again.ledger.map { [$0.updated, $0.unchanged] } == [[0, 3]], "\(again.ledger)")
    // Runs on tables of another program are not taken back record by record.
    guard owned else { return }
    let undone = try store.undo(report.run.id)
    #expect(undone.run.outcome.exitCode == 0, "\(undone.errors)")
    #expect(try identifiers(store) == before)
    #expect(
      try store.scratch.ask("SELECT login, name FROM users ORDER BY login") == [
        "ann@x.org|Ann", "bob@x.org|Bob", "cleo@x.org|Cleo",
      ])
  }

  /// A plan holds the change, and execution of the plan does it; what changed meanwhile is drift.
  @Test(arguments: StoreKind.allCases, [true, false])
  func aPlanHoldsIt(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    _ = try store.run(Self.first)
    let folder = try ScratchFolder()
    let plan = folder.path(of: "p.plan")
    let file = ["users": "login,source_id\nann@x.org,U9\nbob@x.org,U2\n"]
    let planned = try store.run(file, .validate) { $0.planOutput = plan }
    #expect(planned.findings == [], "\(planned.findings)")
    var operations: [PlanOperation] = []
    try PlanFile(path: plan).forEachOperation { operation, _ in operations.append(operation) }
    #expect(operations.map(\.key) == [["ann@x.org"]])
    #expect(
      operations.first?.fields.map { "\($0.name): \($0.before) → \($0.after)" } == [
        "source_id: U1 → U9"
      ])
    #expect(operations.first?.sourceID == "U9")
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func deletingAndRestoringKeepIt(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    let made = try store.run(Self.first)
    let before = try identifiers(store)
    let removal = try store.run(
      ["users": "login,action\nann@x.org,delete\n"], .execute
    ) { $0.allowsDelete = true }
    #expect(try identifiers(store) == ["users|bob@x.org|U2"])
    guard owned else { return }
    #expect(try store.undo(removal.run.id).run.outcome.exitCode == 0)
    #expect(try identifiers(store) == before)
    #expect(try store.undo(made.run.id).run.outcome.exitCode == 0)
    #expect(try identifiers(store) == [])
  }

  /// Two records may trade their identifiers; one that another record keeps is refused.
  @Test(arguments: StoreKind.allCases, [true, false])
  func identifiersMayBeTraded(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    _ = try store.run(Self.first)
    let report = try store.run(["users": "login,source_id\nann@x.org,U2\nbob@x.org,U1\n"])
    #expect(report.errors == [], "\(report.errors)")
    #expect(try identifiers(store) == ["users|ann@x.org|U2", "users|bob@x.org|U1"])
    let refused = try store.run(["users": "login,source_id\ncleo@x.org,U1\n"], .validate)
    #expect(
      refused.errors == [
        "key.conflict row 2 login: field=login first=cleo@x.org other=source_id value=U1"
          + " second=bob@x.org"
      ], "\(refused.errors)")
  }

  /// A reference may name a record by an identifier with capitals, in a field of any type.
  @Test(arguments: StoreKind.allCases, [true, false])
  func capitalsAreFound(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    let files = [
      "users": "login,source_id\nann@x.org,aB-1\nbob@x.org,0015x00002AbCdE\n",
      "groups": "code,owner\nG1,aB-1\nG2,0015x00002AbCdE\n",
    ]
    let planned = try store.run(files, .validate)
    #expect(planned.errors == [], "\(planned.errors)")
    let report = try store.run(files)
    #expect(report.errors == [], "\(report.errors)")
    let second = try store.run(["groups": "code,owner\nG1,aB-1\nG2,ann@x.org\nG3,aB-1\n"])
    #expect(second.errors == [], "\(second.errors)")
    #expect(second.ledger.map { [$0.created, $0.updated, $0.unchanged] } == [[1, 1, 1]])
    #expect(
      try store.scratch.ask(
        """
        SELECT g.code, u.login FROM groups g JOIN users u ON u.id = g.owner_id ORDER BY 1
        """) == ["G1|ann@x.org", "G2|ann@x.org", "G3|ann@x.org"])
    // Another spelling is another identifier.
    let other = try store.run(["groups": "code,owner\nG4,AB-1\n"], .validate)
    #expect(other.errors.map { $0.prefix(17) } == ["reference.missing"] || other.errors.count == 1)
  }

  private static let teams: [(table: String, json: String)] = [
    (
      "teams",
      """
      {"title": "Teams", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code",
          "constraints": {"required": true}}]}
      """
    ),
    (
      "badges",
      """
      {"title": "Badges", "primaryKey": "number", "fields": [
        {"name": "number", "type": "integer", "registrar:type": "integer",
          "constraints": {"required": true}},
        {"name": "team", "type": "string", "registrar:type": "code"},
        {"name": "instead_of", "type": "integer", "registrar:type": "integer"}],
        "foreignKeys": [
          {"fields": "team", "reference": {"resource": "teams", "fields": "code"}},
          {"fields": "instead_of", "reference": {"resource": "", "fields": "number"}}]}
      """
    ),
  ]

  /// A code is read in capitals, and the identifier as it was typed, among the rows and in the store.
  @Test(arguments: StoreKind.allCases)
  func capitalsAreFoundBesideCodes(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, Self.teams, sql: "SELECT 1")
    let files = [
      "teams": "code,source_id\nRED,tm-1\nBLUE,TM-1\n",
      "badges": "number,team,source_id,instead_of\n1,tm-1,bd-1,\n2,TM-1,Bd-1,bd-1\n3,red,,Bd-1\n",
    ]
    for created in [[2, 3], [0, 0]] {
      let report = try store.run(files)
      #expect(report.errors == [] && report.ledger.map(\.created) == created, "\(report.errors)")
      #expect(report.ledger.map(\.updated) == [0, 0], "\(report.changes)")
    }
    let later = try store.run(["badges": "number,team,instead_of\n4,tm-1,Bd-1\n"])
    #expect(later.errors == [], "\(later.errors)")
    #expect(
      try store.scratch.ask(
        """
        SELECT b.number, t.code, i.number FROM badges b JOIN teams t ON t.id = b.team_id
        LEFT JOIN badges i ON i.id = b.instead_of_id ORDER BY 1
        """) == ["1|RED|-", "2|BLUE|1", "3|RED|2", "4|RED|2"])
  }
}
