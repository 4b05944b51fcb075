import Foundation
import StoreTesting
import TestSupport
import Testing

/// Stores of an older format: refused until they are migrated, and whole afterwards.
@Suite("Store formats", .serialized)
struct FormatLaws {
  /// Takes away what the second format of the tool's own tables brought: sources, edits, ranges of ids,
  /// the order and the subject of runs, seals, accesses, triggers.
  private func makeFirstFormat(_ store: StoreUnderTest) throws {
    switch store.kind {
    case .sqlite:
      for trigger in try store.ask("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try store.execute("DROP TRIGGER \(trigger)")
      }
    case .postgresql:
      try store.execute(
        """
        DROP FUNCTION registrar_refuse_change() CASCADE; DROP FUNCTION registrar_note_edit() CASCADE
        """)
    }
    try store.execute(
      """
      DROP INDEX registrar_journal_by_id;
      CREATE INDEX registrar_journal_by_record ON registrar_journal (table_name, record_key);
      DROP TABLE registrar_run_sources;
      DROP TABLE registrar_edits;
      DROP TABLE registrar_access;
      ALTER TABLE registrar_runs DROP COLUMN access_number;
      ALTER TABLE registrar_runs DROP COLUMN number;
      ALTER TABLE registrar_runs DROP COLUMN subject;
      ALTER TABLE registrar_runs DROP COLUMN progress_json;
      ALTER TABLE registrar_journal DROP COLUMN first_id;
      ALTER TABLE registrar_journal DROP COLUMN last_id;
      UPDATE registrar_runs SET previous_hash = NULL, record_hash = NULL;
      DELETE FROM registrar_journal;
      INSERT INTO registrar_journal (run_id, seq, table_name, record_key, operation, state)
      SELECT run_id, 1, 'locations', '', 'create', 'applied' FROM registrar_runs;
      """)
    try store.execute(
      store.kind == .sqlite
        ? "PRAGMA user_version = 1"
        : "COMMENT ON TABLE registrar_schema IS 'registrar store, format 1'")
  }

  private func write(_ tool: ToolProcess, _ name: String) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + (1...3).map { "TOR-0\($0),\(name) \($0),America/Toronto,virtual\n" }.joined())
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreOfTheFirstFormatIsMigratedAndGoesOn(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try write(tool, "Old")
    #expect(try tool.execute(["locations.csv"]).status == 0)
    try makeFirstFormat(store)
    let before = try store.ask("SELECT * FROM locations ORDER BY id")

    try write(tool, "New")
    let refused = try tool.execute(["locations.csv"])
    #expect(refused.status == 6, "\(refused.output)")
    #expect(refused.output.contains("error[store.schema-version]"), "\(refused.output)")
    #expect(refused.output.contains("= help: run `registrar store migrate"), "\(refused.output)")
    #expect(try store.ask("SELECT * FROM locations ORDER BY id") == before)

    let migrated = try tool.command(["store", "migrate"])
    #expect(migrated.status == 0, "\(migrated.output)\(migrated.errors)")
    for added in [
      "registrar_edits", "registrar_run_sources", "registrar_runs.number", "registrar_access",
      "registrar_journal.first_id", "registrar_journal_by_id",
    ] {
      #expect(migrated.output.contains(added), "\(migrated.output)")
    }
    #expect(try store.ask("SELECT * FROM locations ORDER BY id") == before)
    #expect(try tool.command(["store", "status"]).status == 0)
    #expect(try tool.command(["store", "migrate"]).status == 0)

    // Runs go on, with journal, seals and the watch over edits by hand.
    let result = try tool.execute(["locations.csv"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try tool.run(["runs"]).output.contains("20261120-1200-A1"))
    let audit = try tool.run(["audit", "verify"])
    #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    let verify = try tool.command(["verify"])
    #expect(verify.status == 0, "\(verify.output)\(verify.errors)")
    let trace = try tool.command(["trace", "locations", "TOR-01"])
    #expect(trace.status == 0 && trace.output.contains("Old 1"), "\(trace.output)\(trace.errors)")
    try store.ask("UPDATE locations SET name = 'Mine' WHERE location_code = 'TOR-02'")
    #expect(try store.ask("SELECT column_name FROM registrar_edits").contains("name"))
    let undo = try tool.command(["undo", "A2", "--execute"])
    #expect(undo.status == 0, "\(undo.output)\(undo.errors)")
    #expect(
      try store.ask("SELECT name FROM locations ORDER BY id") == ["Old 1", "Mine", "Old 3"])
    // The first run did not write down what an undo needs.
    let first = try tool.command(["undo", "A1", "--execute"])
    #expect(first.status == 6, "\(first.output)\(first.errors)")
    #expect(
      first.output.contains(
        "run `20261120-1200-A1` was written by an older release, which did not keep what is"),
      "\(first.output)")
    #expect(try store.ask("SELECT count(*) FROM locations") == ["3"])
  }
}
