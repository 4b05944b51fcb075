import Foundation
import ImportPipeline
import PostgresStore
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// What people are told of a store is so.
@Suite struct ToldTruthTests {
  private static let goods = """
    {"title": "Goods", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true, "pattern": "[A-Z0-9]+"}},
      {"name": "size", "type": "integer", "registrar:type": "integer"},
      {"name": "note", "type": "string", "registrar:type": "string"}]
    """
  private static let foreign = goods + #", "registrar:store": {"table": "goods", "owned": false}}"#
  private static let own = goods + "}"
  private static let insertOnly = goods + #", "registrar:writeMode": "insert-only"}"#

  private static func table(_ kind: StoreKind) -> String {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    return "CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, size integer, note text);"
  }

  private func ownStore(_ kind: StoreKind, _ json: String = own) throws -> ForeignRun {
    let scratch = try StoreUnderTest(kind, try ForeignStore.package([("goods", json)]))
    return ForeignRun(package: scratch.package, store: { try scratch.make() })
  }

  private func lines(_ report: ImportReport, _ code: IssueCode) -> [String] {
    report.issues.issues.filter { $0.code == code }.map(\.line)
  }

  // MARK: Triggers, rights, rows that are hidden

  /// What a trigger says is shown, whatever code it says it with.
  @Test(
    arguments: StoreKind.allCases,
    [
      "", "check_violation", "unique_violation", "not_null_violation", "insufficient_privilege",
      "invalid_authorization_specification", "lock_not_available", "undefined_table", "45000",
    ])
  func aTriggersWordsAreShown(_ kind: StoreKind, _ state: String) throws {
    guard kind == .postgresql || state.isEmpty else { return }
    let code = state.isEmpty ? "" : " USING ERRCODE = '\(state)'"
    let store = try ForeignStore(
      kind, [("goods", Self.foreign)],
      sql: Self.table(kind)
        + (kind == .sqlite
          ? """
          CREATE TRIGGER full BEFORE INSERT ON goods WHEN NEW.size > 100
          BEGIN SELECT RAISE(ABORT, 'the shelf is full'); END;
          """
          : """
          CREATE FUNCTION full_shelf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.size > 100 THEN RAISE EXCEPTION 'the shelf is full'\(code); END IF;
            RETURN NEW; END $$;
          CREATE TRIGGER full_shelf BEFORE INSERT ON goods FOR EACH ROW
            EXECUTE FUNCTION full_shelf();
          """))
    let wanted = ["store.row-refused row 3 code: key=B reason=the shelf is full"]
    let rows = ["goods": "code,size\nA,1\nB,101\n"]
    #expect(try store.run(rows, .validate).errors == wanted)
    let executed = try store.run(rows)
    #expect(executed.errors == wanted)
    #expect(!executed.run.isWritten && executed.run.outcome.exitCode == 6)
  }

