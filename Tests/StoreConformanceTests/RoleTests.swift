import ImportPipeline
import PostgresStore
import RecordMapping
import SQLStore
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// What the roles of least privilege may do and may not.
@Suite struct RoleTests {
  /// A store with records, and a login for each role.
  private struct Setting {
    let server: PostgresServer
    let database: String
    let logins: [String]

    init() throws {
      server = try PostgresServer.shared()
      database = try server.makeDatabase()
      let owner = StoreServer(try #require(ConnectionString(server.uri(database))))
      #expect(try owner.initialise(StorePackage.package, now: StorePackage.now))
      let roles = StoreRoles(prefix: database)
      let statements = try owner.grants(to: roles, for: StorePackage.package)
      try owner.grant(statements)
      // Twice does no harm.
      try owner.grant(statements)
      logins = [roles.validator, roles.executor, roles.undoer].map { $0 + "_login" }
      for (login, role) in zip(logins, [roles.validator, roles.executor, roles.undoer]) {
        try server.ask("CREATE ROLE \(login) LOGIN IN ROLE \(role)", in: database)
      }
      let store = PostgresStore(
        try #require(ConnectionString(server.uri(database))), rowRules: rowRules)
      try store.open(package: StorePackage.package, writes: true, now: StorePackage.now)
      for (table, rows) in StorePackage.sample {
        try store.stage(
          rows.enumerated().map { StagedRecord(ordinal: $0, operation: .create, values: $1) },
          of: StorePackage.table(table))
      }
      _ = try store.merge(StorePackage.package.tables, run: StorePackage.run("A"))
      try store.commit()
    }

    func store(as login: String) throws -> PostgresStore {
      let uri = server.uri(database, user: login)
      return PostgresStore(try #require(ConnectionString(uri)), rowRules: rowRules)
    }

    /// Whether a login may run a statement.
    func may(_ login: String, _ sql: String) throws -> Bool {
      do {
        try server.ask("BEGIN; \(sql); ROLLBACK", at: server.uri(database, user: login))
        return true
      } catch let failure as PostgresServer.Failure {
        let words = failure.description
        #expect(words.contains("permission denied") || words.contains("must be owner"), "\(sql)")
        return false
      }
    }
  }

  @Test func eachRoleMayDoItsWorkAndNothingElse() throws {
    let setting = try Setting()
    // What each may do, by hand: validator, executor, undoer.
    let statements: [(sql: String, allowed: [Bool])] = [
      ("SELECT * FROM places", [true, true, true]),
      ("SELECT sealed FROM registrar_secrets", [true, true, true]),
      ("CREATE TEMP TABLE x (y integer)", [true, true, true]),
      ("UPDATE places SET status = 'x'", [false, true, true]),
      (
        "INSERT INTO people (username, email, created_at, updated_at) VALUES ('x', 'y', now(), now())",
        [false, true, true]
      ),
      ("DELETE FROM rooms WHERE room_code = 'none'", [false, false, true]),
      ("DELETE FROM places_features WHERE feature = 'none'", [false, true, true]),
      ("INSERT INTO registrar_lock VALUES ('x', 'x', 'x', 1, now())", [false, true, true]),
      ("INSERT INTO registrar_emission_holds VALUES ('x', '', '', 1, 1)", [false, true, true]),
      ("UPDATE registrar_emissions SET state = 'done'", [false, true, true]),
      ("SELECT * FROM registrar_emissions", [true, true, true]),
      ("DELETE FROM registrar_emissions", [false, false, false]),
      ("INSERT INTO registrar_receipts VALUES ('x', now(), 'x', 'x', NULL)", [true, true, true]),
      ("UPDATE registrar_receipts SET validated_at = now()", [false, false, false]),
      ("DELETE FROM registrar_receipts", [false, false, false]),
      ("INSERT INTO registrar_settings VALUES ('x', 'x')", [false, true, true]),
      ("UPDATE registrar_settings SET value = 'x'", [false, false, false]),
      ("DELETE FROM registrar_settings", [false, false, false]),
      ("DELETE FROM registrar_runs WHERE run_id = 'none'", [false, false, false]),
      ("DELETE FROM registrar_journal WHERE seq = 0", [false, false, false]),
      ("UPDATE registrar_journal SET state = 'x' WHERE seq = 0", [false, false, false]),
      ("TRUNCATE places", [false, false, false]),
      ("DROP TABLE rooms", [false, false, false]),
      ("ALTER TABLE places ADD COLUMN x text", [false, false, false]),
      ("CREATE TABLE \"public\".x (y integer)", [false, false, false]),
    ]
    for (sql, allowed) in statements {
      #expect(try setting.logins.map { try setting.may($0, sql) } == allowed, "\(sql)")
    }
  }

  /// Whoever is refused is told the role, the privilege and the object, never that a line was cut.
  @Test func whatIsRefusedIsToldAsSuch() throws {
    let setting = try Setting()
    let server = setting.server
    let login = setting.logins[0]
    let tool = try ToolProcess(store: server.uri(setting.database, user: login))
    try MemberPackage.write(into: tool.scratch)
    let bare = setting.database + "_bare"
    try server.ask("CREATE ROLE \(bare) LOGIN", in: setting.database)
    try server.ask("REVOKE USAGE ON SCHEMA public FROM PUBLIC", in: setting.database)
    let cases: [(words: [String], role: String, privilege: String, object: String)] = [
      (["runs"], bare, "USAGE", "public"),
      (["store", "init", "--package", "club"], bare, "USAGE", "public"),
      (["store", "mark", "--production", "x"], login, "INSERT, UPDATE", "registrar_lock"),
    ]
    for item in cases {
      let store = server.uri(setting.database, user: item.role)
      let result = try tool.run(item.words + ["--store", store])
      let text = result.output + result.errors
      #expect(result.status == 6, "\(item.words): \(text)")
      #expect(
        text.contains(
          "error[store.unreachable]: role `\(item.role)` lacks the privilege `\(item.privilege)` on"
            + " `\(item.object)` in the store of target"), "\(item.words): \(text)")
      #expect(!text.contains("was lost"), "\(text)")
    }
    // Temporary tables are a privilege, too.
    try server.ask(
      "REVOKE TEMPORARY ON DATABASE \(setting.database) FROM PUBLIC", in: setting.database)
    try server.ask(
      "REVOKE TEMPORARY ON DATABASE \(setting.database) FROM \(setting.database)_validator",
      in: setting.database)
    let store = try setting.store(as: login)
    let error = storeError {
      try store.open(package: StorePackage.package, writes: false, now: StorePackage.now)
      try store.stage(
        [
          StagedRecord(
            ordinal: 0, operation: .create,
            values: [text("MTL"), text("Montréal"), .null, .null, texts("lift"), .null])
        ], of: StorePackage.table("places"))
    }
    #expect(error?.variant == "denied", "\(String(describing: error))")
    #expect(
      error?.arguments.dropFirst().prefix(3).map(\.value) == [
        login, "TEMPORARY", setting.database,
      ], "\(String(describing: error))")
  }

