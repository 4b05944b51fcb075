import Foundation
import Synchronization
import TestSupport
import Testing

/// Ids of runs as the tool gives them, to runs that a store keeps and to those that none keeps.
@Suite struct GivenRunIDTests {
  /// Forty processes start within one second of the clock, each with a store and a file of its own or
  /// with none.
  @Test func fortyRunsHaveFortyIDs() throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", ExitStatusTests.good)
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 40) { number in
      let options =
        number % 2 == 0
        ? ["--offline"] : ["--execute", "--store", "sqlite:s\(number).sqlite"]
      do {
        let result = try tool.runImport(
          ["locations.csv", "--quiet", "--report", "json:r\(number).json"] + options)
        if result.status != 0 { failures.withLock { $0.append(result.errors) } }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let ids = try (0..<40).map { number in
      let json = try JSONSerialization.jsonObject(
        with: Data(tool.scratch.contents(of: "r\(number).json")))
      return try #require(((json as? [String: Any])?["run"] as? [String: Any])?["id"] as? String)
    }
    #expect(Set(ids).count == 40, "\(ids)")
    for id in ids {
      #expect(id.wholeMatch(of: /20261120-1200-A1-[0-9a-hjkmnp-tv-z]{8}/) != nil, "\(id)")
    }
  }

  /// A store that an older release wrote goes on, and its runs are found by the words they had.
  @Test func oldIDsGoOn() throws {
    let setting = try PlanSetting()
    let id = try #require(try setting.rows("SELECT run_id FROM registrar_runs").first)
    // As the store would be had an older release made it: the id has no random characters.
    try setting.edit(
      """
      PRAGMA defer_foreign_keys = ON;
      DROP TRIGGER registrar_runs_no_update; DROP TRIGGER registrar_journal_no_update;
      DROP TRIGGER registrar_run_files_no_update; DROP TRIGGER registrar_run_sources_no_update;
      DROP TRIGGER registrar_written_no_delete; DELETE FROM registrar_written;
      UPDATE registrar_runs SET run_id = '20261120-1200-A1';
      UPDATE registrar_journal SET run_id = '20261120-1200-A1';
      UPDATE registrar_run_files SET run_id = '20261120-1200-A1';
      UPDATE registrar_run_sources SET run_id = '20261120-1200-A1';
      UPDATE locations SET created_run = '20261120-1200-A1', updated_run = '20261120-1200-A1'
      """)
    #expect(id.hasPrefix("20261120-1200-A1-"))
    let store = ["--store", "sqlite:s.sqlite"]
    #expect(try setting.run(["--execute"]).status == 0)
    let runs = try setting.rows("SELECT run_id FROM registrar_runs ORDER BY number")
    #expect(runs.map(withoutRunTags) == ["20261120-1200-A1", "20261120-1200-A2"], "\(runs)")
    for name in ["A1", "20261120-1200-A1"] {
      let shown = try setting.tool.run(["show", name] + store)
      #expect(shown.output.hasPrefix("run       20261120-1200-A1 (import)\n"), "\(shown.errors)")
    }
    #expect(try setting.tool.run(["show", String(runs[1].suffix(8))] + store).status == 0)
    let package = try Repository.path(of: "Schemas/exam-platform")
    for run in ["A2", "A1"] {
      let undo = try setting.tool.run(["undo", run, "--execute", "--package", package] + store)
      #expect(undo.status == 0, "\(undo.output)")
    }
    #expect(try setting.rows("SELECT count(*) FROM locations") == ["0"])
  }
}