  /// Hidden rows and missing rights are told as such, with the table.
  @Test func hiddenRowsAreToldWithTheirTable() throws {
    for (json, sql) in [(Self.own, ""), (Self.foreign, Self.table(.postgresql))] {
      let server = try PostgresServer.shared()
      let database = try server.makeDatabase()
      let package = try ForeignStore.package([("goods", json)])
      if !sql.isEmpty { try server.ask(sql, in: database) }
      let owner = StoreServer(try #require(ConnectionString(server.uri(database))))
      #expect(try owner.initialise(package, now: StorePackage.now))
      let roles = StoreRoles(prefix: database)
      try owner.grant(try owner.grants(to: roles, for: package))
      let login = database + "_login"
      try server.ask("CREATE ROLE \(login) LOGIN IN ROLE \(roles.executor)", in: database)
      let run = ForeignRun(
        package: package,
        store: {
          PostgresStore(
            try #require(ConnectionString(server.uri(database, user: login))), rowRules: rowRules)
        })
      func errors(_ rows: String, _ mode: ImportOptions.Mode) throws -> [String] {
        try run.run(["goods": rows], mode).issues.issues.filter { $0.severity == .error }.map {
          $0.code.rawValue + "/" + $0.variant + ": "
            + $0.arguments.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: " ")
            .replacing(login, with: "login")
        }
      }
      #expect(try run.run(["goods": "code,size\nA,1\n"], .execute).run.isWritten)
      try server.ask(
        """
        ALTER TABLE goods ENABLE ROW LEVEL SECURITY;
        CREATE POLICY small ON goods USING (size < 10);
        """, in: database)
      for mode in [ImportOptions.Mode.validate, .execute] {
        let found = try errors("code,size\nA,2\nB,200\n", mode)
        if sql.isEmpty {
          #expect(found.count == 1 && found[0].hasPrefix("store.rights-missing/rows: "), "\(found)")
          #expect(found[0].contains("role=login") && found[0].contains("table=goods"), "\(found)")
        } else {
          // Tables of other programs are compared before a row is read.
          #expect(found.count == 1, "\(found)")
          #expect(
            found[0].contains("first=goods: row-level security hides records from this role"),
            "\(found)")
        }
      }
      try server.ask("ALTER TABLE goods DISABLE ROW LEVEL SECURITY", in: database)
      try server.ask("REVOKE INSERT ON goods FROM \(roles.executor)", in: database)
      // Another role may execute what this one validates.
      let foreseen = try run.run(["goods": "code,size\nC,2\n"], .validate) {
        $0.rehearses = sql.isEmpty
      }
      #expect(
        foreseen.issues.issues.filter { $0.code == "store.rights-missing" }.map { issue in
          [issue.severity == .warning ? "warning" : "error"]
            + issue.arguments.map { $0.value.replacing(login, with: "login") }
        } == [["warning", "login", "INSERT", "goods"]], "\(foreseen.findings)")
      let refused = try errors("code,size\nC,2\n", .execute)
      #expect(refused.count == 1, "\(refused)")
      #expect(
        refused[0].contains("privilege=INSERT") && refused[0].contains("role=login")
          && refused[0].contains("=goods"), "\(refused)")
    }
  }

  // MARK: Parts

  /// Of a run in parts that is refused, the ledger says what is stored and what is not.
  @Test(arguments: StoreKind.allCases)
  func theLedgerOfARefusedPartSaysWhatIsStored(_ kind: StoreKind) throws {
    let store = try ForeignStore(
      kind, [("goods", Self.foreign)],
      sql: Self.table(kind)
        + (kind == .sqlite
          ? """
          CREATE TRIGGER full BEFORE INSERT ON goods WHEN NEW.size > 100
          BEGIN SELECT RAISE(ABORT, 'the shelf is full'); END;
          """
          : """
          CREATE FUNCTION full_shelf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.size > 100 THEN RAISE EXCEPTION 'the shelf is full'; END IF;
            RETURN NEW; END $$;
          CREATE TRIGGER full_shelf BEFORE INSERT ON goods FOR EACH ROW
            EXECUTE FUNCTION full_shelf();
          """))
    #expect(try store.run(["goods": "code,size\nA,1\n"]).run.isWritten)
    let report = try store.run(["goods": "code,size\nA,1\nB,2\nC,3\nD,4\nE,500\nF,6\nG,7\n"]) {
      $0.commitEvery = 2
    }
    #expect(report.errors == ["store.row-refused row 6 code: key=E reason=the shelf is full"])
    #expect(
      try store.scratch.ask("SELECT code FROM goods ORDER BY code") == ["A", "B", "C"])
    let line = try #require(report.ledger.first)
    let counts: [Int] = [line.created, line.updated, line.unchanged, line.invalid, line.pending]
    #expect(counts == [2, 0, 1, 0, 4])
    #expect(line.isBalanced)
    #expect(report.run.conclusion.english.contains("2 of 6 rows are written"))
  }

  // MARK: Counts

  /// A record that a row names is in the file, whatever became of the row.
  @Test(arguments: StoreKind.allCases)
  func recordsThatARowNamesAreNotAbsent(_ kind: StoreKind) throws {
    let run = try ownStore(kind)
    let all = "ABCDEFGH".map { "\($0),1,n\n" }.joined()
    #expect(try run.run(["goods": "code,size,note\n" + all], .execute).run.isWritten)
    func absent(_ rows: String) throws -> [String] {
      lines(
        try run.run(["goods": "code,size,note,action\n" + rows], .validate) {
          $0.allowsDelete = true
        }, "store.absent-from-file"
      ).map { $0.replacing("store.absent-from-file", with: "") }
    }
    #expect(try absent("A,1,n,\n") == [": count=7 records=goods"])
    // Rows with an error, repeats, rows that are skipped or delete, and new ones.
    #expect(try absent("A,x,n,\nB,1,n,\n") == [": count=6 records=goods"])
    #expect(try absent("A,1,n,\nA,1,n,\nB,1,n,\n") == [": count=6 records=goods"])
    #expect(try absent("A,1,n,\nA,2,n,\nB,1,n,\nB,3,n,\nB,4,n,\n") == [": count=6 records=goods"])
    #expect(try absent("A,1,n,skip\nB,1,n,delete\nZ,1,n,\n") == [": count=6 records=goods"])
    #expect(
      try absent("A,1,n,skip\nA,1,n,skip\nA,1,n,\nZ,1,n,skip\n") == [": count=7 records=goods"])
    // A row whose key cannot be read may name any.
    #expect(try absent("A,1,n,\nB!,1,n,\n") == ["/most: count=7 records=goods"])
    #expect(try absent(all.replacing("\n", with: ",\n")) == [])
  }

  /// A table that only takes new records says in what a stored one differs.
  @Test(arguments: StoreKind.allCases)
  func aSkippedRowSaysInWhatItDiffers(_ kind: StoreKind) throws {
    let run = try ownStore(kind, Self.insertOnly)
    #expect(try run.run(["goods": "code,size,note\nA,1,x\nB,2,\nC,3,z\n"], .execute).run.isWritten)
    let report = try run.run(
      ["goods": "code,size,note\nA,1,x\nB,5,\nC,4,other\nD,1,\n"], .execute)
    #expect(
      lines(report, "store.exists-skipped") == [
        "store.exists-skipped row 2 code: key=A",
        "store.exists-skipped/differs row 3 size: key=B field=size found=2 value=5 count=1",
        "store.exists-skipped/differs-several row 4 size: key=C field=size found=3 value=4 count=2",
      ])
    #expect(report.errors == [] && report.ledger.map { [$0.skipped, $0.created] } == [[3, 1]])
    #expect(lines(report, "store.absent-from-file") == [])
  }

  // MARK: Holders

  @Test func theHolderIsNamedWithoutASession() {
    let name = StoreHolder.userName([:])
    #expect(name != "unknown" && !name.isEmpty)
    #expect(StoreHolder.userName(["LOGNAME": "", "USER": ""]) == name)
    #expect(StoreHolder.userName(["LOGNAME": "mlee", "USER": "root"]) == "mlee")
    #expect(StoreHolder.userName(["USER": "mlee"]) == "mlee")
    if geteuid() == 0 { #expect(name == "root") }
  }

  /// The lock of a run whose process is gone is taken over, and said so once.
  @Test(arguments: StoreKind.allCases)
  func aLockThatWasLeftIsTakenOver(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, try ForeignStore.package([("goods", Self.own)]))
    let run = ForeignRun(package: scratch.package, store: { try scratch.make() })
    let first = try run.run(["goods": "code\nA\n"], .execute)
    #expect(first.findings == [])
    // A refusal and a validation leave no lock.
    #expect(try run.run(["goods": "code\nA!\n"], .execute).run.outcome.exitCode == 1)
    #expect(try run.run(["goods": "code\nB\n"], .execute).findings == [])
    switch kind {
    case .sqlite:
      try Data(
        #"{"run":"20270306-0701-A1","user":"mlee","host":"ops1","process":1,"since":"07:01"}"#.utf8
      ).write(to: URL(fileURLWithPath: scratch.place + "-holder"))
    case .postgresql:
      try scratch.ask(
        "INSERT INTO registrar_lock VALUES ('store', '20270306-0701-A1', 'mlee@ops1', 1, now())")
    }
    let wanted = ["run.lock-taken-over: run=20270306-0701-A1"]
    #expect(try run.run(["goods": "code\nB\n"], .validate).findings == [])
    #expect(try run.run(["goods": "code\nC\n"], .execute).findings == wanted)
    #expect(try run.run(["goods": "code\nD\n"], .execute).findings == [])
  }

  // MARK: Roles

  /// A reference may ask for a role of the person, at once and when the rows come in any order.
  @Test(arguments: StoreKind.allCases)
  func aPersonOfAnotherRoleIsRefused(_ kind: StoreKind) throws {
    let package = try ForeignStore.package([
      (
        "people",
        """
        {"title": "People", "primaryKey": "email", "fields": [
          {"name": "email", "type": "string", "registrar:type": "email",
            "constraints": {"required": true}},
          {"name": "role", "type": "string", "registrar:type": "enum",
            "constraints": {"enum": ["teacher", "student", "admin"]}},
          {"name": "mentor", "type": "string", "registrar:type": "email"}],
          "foreignKeys": [{"fields": "mentor", "reference": {"resource": "", "fields": "email"},
            "registrar:requires": {"role": ["teacher", "admin"]}}]}
        """
      ),
      (
        "grades",
        """
        {"title": "Grades", "primaryKey": "number", "fields": [
          {"name": "number", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "student", "type": "string", "registrar:type": "email"}],
          "foreignKeys": [{"fields": "student", "reference": {"resource": "people", "fields": "email"},
            "registrar:requires": {"role": "student"}}]}
        """
      ),
    ])
    let scratch = try StoreUnderTest(kind, package)
    let run = ForeignRun(package: package, store: { try scratch.make() })
    let people = """
      email,role,mentor
      s@example.org,student,t@example.org
      t@example.org,teacher,
      u@example.org,student,s@example.org
      n@example.org,,

      """
    let grades =
      "number,student\n1,s@example.org\n2,t@example.org\n3,n@example.org\n"
    func wanted(_ lines: [String]) -> [String] { lines.sorted() }
    let mentor =
      "reference.wrong-role row 4 mentor: value=s@example.org role=role found=student"
      + " expected=teacher, admin"
    let student =
      "reference.wrong-role row 3 student: value=t@example.org role=role found=teacher"
      + " expected=student field=student"
    let report = try run.run(["people": people, "grades": grades], .validate)
    #expect(report.errors == [mentor, student].sorted())
    #expect(
      try run.run(["people": people.replacing("s@example.org\nn", with: "\nn")], .execute)
        .run.isWritten)
    #expect(try run.run(["grades": grades], .validate).errors == [student])
    #expect(try run.run(["people": people], .validate).errors == [mentor])
  }
}
