import Foundation
import TestSupport
import Testing

/// `registrar migrate`, from the first refusal to the report.
@Suite struct MigrateCommandTests {
  /// A migration of locations, then rooms, in a folder of its own.
  static func prepare(_ registrar: Registrar, _ members: String = "") throws {
    try registrar.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nBRA-01,Brampton,America/Toronto,virtual\n")
    try registrar.scratch.write(
      "migration.json",
      #"""
      {"name": "move", "package": "exam-platform", "timeZones": ["America/Toronto", "Asia/Shanghai"],
       "milestones": [{"id": "cutover", "at": "2026-12-01T08:00"}, {"id": "freeze", "at": "T-5d"}],
       "environments": [{"name": "copy", "store": "sqlite:s.sqlite"}],
       "phases": [
         {"id": "places", "milestone": "freeze", "sources": ["locations.csv"]\#(members)},
         {"id": "later", "dependsOn": ["places"],
          "checklist": [{"id": "agree", "title": "Agree", "required": true}]}]}
      """#)
  }

  /// The process is killed after its import; who goes on writes nothing twice.
  @Test func aPhaseThatIsKilled_isUnfinishedAndGoneOnWith() throws {
    let registrar = try Registrar()
    let kill = #"if [ ! -e killed ]; then touch killed; kill -9 $PPID; sleep 1; fi"#
    try Self.prepare(
      registrar, #", "hooks": {"after": [{"id": "kill", "run": ["sh", "-c", "\#(kill)"]}]}"#)
    let early = try registrar.shell("registrar migrate run later")
    #expect(early.status == 4, "\(early.errors)")
    #expect(
      early.errors.contains(
        "error[guard.phase-order]: phase `later` comes after phase `places`, which is not done"),
      "\(early.errors)")
    let killed = try registrar.shell("registrar migrate run places")
    #expect(killed.status != 0)
    let status = try registrar.shell("registrar migrate status")
    #expect(status.output.contains("places  unfinished"), "\(status.output)\(status.errors)")
    #expect(status.output.contains("2026-11-26 08:00 America/Toronto"), "\(status.output)")
    let refused = try registrar.shell("registrar migrate run places")
    #expect(refused.errors.contains("`--resume`"), "\(refused.errors)")
    let resumed = try registrar.shell("registrar migrate run places --resume")
    #expect(resumed.status == 0, "\(resumed.output)\(resumed.errors)")
    let waiting = try registrar.shell("registrar migrate run later")
    #expect(waiting.errors.contains("error[guard.checklist-open]"), "\(waiting.errors)")
    let ticked = try registrar.shell("registrar migrate tick agree --who 'Ana Roy' --note by-phone")
    #expect(ticked.status == 0, "\(ticked.errors)")
    let done = try registrar.shell("registrar migrate run later")
    #expect(done.status == 0, "\(done.errors)")
    let list = try registrar.shell("registrar migrate checklist")
    #expect(list.output.contains("Ana Roy"), "\(list.output)\(list.errors)")
    let report = try registrar.shell("registrar migrate report --language fr -o r.md")
    #expect(report.status == 0, "\(report.errors)")
    let page = String(decoding: try registrar.scratch.contents(of: "r.md"), as: UTF8.self)
    for word in ["Ana Roy", "il ne reste rien", "2026-11-26 21:00 Asia/Shanghai"] {
      #expect(page.contains(word), "\(word): \(page)")
    }
    let state = try registrar.shell("registrar migrate status --format json --language fr")
    let told = try #require(
      try JSONSerialization.jsonObject(with: Data(state.output.utf8)) as? [String: Any])
    let phases = try #require(told["phases"] as? [[String: Any]])
    #expect(phases.map { $0["state"] as? String } == ["done", "done"])
    let rounds = try #require(phases[0]["rounds"] as? [[String: Any]])
    let tables = rounds.last?["tables"] as? [[String: Any]]
    #expect(rounds.count == 1 && tables?.first?["table"] as? String == "locations")
    let items = try #require(told["checklist"] as? [[String: Any]])
    #expect((items[0]["ticked"] as? [String: Any])?["by"] as? String == "Ana Roy")
    #expect(told["isDone"] as? Bool == true && told["at"] as? String == "2026-11-20T12:00:00Z")
    let milestones = try #require(told["milestones"] as? [[String: Any]])
    #expect(
      milestones.map { $0["at"] as? String } == ["2026-12-01T13:00:00Z", "2026-11-26T13:00:00Z"])
    let runs = try registrar.shell("registrar runs --store sqlite:s.sqlite")
    let imports = try registrar.shell("registrar audit verify --store sqlite:s.sqlite")
    #expect(imports.status == 0, "\(runs.output)\(imports.output)\(imports.errors)")
  }

  @Test func validationAndPlan_writeNothing() throws {
    let registrar = try Registrar()
    try Self.prepare(registrar)
    let valid = try registrar.shell("registrar migrate validate")
    #expect(valid.status == 0, "\(valid.output)\(valid.errors)")
    #expect(valid.errors.contains("phase later has no files now"), "\(valid.errors)")
    let plan = try registrar.shell("registrar migrate plan")
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    let shown = try registrar.shell("registrar plan show places.plan")
    #expect(shown.output.contains("BRA-01"), "\(shown.output)\(shown.errors)")
    let unknown = try registrar.shell("registrar migrate run plces")
    #expect(unknown.status == 2 && unknown.errors.contains("places"), "\(unknown.errors)")
  }
}
