import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// A signal ends a statement that takes long, and what it wrote.
@Suite("Faults: signals", .serialized)
struct SignalLaws {
  /// What makes the update of a record to `Slow` take hours.
  private static func dawdling(_ kind: StoreKind) -> String {
    let tables = "abcdefghij".map { "locations AS \($0)" }.joined(separator: ", ")
    return kind == .sqlite
      ? """
      CREATE TRIGGER dawdle BEFORE UPDATE ON locations WHEN new.name = 'Slow' BEGIN
        SELECT count(*) FROM \(tables) WHERE a.id + j.id > b.id + 1000; END
      """
      : """
      CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(6000); RETURN new; END $$;
      CREATE TRIGGER dawdle BEFORE UPDATE ON locations FOR EACH ROW
        WHEN (new.name = 'Slow') EXECUTE FUNCTION dawdle()
      """
  }

  private func write(_ tool: ToolProcess, _ name: String) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + (10...29).map {
          "TOR-\($0),\($0 == 20 ? name : "Place \($0)"),America/Toronto,virtual\n"
        }.joined())
  }

  @Test(arguments: StoreKind.allCases, [SIGINT, SIGTERM])
  func aLongStatementEnds(_ kind: StoreKind, _ signal: Int32) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try write(tool, "Place 20")
    #expect(try tool.execute(["locations.csv"]).status == 0)
    let before = try store.ask("SELECT location_code, name FROM locations ORDER BY 1")
    try store.execute(Self.dawdling(kind))
    try write(tool, "Slow")
    let go = tool.scratch.path(of: "go")
    let running = try tool.startExecution(
      ["locations.csv"], ["REGISTRAR_FAILPOINT": "table-merging:wait=\(go)"])
    try running.waitForFile(go + ".reached")
    try tool.scratch.write("go", "")
    // Long enough to be within the statement, which without a signal would go on for hours.
    sleep(2)
    #expect(running.process.isRunning)
    kill(running.process.processIdentifier, signal)
    for _ in 0..<600 where running.process.isRunning { usleep(100_000) }
    let isOver = !running.process.isRunning
    if !isOver { kill(running.process.processIdentifier, SIGKILL) }
    let result = try running.result()
    #expect(isOver, "the statement went on")
    #expect(result.status == 130, "\(result.output)\(result.errors)")
    #expect(
      result.output.contains("Interrupted; nothing was written. Exit 130."), "\(result.output)")
    #expect(try store.ask("SELECT location_code, name FROM locations ORDER BY 1") == before)
    try store.execute("DROP TRIGGER dawdle\(kind == .sqlite ? "" : " ON locations")")
    #expect(try tool.execute(["locations.csv"]).status == 0)
  }
}
