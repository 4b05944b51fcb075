import Foundation
import TestSupport
import Testing

/// The tool against a server: where it finds it, what it tells, the same findings as on a file.
@Suite struct PostgresCommandTests {
  private let tool: Registrar
  private let server: PostgresServer

  init() throws {
    tool = try Registrar()
    server = try PostgresServer.shared()
  }

  private func files(_ set: String) throws -> [String] {
    let folder = try Repository.path(of: "Templates/exam-platform/examples/" + set)
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".xlsx") }.map { folder + "/" + $0 }
  }

  private func report() throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
        as? [String: Any])
  }

  /// The issues of the report, without what names the store.
  private func issues() throws -> [String] {
    let issues = try #require(try report()["issues"] as? [[String: Any]])
    return try issues.map { issue in
      withoutRunTags(
        String(
          decoding: try JSONSerialization.data(withJSONObject: issue, options: .sortedKeys),
          as: UTF8.self))
    }
  }

  @Test func theExampleSetsGiveTheSameOnBothStores() throws {
    let uri = try server.makeSchema()
    let stores = ["sqlite:s.sqlite", uri]
    let options = ["--quiet", "--max-details", "0", "--report", "json:r.json"]
    // Into an empty store, then beside what is stored, then once more.
    for (set, execute) in [
      ("faulty", false), ("clean", true), ("clean", true), ("faulty", false), ("faulty", true),
    ] {
      var found: [[String]] = []
      var ledgers: [NSArray?] = []
      for store in stores {
        let result = try tool.runImport(
          try files(set) + options + ["--store", store] + (execute ? ["--execute"] : []))
        #expect(result.status == (set == "clean" ? 0 : 1))
        found.append(try issues().map(withoutRunTags))
        ledgers.append(try report()["ledger"] as? NSArray)
      }
      #expect(!found[0].isEmpty)
      #expect(found[0] == found[1], "\(set)")
      #expect(ledgers[0] == ledgers[1], "\(set)")
    }
    #expect(
      try server.ask("SELECT count(*) FROM common_sessions", at: uri) == ["150"])
  }

  @Test func theServerIsFoundByTheEnvironmentAndNothingSecretIsTold() throws {
    let database = try server.makeDatabase()
    try server.ask("CREATE ROLE \(database)_ann LOGIN PASSWORD 'hush-hush' SUPERUSER", in: database)
    let user = database + "_ann"
    let file = try files("clean").filter { $0.hasSuffix("instructors.csv") }
    let passwords = tool.scratch.path(of: "pgpass")
    try tool.scratch.write("pgpass", "*:*:\(database):\(user):hush-hush\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passwords)
    try tool.scratch.write(
      "service.conf",
      """
      [records]
      host=\(server.folder)
      port=\(server.port)
      dbname=\(database)
      user=\(user)
      """)
    let full =
      "postgresql://\(user):hush-hush@/\(database)?host=\(server.folder)&port=\(server.port)"
    let ways: [(arguments: [String], environment: [String: String])] = [
      (["--store", full], [:]),
      ([], ["DATABASE_URL": full]),
      (
        ["--store", "postgresql://"],
        [
          "PGHOST": server.folder, "PGPORT": "\(server.port)", "PGDATABASE": database,
          "PGUSER": user, "PGPASSWORD": "hush-hush",
        ]
      ),
      (
        ["--store", "postgresql://\(user)@127.0.0.1:\(server.port)/\(database)"],
        ["PGPASSFILE": passwords]
      ),
      (
        ["--store", "postgresql:///?service=records"],
        ["PGSERVICEFILE": tool.scratch.path(of: "service.conf"), "PGPASSFILE": passwords]
      ),
    ]
    for (number, way) in ways.enumerated() {
      let options = ["--execute", "--verbose", "--report", "json:r.json"]
      let result = try tool.runImport(
        file + options + way.arguments, environment: way.environment)
      #expect(result.status == 0, "\(number): \(result.errors)")
      let told = [
        result.output, result.errors,
        String(decoding: try tool.scratch.contents(of: "r.json"), as: UTF8.self),
      ].joined()
      for secret in ["hush", user] {
        #expect(!told.contains(secret), "\(number): \(secret)")
      }
      #expect(told.contains("/\(database)") || number == 4, "\(number)")
      let list = try tool.run(["runs"] + way.arguments, way.environment)
      #expect(list.status == 0)
      #expect(list.output.contains("20261120-1200-A\(number + 1)"))
    }
    let kept = try server.ask(
      "SELECT target, options_json FROM registrar_runs", in: database
    ).joined()
    #expect(!kept.contains("hush"))
    #expect(!kept.contains(user))
    #expect(!FileManager.default.fileExists(atPath: tool.scratch.path(of: "registrar.sqlite")))
  }

  @Test func aPasswordThatIsWrongIsNotTold() throws {
    let uri = "postgresql://nobody:hush-hush@127.0.0.1:\(server.port)/none"
    let result = try tool.runImport(try files("clean") + ["--store", uri])
    #expect(result.status == 6)
    #expect(!(result.output + result.errors).contains("hush"))
    let status = try tool.run(["store", "status", "--store", uri])
    #expect(status.status == 6)
    #expect(!(status.output + status.errors).contains("hush"))
    // A server says the names it was given, and this one is the password too.
    let same = "postgresql://hush-hush:hush-hush@127.0.0.1:\(server.port)/postgres"
    let unknown = try tool.run(["runs", "--store", same])
    #expect(unknown.status == 6)
    #expect((unknown.output + unknown.errors).contains("role \"***\" does not exist"))
    #expect(!(unknown.output + unknown.errors).contains("hush"))
    let odd = try tool.run(["runs", "--store", "postgresql://nobody:hush-hush@[db/none"])
    #expect(odd.status == 2)
    #expect(!(odd.output + odd.errors).contains("hush"))
  }

  @Test func theStoreIsMadeToldCheckedAndGranted() throws {
    let database = try server.makeDatabase()
    let store = ["--store", server.uri(database)]
    #expect(try tool.run(["store", "check"] + store).status == 6)
    let made = try tool.run(["store", "init"] + store)
    #expect(made.status == 0)
    #expect(made.output.contains("made 13 tables of exam-platform 2"))
    #expect(try tool.run(["store", "init"] + store).output.contains("already"))
    let status = try tool.run(["store", "status"] + store)
    #expect(status.status == 0)
    #expect(status.output.contains("It fits exam-platform 2."))
    #expect(try tool.run(["store", "migrate"] + store).status == 0)
    let check = try tool.run(["store", "check"] + store)
    #expect(check.status == 0)
    #expect(check.output.hasSuffix("fits exam-platform 2, with 0 warnings\n"))
    let printed = try tool.run(["store", "grants", "--prefix", database] + store)
    #expect(printed.status == 0)
    #expect(printed.output.contains("CREATE ROLE \"\(database)_undoer\" NOLOGIN"))
    #expect(
      try server.ask(
        "SELECT count(*) FROM pg_roles WHERE rolname LIKE '\(database)\\_%'", in: database)
        == ["0"])
    // What is printed is what --apply runs.
    try server.ask(printed.output, in: database)
    #expect(try tool.run(["store", "grants", "--prefix", database, "--apply"] + store).status == 0)
    #expect(
      try server.ask(
        "SELECT count(*) FROM pg_roles WHERE rolname LIKE '\(database)\\_%'", in: database)
        == ["3"])
    #expect(try tool.run(["store", "grants", "--store", "sqlite:x.sqlite"]).status == 2)
    try server.ask("ALTER TABLE rooms DROP COLUMN floor", in: database)
    let broken = try tool.run(["store", "check"] + store)
    #expect(broken.status == 6)
    #expect(broken.output.contains("error: rooms.floor: it is missing"))
  }

  @Test func twoRunsAtOnceTheSecondNamesTheFirst() throws {
    let database = try server.makeDatabase()
    let uri = server.uri(database)
    #expect(try tool.run(["store", "init", "--store", uri]).status == 0)
    // Somebody else's session holds the lock and says who it is.
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let statements = [
      """
      INSERT INTO registrar_lock VALUES ('store', '20261120-1159-A1', 'ann@ops1', 7,
        '2026-11-20T11:59:00Z')
      """,
      "BEGIN", "SELECT pg_advisory_xact_lock(1380930388, hashtext('public'))", "SELECT 'held'",
      "SELECT pg_sleep(300)",
    ]
    holder.arguments =
      ["psql", "-X", "-q", "-A", "-t"] + statements.flatMap { ["-c", $0] } + [uri]
    let output = Pipe()
    holder.standardOutput = output
    holder.standardError = FileHandle.nullDevice
    try holder.start()
    var told = ""
    while !told.contains("held") {
      let bytes = output.fileHandleForReading.availableData
      try #require(!bytes.isEmpty)
      told += String(decoding: bytes, as: UTF8.self)
    }
    let staff = try files("clean").filter { $0.hasSuffix("instructors.csv") }
    let result = try tool.runImport(staff + ["--store", uri, "--execute"])
    #expect(result.status == 5)
    #expect(
      result.output.contains(
        "run `20261120-1159-A1` by `ann` on `ops1` holds the lock since `2026-11-20 11:59 UTC`"))
    #expect(try tool.runImport(staff + ["--store", uri]).status == 0)
    try server.ask(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%'"
        + " AND pid <> pg_backend_pid()", in: database)
    holder.waitUntilExit()
    #expect(try tool.runImport(staff + ["--store", uri, "--execute"]).status == 0)
  }
}
