import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Another program's table may keep a number for each value of an enumeration; files and people see the
/// values.
@Suite struct StoredNumberLaws {
  private static let jobs = """
    {"title": "Jobs", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code"},
      {"name": "state", "type": "string", "registrar:type": "enum", "registrar:values": [
        {"value": "open", "stored": 10}, {"value": "closed", "aliases": ["done"], "stored": 20},
        {"value": "lost", "stored": 30}]},
      {"name": "owner", "type": "string", "registrar:type": "string"}],
      "registrar:liveness": {"field": "state", "closed": ["lost"]},
      "registrar:rules": [{"code": "rule.owner", "violatedWhen": "state = 'open' AND owner IS NULL",
        "at": ["owner"], "message": {"en": "an open job has an owner"},
        "help": {"en": "name one"}, "explanation": {"en": "Somebody does it."}}],
      "registrar:store": {"table": "jobs", "owned": false}}
    """
  /// A table whose records are named by a number, as part of a key.
  private static let steps = """
    {"title": "Steps", "primaryKey": ["job", "kind"], "fields": [
      {"name": "job", "type": "string", "registrar:type": "code", "registrar:column": "job_id"},
      {"name": "kind", "type": "string", "registrar:type": "enum", "registrar:values": [
        {"value": "first", "stored": 1}, {"value": "last", "stored": 2}]},
      {"name": "note", "type": "string", "registrar:type": "string"}],
      "foreignKeys": [{"fields": ["job"], "reference": {"resource": "jobs", "fields": ["code"]}}],
      "registrar:store": {"table": "steps", "owned": false}}
    """

  private static func store(_ kind: StoreKind) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let number = kind == .sqlite ? "INTEGER" : "smallint"
    return try ForeignStore(
      kind, [("jobs", jobs), ("steps", steps)],
      sql: """
        CREATE TABLE jobs (id \(id), code text UNIQUE NOT NULL,
          state \(number) CHECK (state IN (10, 20, 30)), owner text);
        CREATE TABLE steps (id \(id), job_id integer NOT NULL REFERENCES jobs (id),
          kind \(number) NOT NULL, note text, UNIQUE (job_id, kind));
        INSERT INTO jobs (code, state, owner) VALUES ('OLD', 10, 'theirs'), ('GONE', 30, NULL)
        """)
  }

  private func stored(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask("SELECT code, state, owner FROM jobs ORDER BY code")
  }

  private static let files = [
    "jobs": "code,state,owner\nA,open,mlee\nB,done,\nOLD,closed,theirs\n",
    "steps": "job,kind,note\nA,first,x\nA,last,y\n",
  ]

  /// Merged, compared, looked up, verified, and taken back.
  @Test(arguments: StoreKind.allCases)
  func valuesAreStoredAsNumbersAndComeBack(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(Self.files, mode)
      #expect(report.errors == [], "\(mode)")
      #expect(report.ledger.map(\.created) == [2, 2])
      #expect(report.ledger.map(\.updated) == [1, 0])
    }
    #expect(try stored(store) == ["A|10|mlee", "B|20|-", "GONE|30|-", "OLD|20|theirs"])
    #expect(
      try store.scratch.ask("SELECT kind, note FROM steps ORDER BY kind") == ["1|x", "2|y"])
    let again = try store.run(Self.files)
    #expect(again.errors == [])
    #expect(again.ledger.map(\.unchanged) == [3, 2])
    // A number is part of a key: the step of that kind is found.
    let changed = try store.run(["steps": "job,kind,note\nA,last,z\n"])
    #expect(changed.ledger.map(\.updated) == [1], "\(changed.errors)")
    #expect(
      try store.scratch.ask("SELECT kind, note FROM steps ORDER BY kind") == ["1|x", "2|z"])
    #expect(try store.verify().findings == [])
    let undone = try store.undo()
    #expect(undone.errors == [] && undone.run.isWritten)
    #expect(
      try store.scratch.ask("SELECT kind, note FROM steps ORDER BY kind") == ["1|x", "2|y"])
  }

  /// Rules read the values of stored records; what others change is told in values.
  @Test(arguments: StoreKind.allCases)
  func rulesAndEditsKnowTheValues(_ kind: StoreKind) throws {
    let store = try Self.store(kind)
    let report = try store.run(["jobs": "code,owner\nOLD,[clear]\n"], .validate)
    #expect(report.errors.map { String($0.prefix(17)) } == ["rule.owner row 2 "])
    _ = try store.run(Self.files)
    try store.scratch.execute("UPDATE jobs SET state = 20 WHERE code = 'A'")
    let told = try store.verify().issues.issues.map(\.line).joined(separator: "\n")
    #expect(told.contains("expected=open found=closed"), "\(told)")
    // A number that stands for nothing is told as it is, and never taken for a value.
    try store.scratch.execute(
      kind == .sqlite
        ? "PRAGMA ignore_check_constraints = 1; UPDATE jobs SET state = 40 WHERE code = 'A'"
        : "ALTER TABLE jobs DROP CONSTRAINT jobs_state_check; UPDATE jobs SET state = 40 WHERE code = 'A'"
    )
    #expect(
      try store.verify().issues.issues.contains { $0.code == "value.enum-unknown" })
  }
}
