import Foundation
import ImportPipeline
import ImportService
import Migrations
import TabularCore
import TestSupport
import Testing

/// A rehearsal on a real server: the newest backup of the target's folder in a scratch database.
@Suite struct RehearsalServerTests {
  @Test func theNewestBackupIsRestoredMaskedRunAndTakenBack() throws {
    let server = try PostgresServer.shared()
    let (database, scratch) = (try server.makeDatabase(), try server.makeDatabase())
    let setting = try MigrationSetting()
    try setting.scratch.write(
      "registrar.json",
      #"""
      {"targets": {"copy": {"store": "\#(server.uri(database))", "package": "./stock",
        "backup": {"folder": "\#(setting.scratch.path(of: "backups"))"}}}}
      """#)
    try setting.scratch.write(
      "migration.json",
      #"""
      {"name": "move", "package": "./stock", "project": "registrar.json",
       "environments": [{"name": "copy", "target": "copy"}],
       "phases": [
         {"id": "sites", "sources": ["data/sites.csv"]},
         {"id": "leave", "dependsOn": ["sites"],
          "clean": [{"table": "sites", "match": {"site_code": "S-[34]"}}],
          "guards": {"deletePercent": 100}},
         {"id": "things", "dependsOn": ["leave"], "sources": ["data/things.csv"]}]}
      """#)
    try setting.writeSites(1...4)
    let site = try setting.site()
    func run(_ phase: String) throws -> PhaseRun.Outcome {
      try PhaseRun(of: try site.migration.phase(named: phase), at: site).perform()
    }
    #expect(try run("sites").result.isSuccess)
    let later = ImportService(
      Surroundings(
        author: site.service.surroundings.author, clock: try RunClock(at: "2026-11-20T12:30:00Z")))
    let made = try later.makeBackup(
      of: site.choice, at: setting.scratch.path(of: "backups"))
    // What came after the backup is not in the copy.
    try setting.writeSites(1...9)
    #expect(try run("sites").result.isSuccess)
    try setting.writeSites(1...4)

    var rehearsal = RehearsalRun(of: try setting.site(later), in: server.uri(scratch))
    rehearsal.mask = { choice throws(ServiceFailure) in
      let connection = try site.service.connection(to: choice, writes: true)
      _ = try ServiceFailure.asking { () throws(StoreError) in
        try connection.inTransaction(writes: true) { () throws(StoreError) in
          try connection.execute("UPDATE sites SET name = 'Masked ' || site_code")
        }
      }
    }
    let found = try rehearsal.perform()
    #expect(found.backup == made.file && found.isMasked == true)
    #expect(found.phases.map(\.phase) == ["leave", "things"])
    #expect(found.phases.map(\.outcome) == ["clean", "clean"])
    #expect(found.phases.map(\.rows) == [2, 4])
    #expect(found.isVerified && found.isRolledBack)
    #expect(try server.ask("SELECT count(*) FROM things", in: scratch) == ["0"])
    #expect(
      try server.ask("SELECT count(*) FROM sites WHERE name LIKE 'Masked%'", in: scratch) == ["4"])
    #expect(
      try server.ask("SELECT count(*), min(name) FROM sites", in: database) == ["9|Site 1"])

    // The real phases, side by side with what was predicted.
    #expect(try run("leave").result.cleaned?.count == 1)
    #expect(try run("things").result.isSuccess)
    let page = MigrationReport(
      try site.state(), in: .english, now: Date(timeIntervalSince1970: 0)
    ).page
    let times = try #require(page.sections.first { $0.title == "rehearsal and real run" })
    #expect(times.rows.map { $0[0] } == ["leave", "things", "way back", "total"])
    #expect(
      times.rows.allSatisfy { $0[0] == "way back" || $0[5].hasPrefix("+") || $0[5].hasPrefix("-") })
    #expect(times.lines.first?.hasPrefix("restored: \(made.file) of 2026-11-20T12:30") == true)
    let tables = try #require(page.sections.first { $0.title == "prediction by table" })
    #expect(
      tables.rows.map { Array($0[..<4]) } == [
        ["leave", "sites", "2", "2"], ["things", "things", "4", "4"],
      ])
    #expect(page.sections.last?.title == "go")
  }
}