  /// A backup is restored into a database of its own, so that its login needs CREATEDB beside the role
  /// that validates; who lacks it is told.
  @Test func aRoleThatValidatesBacksUpWithCREATEDB() throws {
    let setting = try Setting()
    let login = setting.logins[0]
    let tool = try ToolProcess(store: setting.server.uri(setting.database, user: login))
    let refused = try tool.run(["backup", "-o", "b.dump"])
    #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
    #expect(
      refused.errors.contains(
        "cannot be proven: role `\(login)` lacks the privilege `CREATEDB`, and a backup is restored"
          + " into a database of its own"), "\(refused.errors)")
    #expect(
      refused.errors.contains(
        "= help: have a login make it that has CREATEDB and is a member of the role that validates"),
      "\(refused.errors)")
    try setting.server.ask("ALTER ROLE \(login) CREATEDB", in: setting.database)
    let made = try tool.run(["backup", "-o", "b.dump"])
    #expect(made.status == 0, "\(made.errors)")
    // A role that may not read the tables is told which.
    let bare = setting.database + "_none"
    try setting.server.ask("CREATE ROLE \(bare) LOGIN CREATEDB", in: setting.database)
    let other = try tool.run([
      "backup", "-o", "c.dump", "--store", setting.server.uri(setting.database, user: bare),
    ])
    #expect(other.status == 4, "\(other.errors)")
    #expect(
      other.errors.contains("role `\(bare)` lacks the privilege `SELECT` on"), "\(other.errors)")
    #expect(!other.errors.contains("was lost"), "\(other.errors)")
  }

  /// The role that executes sends to other systems, too: its journal is there before it sends.
  @Test func theExecutorSendsToOtherSystems() throws {
    let setting = try Setting()
    let server = try LoopbackServer { request in
      request.method == "GET" ? .answer(200, "[]") : .answer(201, #"{"id": 1}"#)
    }
    defer { server.end() }
    let tool = try ToolProcess(
      store: setting.server.uri(setting.database, user: setting.logins[1]))
    try MemberPackage.write(into: tool.scratch)
    try tool.scratch.write(
      "town.json",
      #"""
      {"name": "town", "title": "A town", "config": {"url": {"required": true}},
       "target": {"address": "{config.url}"}, "transport": {"perSecond": 1000},
       "tables": [{"name": "places", "select": "SELECT place_code FROM places",
         "columns": {"place_code": {}}, "key": "place_code", "list": {"request": "GET /places"},
         "match": {"/name": "{place_code}"}, "id": "/id", "body": {"name": "{place_code}"},
         "create": {"request": "POST /places"}}]}
      """#)
    func emit(_ login: String) throws -> ToolProcess.Result {
      try tool.run([
        "emit", "./town.json", "--from", setting.server.uri(setting.database, user: login),
        "--package", "club", "--set", "url=\(server.address)", "--execute", "--report", "json",
      ])
    }
    let refused = try emit(setting.logins[0])
    #expect(refused.status == 6, "\(refused.output)\(refused.errors)")
    #expect(refused.output.contains("lacks the privilege"), "\(refused.output)")
    let sent = try emit(setting.logins[1])
    #expect(sent.status == 0, "\(sent.output)\(sent.errors)")
    #expect(sent.output.contains(#""unknown":0"#) && !sent.output.contains(#""created":0"#))
    let status = try tool.run(["queue", "status"])
    #expect(status.status == 0, "\(status.output)\(status.errors)")
  }

  @Test func runsNeedTheirRole() throws {
    let setting = try Setting()
    let (validator, executor, undoer) = (
      setting.logins[0], setting.logins[1], setting.logins[2]
    )
    let places = StorePackage.table("places")
    let duties = StorePackage.table("duties")
    // The validator reads and stages, and cannot begin a run that writes.
    let reading = try setting.store(as: validator)
    try reading.open(package: StorePackage.package, writes: false, now: StorePackage.now)
    #expect(try reading.records(of: places, keys: [[text("TOR")]])[0] != nil)
    try reading.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("MTL"), text("Montréal"), .null, .null, texts("lift"), .null])
      ], of: places)
    let missing = try reading.missingRights(for: places)
    #expect(missing.map(\.code) == ["store.rights-missing"] && missing[0].variant == "privilege")
    #expect(missing[0].arguments.map(\.value) == [validator, "INSERT", "places"])
    let rule = Rule(
      code: "rule.test", scope: .set(query: "SELECT _row AS at_row FROM places", tables: []),
      place: .fields(["name"]))
    #expect(try reading.violations(of: rule, in: places, limit: 9).count == 1)
    reading.rollBack()
    let refused = try setting.store(as: validator)
    let error = storeError {
      try refused.open(package: StorePackage.package, writes: true, now: StorePackage.now)
    }
    #expect(error?.code == "store.unreachable")
    #expect(error?.variant == "denied" && error?.isTransient == false)
    #expect(
      error?.arguments.dropFirst().map(\.value) == [
        validator, "INSERT, UPDATE", "registrar_lock", "permission denied",
      ])

    // The executor creates and updates with lists and secrets, and cannot delete.
    func run(_ login: String, _ records: [StagedRecord], _ table: TableSchema, _ id: String) throws
    {
      let store = try setting.store(as: login)
      defer { store.rollBack() }
      try store.open(package: StorePackage.package, writes: true, now: StorePackage.now)
      try store.stage(records, of: table)
      _ = try store.merge([table], run: StorePackage.run(id))
      #expect(try store.differences(in: [table], limit: 3).isEmpty)
      try store.commit()
    }
    try run(
      executor,
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("MTL"), text("Montréal"), .null, .null, texts("lift"), .null],
          sourceID: "7"),
        StagedRecord(
          ordinal: 1, operation: .update, storedID: 1,
          values: [text("TOR"), text("Toronto"), .null, .null, texts("ramp"), .null],
          changedFields: [1, 2, 3, 4, 5]),
      ], places, "B")
    let reader = try setting.store(as: validator)
    try reader.open(package: StorePackage.package, writes: false, now: StorePackage.now)
    let duty = try #require(try reader.records(of: duties, keys: [[text("M1"), text("troy")]])[0])
    reader.rollBack()
    let delete = [
      StagedRecord(ordinal: 0, operation: .delete, storedID: duty.id, values: duty.values)
    ]
    #expect(storeError { try run(executor, delete, duties, "C") }?.code == "store.unreachable")
    try run(undoer, delete, duties, "C")
    #expect(
      try setting.server.ask(
        "SELECT (SELECT count(*) FROM places), (SELECT count(*) FROM duties)",
        in: setting.database) == ["3|1"])
  }
}
