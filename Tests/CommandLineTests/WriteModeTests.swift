import Foundation
import TestSupport
import Testing

/// `--mode` says for one run what happens with keys that are stored, and with those that are not.
@Suite struct WriteModeTests {
  /// Fifty stored locations; the file changes the name of the last and brings a new one.
  private func setting() throws -> GuardSetting {
    let setting = try GuardSetting()
    try setting.write(50...51) { $0 == 50 ? " West" : "" }
    return setting
  }

  private func name(_ code: String, in setting: GuardSetting) throws -> [String] {
    try setting.rows("SELECT name FROM locations WHERE location_code = '\(code)'")
  }

  @Test func insertOnly_leavesStoredRecordsAsTheyAre() throws {
    let setting = try setting()
    let mode = ["--mode", "insert-only"]
    let planned = try setting.run(mode + ["--plan-out", "p.plan"])
    #expect(planned.status == 0, "\(planned.output)\(planned.errors)")
    #expect(planned.output.contains("note[store.exists-skipped]"), "\(planned.output)")
    // Without the mode the plan is another one.
    let other = try setting.run(["--execute", "--plan", "p.plan"])
    #expect(other.status == 4 && other.output.contains("guard.plan-stale"), "\(other.output)")
    let done = try setting.run(mode + ["--execute", "--plan", "p.plan"])
    #expect(done.output.contains("1 record was written"), "\(done.output)\(done.errors)")
    #expect(try name("L-050", in: setting) == ["Site 50"])
    #expect(try name("L-051", in: setting) == ["Site 51"])
    #expect(
      try setting.rows(
        "SELECT json_extract(options_json, '$.writeMode') FROM registrar_runs"
          + " ORDER BY rowid DESC LIMIT 1") == ["insert-only"])
  }

  @Test func updateOnly_refusesAKeyThatIsNotStored() throws {
    let setting = try setting()
    let mode = ["--mode", "update-only"]
    for what in ["--validate", "--execute"] {
      let result = try setting.run(mode + [what])
      #expect(result.status == 1, "\(result.output)\(result.errors)")
      #expect(result.output.contains("error[reference.missing]"), "\(result.output)")
      #expect(result.output.contains("locations.csv:3"), "\(result.output)")
    }
    #expect(try name("L-050", in: setting) == ["Site 50"])
    let rest = try setting.run(mode + ["--execute", "--on-error", "skip-row"])
    #expect(rest.output.contains("1 record was written"), "\(rest.output)\(rest.errors)")
    #expect(try name("L-050", in: setting) == ["Site 50 West"])
    #expect(try setting.count() == 50)
  }

  @Test func upsert_isTheUsualMode() throws {
    let setting = try setting()
    let result = try setting.run(["--mode", "upsert", "--execute"])
    #expect(result.output.contains("2 records were written"), "\(result.output)\(result.errors)")
    #expect(try name("L-050", in: setting) == ["Site 50 West"])
  }

  @Test func modesThatCannotBe_areRefused() throws {
    let setting = try setting()
    let unknown = try setting.run(["--mode", "replace"])
    #expect(unknown.status == 2 && unknown.errors.contains("insert-only"), "\(unknown.errors)")
    let blind = try setting.tool.runImport(
      ["locations.csv", "--offline", "--mode", "update-only"])
    #expect(blind.status == 2 && blind.errors.contains("--offline"), "\(blind.errors)")
  }
}
