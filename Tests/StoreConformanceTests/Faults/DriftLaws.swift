import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// What is there is not what there was: files, records and clocks that changed, imports that are done.
@Suite("Faults: drift", .serialized)
struct DriftLaws {
  private func plan(_ bench: FaultBench) throws {
    let result = try bench.tool.command(
      ["import"] + FaultBench.files + ["--allow-delete", "--plan-out", "p.plan"])
    try #require(result.status == 0, "\(result.output)\(result.errors)")
  }

  private func executePlan(_ bench: FaultBench) throws -> ToolProcess.Result {
    try bench.tool.execute(FaultBench.files, options: ["--plan", "p.plan"])
  }

  @Test(arguments: StoreKind.allCases)
  func theSameFilesOnceMoreChangeNothing(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    #expect(try bench.tool.execute(FaultBench.files).status == 0)
    let records = """
      SELECT l.location_code, l.name, l.updated_at, l.updated_run, count(v.venue_code)
      FROM locations AS l LEFT JOIN venues AS v ON v.location_id = l.id
      GROUP BY 1, 2, 3, 4 ORDER BY 1
      """
    let before = try bench.store.ask(records)
    let result = try bench.tool.execute(
      FaultBench.files, ["REGISTRAR_NOW": "2026-11-21T09:30:00Z"])
    #expect(result.status == 0, "\(result.output)")
    #expect(
      result.output.contains(
        "Nothing changed: the store has all of it already. Exit 0."), "\(result.output)")
    #expect(try bench.store.ask(records) == before)
    let journal = try bench.store.ask(
      "SELECT count(*) FROM registrar_journal WHERE run_id LIKE '20261121-0930-A1-%'")
    #expect(journal == ["0"])
    #expect(try bench.tool.command(["verify"]).status == 0)
  }

  @Test(arguments: StoreKind.allCases)
  func aFileThatChangedSinceItsPlanIsRefused(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    try plan(bench)
    let text = String(decoding: try bench.tool.scratch.contents(of: "venues.csv"), as: UTF8.self)
    try bench.tool.scratch.write("venues.csv", text.replacing("Hall 20,40", with: "Hall 20,41"))
    let result = try executePlan(bench)
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        "error[guard.plan-stale]: `venues.csv` changed since the plan was made"),
      "\(result.output)")
    #expect(try bench.check("changed file") == false)
    try bench.tool.scratch.write("venues.csv", text)
    #expect(try executePlan(bench).status == 0)
    #expect(try bench.check("plan"))
  }

  @Test(arguments: StoreKind.allCases)
  func aRecordThatWasChangedSinceThePlanIsNamed(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    try plan(bench)
    try bench.store.ask("UPDATE locations SET name = 'Mine' WHERE location_code = 'TOR-03'")
    let edited = try bench.digest()
    let result = try executePlan(bench)
    #expect(result.status == 4, "\(result.output)")
    #expect(result.output.contains("error[guard.plan-stale]"), "\(result.output)")
    #expect(
      result.output.contains("`name` of `TOR-03` is `Mine` now; it changed outside the tool"),
      "\(result.output)")
    #expect(try bench.digest() == edited)
    // The next command works: the edit is kept, and told.
    let next = try bench.tool.execute(FaultBench.files)
    #expect(next.status == 0, "\(next.output)")
    #expect(
      next.output.contains("`name` of `TOR-03` was set to `Mine` by hand on"), "\(next.output)")
    #expect(
      try bench.store.ask("SELECT name FROM locations WHERE location_code = 'TOR-03'") == ["Mine"])
  }

  @Test(arguments: StoreKind.allCases)
  func aClockThatGoesBackLeavesTheOrderOfRuns(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    let earlier = ["REGISTRAR_NOW": "2019-01-01T00:00:00Z"]
    #expect(try bench.tool.execute(FaultBench.files, earlier).status == 0)
    let runs = try bench.tool.run(["runs"]).output
    let lines = runs.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(lines == ["run", "20190101-0000-A1", "20261120-1200-A1"], "\(runs)")
    #expect(try bench.tool.run(["audit", "verify"], earlier).status == 0)
    #expect(try bench.tool.command(["verify"], earlier).status == 0)
    // The run that was written first cannot be undone past the one that was written later.
    let wrong = try bench.tool.command(["undo", "20261120-1200-A1", "--execute"], earlier)
    #expect(wrong.status == 4, "\(wrong.output)")
    #expect(wrong.output.contains("20190101-0000-A1"), "\(wrong.output)")
    let undo = try bench.tool.command(["undo", "20190101-0000-A1", "--execute"], earlier)
    #expect(undo.status == 0, "\(undo.output)")
    #expect(
      try bench.store.ask("SELECT name FROM locations ORDER BY location_code")
        == (1...9).map { "Old \($0)" })
    #expect(try bench.tool.command(["verify"]).status == 0)
  }
}
