import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Keys that count as one in any case are one within a file, to references, and to the store's indexes.
@Suite struct FoldedKeyTests {
  private static let topics = """
    {"title": "Topics", "primaryKey": "name", "fields": [
      {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true,
        "constraints": {"required": true}},
      {"name": "colour", "type": "string", "registrar:type": "string"}]}
    """
  private static let notes = """
    {"title": "Notes", "primaryKey": "note", "fields": [
      {"name": "note", "type": "string", "registrar:type": "code", "constraints": {"required": true}},
      {"name": "topic", "type": "string", "registrar:type": "string", "registrar:column": "topic_id",
        "constraints": {"required": true}}],
      "foreignKeys": [
        {"fields": "topic", "reference": {"resource": "topics", "fields": "name"}}]}
    """

  private func store(_ kind: StoreKind) throws -> ForeignStore {
    try ForeignStore(kind, [("topics", Self.topics), ("notes", Self.notes)], sql: "SELECT 1")
  }

  @Test(arguments: StoreKind.allCases)
  func aRepeatedKeyIsFoundWithinTheFile(_ kind: StoreKind) throws {
    let store = try store(kind)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["topics": "name,colour\nTax Law,red\nTAX  law,blue\n"], mode)
      #expect(report.errors.map { $0.prefix(18) } == ["key.repeated row 3"], "\(report.errors)")
      #expect(report.run.outcome.exitCode == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aReferenceNamesTheRecordInAnyCase(_ kind: StoreKind) throws {
    let store = try store(kind)
    let files = [
      "topics": "name,colour\nTax Law,red\nMaths,blue\n",
      "notes": "note,topic\nN1,TAX LAW\nN2,maths\n",
    ]
    #expect(try store.run(files, .validate).errors == [])
    let first = try store.run(files)
    #expect(first.errors == [] && first.run.isWritten && first.run.outcome.exitCode == 0)
    // Against what is stored, too, and without a difference the second time.
    let second = try store.run(["notes": "note,topic\nN1,tax law\nN2,MATHS\nN3,Tax  Law\n"])
    #expect(second.errors == [] && second.run.outcome.exitCode == 0)
    #expect(second.ledger.map { [$0.created, $0.updated, $0.unchanged] } == [[1, 0, 2]])
    #expect(
      try store.scratch.ask(
        "SELECT n.note, t.name FROM notes n JOIN topics t ON t.id = n.topic_id ORDER BY 1")
        == ["N1|Tax Law", "N2|Maths", "N3|Tax Law"])
  }

  private static let people = """
    {"title": "People", "primaryKey": "login", "fields": [
      {"name": "login", "type": "string", "registrar:type": "string",
        "constraints": {"required": true}},
      {"name": "badge", "type": "string", "registrar:type": "string"}],
      "registrar:store": {"table": "people", "owned": false}}
    """

  /// Another program's index may compare otherwise than the schema: without case.
  @Test(arguments: StoreKind.allCases)
  func anIndexWithoutCaseIsForeseen(_ kind: StoreKind) throws {
    let store = try ForeignStore(
      kind, [("people", Self.people)],
      sql: kind == .sqlite
        ? """
        CREATE TABLE people (id INTEGER PRIMARY KEY, login TEXT NOT NULL,
          badge TEXT COLLATE NOCASE UNIQUE);
        CREATE UNIQUE INDEX one_login ON people (login COLLATE NOCASE);
        INSERT INTO people (login, badge) VALUES ('Root', 'b0');
        """
        : """
        CREATE TABLE people (id serial PRIMARY KEY, login text NOT NULL, badge text);
        CREATE UNIQUE INDEX one_login ON people (lower(login));
        CREATE UNIQUE INDEX one_badge ON people (lower(badge));
        INSERT INTO people (login, badge) VALUES ('Root', 'b0');
        """)
    let file = ["people": "login,badge\nann,b1\nANN,b2\nbob,B1\nROOT,b3\n"]
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(file, mode)
      let errors = report.errors.map { $0.split(separator: " reason=")[0] }
      #expect(
        errors == [
          "key.unique row 3 login: field=login value=ANN row=2",
          "key.unique row 4 badge: field=badge value=B1 row=2",
          "store.row-refused row 5 login: key=ROOT",
        ], "\(report.errors)")
      #expect(report.run.outcome.exitCode == 1 && !report.run.isWritten)
    }
  }

  @Test func citextIsForeseen() throws {
    let store = try ForeignStore(
      .postgresql, [("people", Self.people)],
      sql: """
        CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
        CREATE TABLE people (id serial PRIMARY KEY, login public.citext NOT NULL UNIQUE, badge text);
        """)
    let report = try store.run(["people": "login\nann\nANN\nbob\n"], .validate)
    #expect(report.errors == ["key.unique row 3 login: field=login value=ANN row=2"])
  }
}
