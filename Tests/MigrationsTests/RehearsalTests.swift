import Foundation
import ImportService
import Migrations
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// A rehearsal happens on a copy, is taken back, and is told beside the real run.
@Suite struct RehearsalTests {
  private func rehearse(_ setting: MigrationSetting, in name: String) throws -> Rehearsal {
    let store = "sqlite:" + setting.scratch.path(of: name)
    return try RehearsalRun(of: setting.site(), in: store).perform()
  }

  @Test func aRehearsal_leavesTheStoreAlone() throws {
    let setting = try MigrationSetting(.sqlite)
    let quiet = MigrationSetting.hook("tell", "touch \(setting.scratch.path(of: "told"))")
    let probe = MigrationSetting.hook(
      "probe", "test -n \"$REGISTRAR_REHEARSAL\" && touch \(setting.scratch.path(of: "probed"))")
    let rehearsed = probe.dropLast() + #", "rehearse": true}"#
    try setting.write(sites: #", "hooks": {"before": [\#(quiet), \#(rehearsed)]}"#)
    let first = try rehearse(setting, in: "copy.sqlite")
    #expect(first.phases.map(\.phase) == ["sites", "things"])
    #expect(first.phases.map(\.rows) == [2, 4] && first.isVerified && first.isRolledBack)
    #expect(!FileManager.default.fileExists(atPath: setting.scratch.path(of: "told")))
    #expect(FileManager.default.fileExists(atPath: setting.scratch.path(of: "probed")))
    #expect(try setting.count("sites") == "0")
    // What is there already is copied, and a copy is never made over something.
    try setting.write()
    #expect(try setting.run("sites").result.isSuccess)
    #expect(throws: ServiceFailure.self) { try rehearse(setting, in: "copy.sqlite") }
    let second = try rehearse(setting, in: "copy-2.sqlite")
    #expect(second.phases.map(\.phase) == ["things"] && second.isRolledBack)
    #expect(try setting.count("things") == "0")
    #expect(try setting.run("things").result.isSuccess)

    let state = try setting.site().state()
    #expect(state.rehearsals.count == 2)
    let page = MigrationReport(state, in: .english, now: Date(timeIntervalSince1970: 0)).page
    let section = try #require(page.sections.first { $0.title == "rehearsal and real run" })
    #expect(section.rows.map { $0[0] } == ["things", "way back", "total"])
    #expect(section.rows[0][4] != "" && section.rows[0][5].contains("%"))
    #expect(page.sections.last?.title == "go")
    #expect(page.sections.last?.lines == ["the migration has no window"])
  }

  /// A phase that fails on the copy is told, and the gate stays shut.
  @Test func aRehearsalThatFails_isNoGo() throws {
    let setting = try MigrationSetting(.sqlite)
    try setting.write(
      things: #", "checks": [{"count": "things", "equals": 5}]"#,
      members: #"""
        , "milestones": [{"id": "T", "at": "2026-12-01T08:00", "timeZone": "America/Toronto"}],
        "window": {"start": "T", "minutes": 60}
        """#)
    let failed = try rehearse(setting, in: "copy.sqlite")
    #expect(failed.phases.map(\.outcome) == ["clean", "verify-mismatch"])
    #expect(failed.isRolledBack)
    let page = MigrationReport(
      try setting.site().state(), in: .english, now: Date(timeIntervalSince1970: 0)
    ).page
    #expect(page.sections.last?.title == "no go")
    // One hour from 13:00 UTC, and no time at all for the way back of two sites.
    let line = page.sections.last?.lines.first ?? ""
    #expect(line.hasPrefix("last point of return: 2026-12-01 13:5"), "\(line)")
    #expect(
      page.sections.last?.rows.map { $0[1] } == [
        "does not hold", "holds", "holds", "holds",
      ])
  }
}
