import Foundation
import ImportPipeline
import ImportService
import Migrations
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// What holds for a migration in every kind of store.
@Suite struct MigrationLaws {
  /// One migration from its first to its last phase, with all that may go wrong in between.
  @Test(arguments: StoreKind.allCases)
  func aMigration_goesItsWay(kind: StoreKind) throws {
    let setting = try MigrationSetting(kind)
    let mark = setting.scratch.path(of: "maintenance.on")
    let on = MigrationSetting.hook("on", "touch \(mark)")
    let off = MigrationSetting.hook("off", "rm -f \(mark)")
    let checklist =
      #", "checklist": [{"id": "look", "title": "Look", "required": true, "table": "things"}]"#
    func write(before: String = "", sites: String = "", things: String = "") throws {
      try setting.write(
        sites:
          #", "hooks": {"before": [\#(on)\#(before)], "after": [\#(off)], "afterFailure": [\#(off)]}"#
          + sites, things: checklist + things)
    }

    // Out of order, and nothing is there yet: not even the store.
    try write()
    #expect(try setting.refusal("things") == "guard.phase-order ")

    // A command before the import fails: nothing is written, maintenance is off again, it is told.
    try write(before: ", " + MigrationSetting.hook("full", "echo disk full; exit 3"))
    let refused = try setting.run("sites")
    #expect(refused.outcome == .guarded && refused.result.failedStep == .before)
    #expect(refused.result.code == "run.hook-failed")
    #expect(refused.result.hooks.map(\.ending) == [.exited(0), .exited(3), .exited(0)])
    #expect(!FileManager.default.fileExists(atPath: mark))
    #expect(try setting.count("sites") == "0")
    try write(before: ", " + MigrationSetting.hook("slow", "sleep 600", timeout: 0.2))
    #expect(try setting.run("sites").result.hooks[1].ending == .timedOut)
    #expect(try setting.count("sites") == "0")

    // The plan is not what the phase says: nothing is written.
    try write(sites: #", "checks": [{"plan": "created", "table": "sites", "atMost": 1}]"#)
    let many = try setting.run("sites")
    #expect(many.outcome == .guarded && many.result.code == "run.check-failed")
    #expect(many.result.checks.map(\.found) == [2])
    #expect(try setting.count("sites") == "0")
    try write(sites: #", "tables": ["things"]"#)
    #expect(try setting.run("sites").result.code == "run.check-failed")

    // A first round, by another person on another machine.
    let asks =
      #"{"count": "sites", "where": "name LIKE 'Site%'", "equals": 2}, {"empty": "SELECT 1 FROM sites WHERE name = ''", "name": "names"}"#
    try write(sites: #", "checks": [{"plan": "deleted", "atMost": 0}, \#(asks)]"#)
    let first = try setting.run("sites", by: "rroy", on: "desk7")
    #expect(first.outcome == .clean && first.result.isSuccess && first.round == 5)
    #expect(first.result.checks.map(\.found) == [0, 2, 0])
    #expect(first.result.tables.map(\.created) == [2])
    #expect(!FileManager.default.fileExists(atPath: mark))

    // A second round with a batch of its own: what is there stays, the check does not hold any more.
    try setting.writeSites(3...3, to: "data/sites-2.csv")
    let second = try setting.run("sites", files: [setting.scratch.path(of: "data/sites-2.csv")])
    #expect(second.outcome == .verifyMismatch && second.result.failedStep == .checks)
    #expect(try setting.refusal("things") == "guard.phase-order ")
    try write()
    let third = try setting.run("sites")
    #expect(third.result.tables.map(\.unchanged) == [3] && third.result.files.count == 2)

    // A query that writes is refused by the store.
    try write(sites: #", "checks": [{"empty": "DELETE FROM sites"}]"#)
    let writing = try setting.run("sites")
    #expect(writing.result.code == "run.check-failed" && writing.result.checks[0].found == nil)
    #expect(try setting.count("sites") == "3")
    try write()
    #expect(try setting.run("sites").result.isSuccess)

    // The item of the checklist, then the last phase, once.
    #expect(try setting.refusal("things") == "guard.checklist-open ")
    let site = try setting.site()
    try site.tick(
      try site.migration.item(named: "look"), by: "Ana", note: "seen", confirmed: nil)
    #expect(try setting.run("things").result.isSuccess)
    #expect(try setting.refusal("things") == "guard.phase-order done")
    #expect(try setting.count("things") == "4")

    try expectWhatIsTold(setting)
  }

  private func expectWhatIsTold(_ setting: MigrationSetting) throws {
    // The record of all of it holds, and another machine reads the same.
    let site = try setting.site(setting.service("other", on: "ops2"))
    let chain = try site.service.checkChain(of: site.choice).check
    #expect(chain.broken == nil && chain.unsealed == [])
    let state = try site.state()
    #expect(state.migration.phases.map { state.status(of: $0.id) } == [.done, .done])
    #expect(state.rounds["sites"]?.map(\.began.operatorName).contains("rroy") == true)
    #expect(state.ticks["look"]?.event.person == "Ana")
    let page = MigrationReport(state, in: .english, now: Date(timeIntervalSince1970: 0)).page
    for text in [page.markdown, page.html] {
      for word in ["Ana", "seen", "rroy", "things: 4 created", "nothing is left"] {
        #expect(text.contains(word), "\(word)")
      }
    }
    #expect(
      page.markdown.contains("run.hook\\-failed") || page.markdown.contains("run.hook-failed"))
    #expect(!page.html.contains("<script"))
  }

  /// A process that is gone leaves its round unfinished; nobody else begins before it is gone on with.
  @Test(arguments: StoreKind.allCases)
  func anUnfinishedRound_isGoneOnWith(kind: StoreKind) throws {
    let setting = try MigrationSetting(kind)
    try setting.write()
    let site = try setting.site()
    let package = try site.service.package(setting.scratch.path(of: "stock"))
    var event = MigrationEvent(
      .began, migration: "move", environment: "copy", phase: "sites", round: 1)
    // No process has this number.
    event.process = 4_194_304 + 7
    try site.journal.write(event, package: package)
    #expect(try site.state().status(of: "sites") == .unfinished)
    #expect(try setting.refusal("sites") == "guard.phase-order unfinished")
    #expect(try setting.refusal("things") == "guard.phase-order unfinished")
    let resumed = try setting.run("sites", resumes: true)
    #expect(resumed.round == 1 && resumed.result.isSuccess)
    // One that is at work is left alone, also by who goes on.
    event.round = 2
    event.process = getppid()
    try site.journal.write(event, package: package)
    #expect(try setting.refusal("sites", resumes: true) == "run.locked ")
    // Of a process on another machine nobody knows; who goes on says that it is gone.
    #expect(try setting.refusal("sites", resumes: true, on: "desk7") == nil)
  }
}
