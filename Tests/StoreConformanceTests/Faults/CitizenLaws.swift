import Foundation
import StoreTesting
import TestSupport
import Testing

/// What a program that started the tool is told: whether the stream is whole, and whether to try again.
@Suite("Faults: what programs are told", .serialized)
struct CitizenLaws {
  /// The lines of a report.
  private func lines(_ tool: ToolProcess, _ name: String) throws -> [[String: Any]] {
    try String(decoding: tool.scratch.contents(of: name), as: UTF8.self)
      .split(separator: "\n").map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
  }

  /// The law of a stream: it begins with the version, every line names the run, and it ends with `end`,
  /// which counts the lines before it and repeats how the process ended.
  private func expectEnd(
    _ tool: ToolProcess, _ status: Int32, outcome: String, retry: Bool, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let lines = try lines(tool, "r.ndjson")
    let first = try #require(lines.first, "\(what)", sourceLocation: sourceLocation)
    let end = try #require(lines.last, "\(what)", sourceLocation: sourceLocation)
    #expect(first["type"] as? String == "run", "\(what)", sourceLocation: sourceLocation)
    #expect(first["schemaVersion"] as? Int == 1, "\(what)", sourceLocation: sourceLocation)
    #expect(end["type"] as? String == "end", "\(what)", sourceLocation: sourceLocation)
    #expect(end["lines"] as? Int == lines.count - 1, "\(what)", sourceLocation: sourceLocation)
    #expect(
      Set(lines.map { $0["runId"] as? String }) == [first["id"] as? String], "\(what)",
      sourceLocation: sourceLocation)
    for object in [first, end] {
      #expect(object["exit"] as? Int == Int(status), "\(what)", sourceLocation: sourceLocation)
      #expect(object["outcome"] as? String == outcome, "\(what)", sourceLocation: sourceLocation)
      #expect(object["retry"] as? Bool == retry, "\(what)", sourceLocation: sourceLocation)
    }
    let json =
      try JSONSerialization.jsonObject(with: Data(tool.scratch.contents(of: "r.json")))
      as? [String: Any]
    let run = json?["run"] as? [String: Any]
    #expect(run?["retry"] as? Bool == retry, "\(what)", sourceLocation: sourceLocation)
    #expect(run?["exit"] as? Int == Int(status), "\(what)", sourceLocation: sourceLocation)
  }

  private static let reports = [
    "--report", "ndjson:r.ndjson", "--report", "json:r.json", "--quiet",
  ]

  private func write(_ tool: ToolProcess) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + (10...29).map { "TOR-\($0),Place \($0),America/Toronto,virtual\n" }.joined())
    try tool.scratch.write(
      "wrong.csv", "location_code,name,time_zone,kind\nTOR-01,Place,EST,virtual\n")
  }

  /// Every exit status whose cause lies in the data, the command line or the store: trying again is of no
  /// use.
  @Test(arguments: StoreKind.allCases)
  func whatWillFailAgainIsNotToBeTriedAgain(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try write(tool)
    let cases: [(files: [String], options: [String], Int32, String)] = [
      (["locations.csv"], [], 0, "clean"), (["locations.csv"], [], 0, "clean"),
      (["wrong.csv"], ["--table", "locations"], 1, "data-errors"),
      (["locations.csv"], ["--table", "no_such_table"], 2, "usage"),
      (["missing.csv"], [], 3, "unreadable"),
      (["locations.csv"], ["--backup", "--backup-to", "/proc/none/x.copy"], 4, "guard"),
    ]
    for (files, options, status, outcome) in cases {
      let result = try tool.execute(files, options: options + Self.reports)
      #expect(result.status == status, "\(files) \(options): \(result.errors)")
      try expectEnd(tool, status, outcome: outcome, retry: false, "\(files) \(options)")
    }
    try tool.scratch.write("datapackage.json", "{}")
    let faulty = try tool.run(
      ["import", "locations.csv", "--package", "datapackage.json"] + Self.reports)
    #expect(faulty.status == 3)
    try expectEnd(tool, 3, outcome: "unreadable", retry: false, "a faulty package")
    let undo = try tool.command(["undo", "A1"] + Self.reports)
    #expect(undo.status == 0, "\(undo.errors)")
    try expectEnd(tool, 0, outcome: "clean", retry: false, "undo")
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreThatIsHeldIsToBeTriedAgain(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try write(tool)
    #expect(try tool.execute(["locations.csv"]).status == 0)
    let running = try tool.startExecution(
      ["locations.csv"],
      ["REGISTRAR_FAILPOINT": "committing:wait=\(tool.scratch.path(of: "go"))"])
    try running.waitForFile(tool.scratch.path(of: "go.reached"))
    defer { running.process.terminate() }
    for words in [
      ["import", "locations.csv", "--execute"], ["undo", "A1", "--execute"],
    ] {
      let result = try tool.command(words + Self.reports)
      #expect(result.status == 5, "\(words): \(result.errors)")
      try expectEnd(tool, 5, outcome: "locked", retry: true, "\(words)")
    }
    let backup = try tool.command(
      ["import", "locations.csv", "--execute", "--backup-to", "b.copy", "--validate"]
        + Self.reports)
    #expect(backup.status == 2)
    try tool.scratch.write("go", "")
    #expect(try running.result().status == 0)
  }

  /// A signal ends the run in order: its stream is whole.
  @Test(arguments: ["int", "term", "hup"])
  func aSignalEndsTheStreamInOrder(_ signal: String) throws {
    let store = try StoreUnderTest(.sqlite)
    let tool = try ToolProcess(store: store.place)
    try write(tool)
    let result = try tool.execute(
      ["locations.csv"], ["REGISTRAR_FAILPOINT": "table-merged:\(signal)"],
      options: Self.reports)
    #expect(result.status == 130, "\(result.errors)")
    try expectEnd(tool, 130, outcome: "interrupted", retry: true, signal)
    #expect(try tool.run(["runs"]).output.contains("keeps no runs"))
    // What was written in parts is gone on with by another command than the one that began it.
    let parts = try tool.execute(
      ["locations.csv"], ["REGISTRAR_FAILPOINT": "committed:\(signal)"],
      options: ["--commit-every", "5"] + Self.reports, deletes: false)
    #expect(parts.status == 130, "\(parts.errors)")
    try expectEnd(tool, 130, outcome: "interrupted", retry: false, signal)
    let again = try tool.execute(["locations.csv"], options: Self.reports)
    #expect(again.status == 5)
    try expectEnd(tool, 5, outcome: "locked", retry: false, "unfinished")
    #expect(try tool.run(["resume", "A1"]).status == 0)
  }

  /// Under nohup a run outlives its terminal.
  @Test func aTerminalThatGoesDoesNotEndARunThatIgnoresIt() throws {
    let store = try StoreUnderTest(.sqlite)
    let tool = try ToolProcess(store: store.place)
    try write(tool)
    let result = try tool.startExecution(
      ["locations.csv"], ["REGISTRAR_FAILPOINT": "table-merged:hup"],
      by: ["/bin/sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""]
    ).result()
    #expect(result.status == 0, "\(result.output)")
  }

  /// A server that is away may come back; one that refuses will refuse again.
  @Test func aServerThatIsAwayIsToBeTriedAgain() throws {
    let server = try PostgresServer.shared()
    let database = try server.makeDatabase()
    let own = server.uri(database)
    let cases: [(store: String, retry: Bool)] = [
      ("postgresql://registrar@127.0.0.1:1/records", true),
      ("postgresql://registrar@127.0.0.1:\(server.port)/no_such_database", false),
      (own.replacing("/" + database, with: "/no_such_database"), false),
    ]
    for (store, retry) in cases {
      let tool = try ToolProcess(store: store)
      try write(tool)
      let result = try tool.execute(["locations.csv"], options: Self.reports)
      #expect(result.status == 6, "\(store): \(result.errors)")
      try expectEnd(tool, 6, outcome: "store-failed-rolled-back", retry: retry, store)
    }
  }

  /// The server ends the connection under a run, or another program changes a record that the run
  /// changes, too: both pass.
  @Test(arguments: [
    (
      """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE application_name = 'registrar' AND state LIKE 'idle in%'
        AND datname = current_database()
      """, "connection"
    ),
    ("UPDATE locations SET name = 'Theirs' WHERE location_code = 'TOR-12'", "serialization"),
  ])
  func whatPassesIsToBeTriedAgain(_ sql: String, _ what: String) throws {
    let server = try PostgresServer()
    let store = try StoreUnderTest(.postgresql, of: server)
    let tool = try ToolProcess(store: store.place)
    try write(tool)
    #expect(try tool.execute(["locations.csv"]).status == 0)
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + (10...29).map { "TOR-\($0),Ours \($0),America/Toronto,virtual\n" }.joined())
    let running = try tool.startExecution(
      ["locations.csv"],
      ["REGISTRAR_FAILPOINT": "journal-starting:wait=\(tool.scratch.path(of: "go"))"],
      options: Self.reports)
    try running.waitForFile(tool.scratch.path(of: "go.reached"))
    try store.ask(sql)
    try tool.scratch.write("go", "")
    let result = try running.result()
    #expect(result.status == 6, "\(what): \(result.output)\(result.errors)")
    try expectEnd(tool, 6, outcome: "store-failed-rolled-back", retry: true, what)
    #expect(try tool.execute(["locations.csv"], options: Self.reports).status == 0)
  }

  /// A server looks for its client only when it has something to say; it is told to look while it works,
  /// too, so that the locks of a client that was killed are gone within two seconds.
  @Test func aClientThatDiesWhileTheServerWorksFreesTheStore() throws {
    let store = try StoreUnderTest(.postgresql)
    let tool = try ToolProcess(store: store.place)
    try write(tool)
    #expect(try tool.execute(["locations.csv"]).status == 0)
    try store.ask(
      """
      CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(600); RETURN new; END $$;
      CREATE TRIGGER dawdle BEFORE UPDATE ON locations FOR EACH ROW
        WHEN (new.name = 'Slow') EXECUTE FUNCTION dawdle()
      """)
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR-10,Slow,America/Toronto,virtual\n")
    let running = try tool.startExecution(["locations.csv"])
    let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    var isWorking = false
    for _ in 0..<1_000 where !isWorking {
      isWorking = try store.ask(sleeping) == ["1"]
      if !isWorking { usleep(50_000) }
    }
    #expect(isWorking)
    kill(running.process.processIdentifier, SIGKILL)
    let death = ContinuousClock.now
    // The lock of a run's transaction (`RunLock`), which ends with it.
    try store.ask("SELECT pg_advisory_xact_lock(1380930388, hashtext(current_schema()))")
    let seconds = death.duration(to: .now) / .seconds(1)
    // Two seconds, and what a busy machine adds; without a look at the client it would be ten minutes.
    #expect(seconds < 60, "\(seconds) s")
    #expect(try running.result().status == 137)
    try store.ask("DROP TRIGGER dawdle ON locations")
    #expect(try tool.execute(["locations.csv"]).status == 0)
  }
}
