import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// Runs that commit in parts, are broken off and gone on with.
@Suite("Commits in parts", .serialized)
struct StepLaws {
  private static let files = ["locations.csv", "venues.csv"]

  private func tool(_ store: StoreUnderTest) throws -> ToolProcess {
    let tool = try ToolProcess(store: store.place)
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + (10...29).map { "TOR-\($0),Place \($0),America/Toronto,virtual\n" }.joined())
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats\n"
        + (10...29).map { "TOR-\($0)-V,TOR-\($0),Hall \($0),40\n" }.joined())
    return tool
  }

  private func execute(
    _ tool: ToolProcess, _ environment: [String: String] = [:]
  ) throws -> ToolProcess.Result {
    try tool.execute(
      Self.files, environment, options: ["--commit-every", "8"], deletes: false)
  }

  /// What a store holds in the tables of the package; a server does not give an id twice, so ids are
  /// no part of the law.
  private func records(_ store: StoreUnderTest) throws -> [String] {
    try store.ask("SELECT location_code, name, created_run FROM locations ORDER BY location_code")
      + store.ask(
        """
        SELECT v.venue_code, l.location_code, v.seats
        FROM venues AS v JOIN locations AS l ON l.id = v.location_id ORDER BY v.venue_code
        """)
  }

  @Test(arguments: StoreKind.allCases)
  func aRunInPartsLeavesWhatOneTransactionWould(_ kind: StoreKind) throws {
    let whole = try StoreUnderTest(kind)
    let parts = try StoreUnderTest(kind)
    let once = try tool(whole)
    #expect(try once.execute(Self.files).status == 0)
    let stepped = try tool(parts)
    let result = try execute(stepped)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try records(parts) == records(whole))
    #expect(
      try parts.ask("SELECT count(*), min(first_id), max(last_id) FROM registrar_journal")
        == ["6|1|20"])
    #expect(try stepped.command(["verify", "A1"]).status == 0)
    #expect(try stepped.command(["verify"]).status == 0)
  }

  @Test(arguments: StoreKind.allCases)
  func aRunThatIsKilledIsGoneOnWithExactlyOnce(_ kind: StoreKind) throws {
    let whole = try StoreUnderTest(kind)
    let once = try tool(whole)
    #expect(try once.execute(Self.files).status == 0)
    for (place, done) in [
      ("committed@2", 16), ("sealed@3", 16), ("committing@4", 20), ("table-merged@5", 28),
      ("committed@5", 36),
    ] {
      let store = try StoreUnderTest(kind)
      let tool = try tool(store)
      #expect(try execute(tool, ["REGISTRAR_FAILPOINT": place]).status == 137, "\(place)")
      let other = try tool.execute(Self.files, deletes: false)
      #expect(other.status == 5, "\(place)")
      #expect(
        other.output.contains(
          "error[run.unfinished]: run `20261120-1200-A1` stopped after `\(done)` of `40` rows"),
        "\(place): \(other.output)")
      let refused = try tool.command(["undo", "A1"])
      #expect(refused.status == 0, "\(place): \(refused.output)")
      let result = try tool.run(["resume", "A1"])
      #expect(result.status == 0, "\(place): \(result.output)\(result.errors)")
      #expect(try records(store) == records(whole), "\(place)")
      #expect(
        try store.ask("SELECT outcome, progress_json FROM registrar_runs") == ["clean|-"])
      #expect(
        try store.ask(
          "SELECT sum(last_id - first_id + 1), count(DISTINCT run_id) FROM registrar_journal")
          == ["40|1"], "\(place)")
      // The ledger is that of all processes of the run.
      let ledger = try store.ask("SELECT ledger_json FROM registrar_runs")[0]
      let counts = "\"created\":20,\"updated\":0,\"unchanged\":0,"
      #expect(ledger.ranges(of: counts).count == 2, "\(place): \(ledger)")
      #expect(try tool.command(["verify", "A1"]).status == 0, "\(place)")
      #expect(try tool.run(["audit", "verify"]).status == 0, "\(place)")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func anUnfinishedRunIsAbandonedOrUndone(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try tool(store)
    #expect(try execute(tool, ["REGISTRAR_FAILPOINT": "committed@2"]).status == 137)
    #expect(try tool.run(["resume", "A9"]).status == 2)
    // Other files than those of the run are refused.
    try tool.scratch.write(
      "venues.csv", "venue_code,location_code,name,seats\nTOR-10-V,TOR-10,Hall,41\n")
    let other = try tool.run(["resume", "A1"])
    #expect(other.status == 5 && other.output.contains("venues.csv"), "\(other.output)")
    let abandoned = try tool.run(["abandon", "A1"])
    #expect(abandoned.status == 0, "\(abandoned.errors)")
    #expect(try tool.run(["abandon", "A1"]).status == 2)
    #expect(try store.ask("SELECT outcome FROM registrar_runs") == ["abandoned"])
    #expect(try store.ask("SELECT count(*) FROM locations") == ["16"])
    let chain = try tool.run(["audit", "verify"])
    #expect(chain.output.hasPrefix("1 run holds"), "\(chain.output)")
    #expect(try tool.command(["verify", "A1"]).status == 0)
    #expect(try tool.command(["undo", "A1", "--execute"]).status == 0)
    #expect(try store.ask("SELECT count(*) FROM locations") == ["0"])
  }

  /// What counts is what is stored, by whichever process of the run: in lists, on the page of the run and
  /// in the report of an interruption.
  @Test(arguments: StoreKind.allCases)
  func anUnfinishedRunCountsWhatIsStored(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try tool(store)
    #expect(try execute(tool, ["REGISTRAR_FAILPOINT": "committed@2"]).status == 137)
    // Sixteen places are written; the process that goes on writes the other four and is killed.
    let killed = try tool.run(["resume", "A1"], ["REGISTRAR_FAILPOINT": "committed@1"])
    #expect(killed.status == 137, "\(killed.output)")
    #expect(try store.ask("SELECT count(*) FROM locations") == ["20"])
    #expect(try tool.run(["runs"]).output.contains("unfinished, 20 of 40 rows"))
    let shown = try tool.run(["show", "A1"]).output
    #expect(shown.contains("\nwritten   20 of 40 rows so far\n"), "\(shown)")
    func line(_ text: String, _ table: String) -> [Substring] {
      let lines = text.split(separator: "\n").filter { $0.hasPrefix(table + " ") }
      return lines.last?.split(separator: " ").dropFirst().map { $0 } ?? []
    }
    // read, blank, example, skipped, invalid, created
    #expect(line(shown, "locations").prefix(6) == ["20", "0", "0", "0", "0", "20"], "\(shown)")
    #expect(line(shown, "venues").prefix(6) == ["20", "0", "0", "0", "0", "0"], "\(shown)")
    // Interrupted after its next part: 20 and 8.
    let interrupted = try tool.run(["resume", "A1"], ["REGISTRAR_FAILPOINT": "committed@1:term"])
    #expect(interrupted.status == 130, "\(interrupted.output)")
    #expect(
      interrupted.output.contains("; 28 of 40 rows are written. Exit 130."),
      "\(interrupted.output)")
    let other = try tool.execute(Self.files, deletes: false)
    #expect(other.output.contains("stopped after `28` of `40` rows"), "\(other.output)")
    // A signal before anything more is written does not hide what is.
    let early = try tool.run(["resume", "A1"], ["REGISTRAR_FAILPOINT": "opened:term"])
    #expect(early.status == 130, "\(early.output)")
    #expect(early.output.contains("; 28 of 40 rows are written. Exit 130."), "\(early.output)")
    let abandoned = try tool.run(["abandon", "A1"])
    #expect(abandoned.output.contains("the 28 rows it wrote stay"), "\(abandoned.output)")
    let page = try tool.run(["show", "A1"]).output
    #expect(line(page, "venues").prefix(6) == ["20", "0", "0", "0", "0", "8"], "\(page)")
    #expect(try tool.command(["verify", "A1"]).status == 0)
  }

  /// The report of a run that was interrupted has the rows that are stored in its ledger.
  @Test(arguments: StoreKind.allCases)
  func anInterruptedRunReportsWhatIsStored(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try tool(store)
    let result = try tool.command(
      ["import"] + Self.files + ["--execute", "--commit-every", "8", "--report", "json:r.json"],
      ["REGISTRAR_FAILPOINT": "committed@2:term"])
    #expect(result.status == 130)
    let report = try #require(
      try JSONSerialization.jsonObject(with: tool.scratch.contents(of: "r.json"))
        as? [String: Any])
    let ledger = try #require(report["ledger"] as? [[String: Any]])
    let counts = ledger.map { line in
      ["table", "read", "created", "pending"].map { "\(line[$0] ?? "")" }.joined(separator: " ")
    }
    #expect(counts == ["locations 20 16 4", "venues 20 0 20"], "\(counts)")
  }

  /// What was approved when the run was begun holds when it goes on with fewer rows.
  @Test(arguments: StoreKind.allCases)
  func anApprovalHoldsForTheRestOfTheRun(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try tool(store)
    func write(_ name: String) throws {
      try tool.scratch.write(
        "locations.csv",
        "location_code,name,time_zone,kind\n"
          + (10...39).map { "TOR-\($0),\(name) \($0),America/Toronto,virtual\n" }.joined())
    }
    try write("Place")
    #expect(try tool.execute(["locations.csv"]).status == 0)
    try write("Site")
    let parts = ["--commit-every", "8"]
    #expect(try tool.execute(["locations.csv"], options: parts, deletes: false).status == 4)
    let killed = try tool.execute(
      ["locations.csv"], ["REGISTRAR_FAILPOINT": "committed@1"],
      options: parts + ["--approve", "guard.change-limit=30", "--approver", "Ada"], deletes: false)
    #expect(killed.status == 137, "\(killed.output)")
    let resumed = try tool.run(["resume", "A2"])
    #expect(resumed.status == 0, "\(resumed.output)\(resumed.errors)")
    #expect(try store.ask("SELECT count(*) FROM locations WHERE name LIKE 'Site%'") == ["30"])
  }

  /// What an unfinished run left stands in the way of other undos, and its own undo ends it.
  @Test(arguments: StoreKind.allCases)
  func anUnfinishedRunIsUndoneBeforeOthers(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try tool(store)
    try tool.scratch.write(
      "first.csv",
      "location_code,name,time_zone,kind\nTOR-01,First,America/Toronto,virtual\n")
    #expect(
      try tool.execute(["first.csv"], options: ["--table", "locations"]).status == 0)
    #expect(try execute(tool, ["REGISTRAR_FAILPOINT": "committed@2"]).status == 137)
    for options in [[], ["--execute"]] {
      let other = try tool.command(["undo", "A1"] + options)
      #expect(other.status == 5, "\(other.output)")
      #expect(
        other.output.contains("error[run.unfinished]: run `20261120-1200-A2` stopped after"),
        "\(other.output)")
    }
    #expect(try store.ask("SELECT count(*) FROM locations") == ["17"])
    let undone = try tool.command(["undo", "A2", "--execute"])
    #expect(undone.status == 0, "\(undone.output)")
    #expect(
      try store.ask("SELECT run_id, outcome FROM registrar_runs ORDER BY number")
        .map(withoutRunTags) == [
          "20261120-1200-A1|clean", "20261120-1200-A2|abandoned", "20261120-1200-A3|clean",
        ])
    let chain = try tool.run(["audit", "verify"])
    #expect(chain.status == 0 && chain.output.hasPrefix("3 runs hold"), "\(chain.output)")
    #expect(try tool.command(["undo", "A1", "--execute"]).status == 0)
    #expect(try store.ask("SELECT count(*) FROM locations") == ["0"])
    #expect(try tool.command(["verify"]).status == 0)
  }

  @Test func aSignalBetweenTwoCommitsLeavesARunToGoOnWith() throws {
    let store = try StoreUnderTest(.sqlite)
    let tool = try tool(store)
    let result = try execute(tool, ["REGISTRAR_FAILPOINT": "committed@1:term"])
    #expect(result.status == 130)
    #expect(result.output.contains("; 8 of 40 rows are written. Exit 130."), "\(result.output)")
    #expect(result.output.contains("Resumable: `registrar resume "))
    #expect(try store.ask("SELECT count(*) FROM locations") == ["8"])
    #expect(try store.ask("SELECT count(*) FROM venues") == ["0"])
    let runs = try tool.run(["runs"]).output
    #expect(runs.contains("unfinished, 8 of 40 rows"), "\(runs)")
    let shown = try tool.run(["show", "A1"]).output
    #expect(shown.contains("\nwritten   8 of 40 rows so far\n"), "\(shown)")
    #expect(try tool.run(["resume", "A1"]).status == 0)
    #expect(try store.ask("SELECT count(*) FROM venues") == ["20"])
  }

  /// What is written is told to programs too, and the advice that is printed goes on with the run, also
  /// where it was begun by a target's name.
  @Test func aRunOfATargetGoesOnAsIsAdvised() throws {
    let store = try StoreUnderTest(.sqlite)
    let tool = try tool(store)
    try tool.scratch.write(
      "registrar.json", #"{"targets": {"prod": {"store": "sqlite:\#(store.place)"}}}"#)
    let result = try tool.command(
      ["import"] + Self.files + [
        "--execute", "--commit-every", "8", "--target", "prod", "--report", "text", "--report",
        "ndjson:r.ndjson",
      ], ["REGISTRAR_FAILPOINT": "committed@1:term", "DATABASE_URL": ""])
    #expect(result.status == 130, "\(result.output)\(result.errors)")
    let report = String(decoding: try tool.scratch.contents(of: "r.ndjson"), as: UTF8.self)
    let end = try #require(report.split(separator: "\n").last)
    #expect(end.contains(#""written": true"#), "\(end)")
    let advice = try #require(
      result.output.split(separator: "`").first { $0.hasPrefix("registrar resume ") })
    let words = advice.split(separator: " ").dropFirst().map(String.init)
    let resumed = try tool.run(words, ["DATABASE_URL": ""])
    #expect(resumed.status == 0, "\(words): \(resumed.output)\(resumed.errors)")
    #expect(try store.ask("SELECT count(*) FROM venues") == ["20"])
  }

  /// Who confirmed a run on a production target has not confirmed that it goes on.
  @Test func aRunOfAProductionTargetIsConfirmedAgain() throws {
    let store = try StoreUnderTest(.sqlite)
    let tool = try tool(store)
    try tool.scratch.write(
      "registrar.json",
      #"{"targets": {"prod": {"store": "sqlite:\#(store.place)", "production": true}}}"#)
    let wall = ["REGISTRAR_NOW": "", "DATABASE_URL": ""]
    let files = ["import"] + Self.files + ["--target", "prod"]
    #expect(try tool.command(["store", "init", "--target", "prod"], wall).status == 0)
    #expect(try tool.command(files, wall).status == 0)
    let result = try tool.command(
      files + ["--execute", "--commit-every", "8", "--confirm-target", "prod"],
      wall.merging(["REGISTRAR_FAILPOINT": "committed@1:term"]) { $1 })
    #expect(result.status == 130, "\(result.output)\(result.errors)")
    let refused = try tool.run(["resume", "A1", "--target", "prod"], wall)
    #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
    #expect(refused.errors.contains("guard.target-unconfirmed"), "\(refused.errors)")
    #expect(try store.ask("SELECT count(*) FROM venues") == ["0"])
    let resumed = try tool.run(
      ["resume", "A1", "--target", "prod", "--confirm-target", "prod"], wall)
    #expect(resumed.status == 0, "\(resumed.output)\(resumed.errors)")
    #expect(try store.ask("SELECT count(*) FROM venues") == ["20"])
  }

  /// Between two of its transactions a run still holds the store: whoever would end it is told so, and it
  /// goes on to its end.
  @Test(arguments: StoreKind.allCases)
  func aRunThatIsAliveIsLeftAlone(_ kind: StoreKind) throws {
    for isFresh in [true, false] {
      let store = try StoreUnderTest(kind)
      let tool = try tool(store)
      if !isFresh { #expect(try tool.command(["store", "init"]).status == 0) }
      let copy = tool.scratch.path(of: "b.copy")
      if !isFresh { #expect(try tool.run(["backup", "-o", copy]).status == 0) }
      let running = try tool.start(
        ["import"] + Self.files + ["--execute", "--commit-every", "8", "--package"]
          + [Repository.path(of: "Schemas/exam-platform")],
        ["REGISTRAR_FAILPOINT": "committed@2:wait=\(tool.scratch.path(of: "go"))"])
      try running.waitForFile(tool.scratch.path(of: "go.reached"))
      defer { running.process.terminate() }
      for words in [["abandon", "A1"], ["resume", "A1"]] {
        let result = try tool.run(words)
        #expect(result.status == 5, "\(words): \(result.output)\(result.errors)")
        #expect(
          (result.output + result.errors).contains("error[run.locked]: run `20261120-1200-A1` by"),
          "\(words): \(result.output)\(result.errors)")
      }
      if !isFresh {
        let restored = try tool.run(["restore", copy, "--confirm", try store.archive().name])
        #expect(restored.status == 5, "\(restored.output)\(restored.errors)")
        #expect(
          restored.errors.contains("error[run.locked]: run `20261120-1200-A1` by"),
          "\(restored.errors)")
      }
      for words in [["undo", "A1", "--execute"], ["import"] + Self.files + ["--execute"]] {
        let result = try tool.command(words)
        #expect(result.status == 5, "\(words): \(result.output)\(result.errors)")
        #expect(
          result.output.contains("error[run.locked]: run `20261120-1200-A1` by"),
          "\(words): \(result.output)")
      }
      try tool.scratch.write("go", "")
      let result = try running.result()
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(try store.ask("SELECT count(*) FROM venues") == ["20"])
      #expect(try store.ask("SELECT outcome FROM registrar_runs") == ["clean"])
      // Nothing of the lock is left behind.
      #expect(try tool.command(["undo", "A1", "--execute"]).status == 0)
    }
  }
}
