import Foundation
import TestSupport
import Testing

/// An execution with a plan does exactly what the plan says, or nothing, and names what drifted.
@Suite struct PlanExecutionTests {
  private static let before = [
    "OTT-01|Ottawa Centre|80", "TOR-01|Toronto Downtown|250", "VAN-01|Vancouver Harbour|40",
  ]

  @Test func execution_doesWhatThePlanSays() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let result = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(result.status == 0, "\(result.output)")
    #expect(
      try setting.locations() == [
        "BRA-01|Brampton|10", "OTT-01|Ottawa Centre|80", "TOR-01|Toronto Downtown|300",
        "VAN-01|Vancouver Harbour|40",
      ])
  }

  /// What somebody does between plan and execution, and what the refusal says of it.
  struct Drift: Sendable, CustomTestStringConvertible {
    var title: String
    var sql: String
    var place: String
    var sentence: String
    var testDescription: String { title }
  }

  static let drifts = [
    Drift(
      title: "a field that the plan changes",
      sql: "UPDATE locations SET capacity = 260 WHERE location_code = 'TOR-01'",
      place: "store › locations[TOR-01] (capacity)",
      sentence: "`capacity` of `TOR-01` is `260` now; it changed outside the tool"),
    Drift(
      title: "another field of a record that the plan changes",
      sql: "UPDATE locations SET city = 'York' WHERE location_code = 'TOR-01'",
      place: "store › locations[TOR-01] (city)",
      sentence: "`city` of `TOR-01` is `York` now; it changed outside the tool"),
    Drift(
      title: "a field becomes empty",
      sql: "UPDATE locations SET city = NULL WHERE location_code = 'TOR-01'",
      place: "store › locations[TOR-01] (city)",
      sentence: "`city` of `TOR-01` is empty now; it changed outside the tool"),
    Drift(
      title: "the record is as the file wants it already",
      sql: "UPDATE locations SET capacity = 300 WHERE location_code = 'TOR-01'",
      place: "store › locations[TOR-01] (capacity)",
      sentence: "`capacity` of `TOR-01` is `300` now; it changed outside the tool"),
    Drift(
      title: "the record is gone", sql: "DELETE FROM locations WHERE location_code = 'TOR-01'",
      place: "store › locations[TOR-01]",
      sentence: "`TOR-01` was deleted since the plan was made"),
    Drift(
      title: "a record that the plan leaves alone",
      sql: "UPDATE locations SET capacity = 81 WHERE location_code = 'OTT-01'",
      place: "store › locations[OTT-01] (capacity)",
      sentence: "`capacity` of `OTT-01` is `81` now; it changed outside the tool"),
    Drift(
      title: "a record that the plan makes is there",
      sql: """
        INSERT INTO locations (location_code, name, name_folded, kind, status, zone, created_at,
          updated_at) VALUES ('BRA-01', 'Bram', 'bram', 'virtual', 'active', 'America/Toronto',
          '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
        """,
      place: "store › locations[BRA-01]",
      sentence: "`BRA-01` was stored since the plan was made"),
  ]

  @Test(arguments: drifts)
  func driftOfTheStore_isNamed_andNothingIsWritten(drift: Drift) throws {
    let setting = try PlanSetting()
    try setting.plan()
    try setting.edit(drift.sql)
    let before = try setting.locations()
    let result = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(result.status == 4, "\(result.output)")
    #expect(result.output.contains("error[guard.plan-stale]: " + drift.sentence))
    #expect(result.output.contains("--> " + drift.place + "\n"), "\(result.output)")
    #expect(try setting.locations() == before)
    #expect(try setting.rows("SELECT count(*) FROM registrar_runs") == ["1"])
  }

  @Test func severalDrifts_areCounted() throws {
    let setting = try PlanSetting()
    try setting.plan()
    try setting.edit("UPDATE locations SET city = 'York'")
    let result = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        "error[guard.plan-stale]: `2` stored records changed since the plan was made\n"
          + "  --> target › sqlite:s.sqlite"))
  }

  @Test func driftByAnotherRun_namesTheRun() throws {
    let setting = try PlanSetting()
    try setting.plan()
    try setting.tool.scratch.write(
      "other.csv", "location_code,capacity\nTOR-01,270\n")
    let other = try setting.tool.runImport(
      ["other.csv", "--table", "locations", "--store", "sqlite:s.sqlite", "--execute"])
    #expect(other.status == 0, "\(other.output)")
    let result = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        "`capacity` of `TOR-01` is `270` now; run `20261120-1200-A2` changed it since"))
    let same = try setting.tool.runImport(
      ["locations.csv", "--store", "sqlite:s.sqlite", "--execute"])
    #expect(same.status == 0)
    let again = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(again.status == 4)
    #expect(again.output.contains("`BRA-01` was stored by run `20261120-1200-A3` since"))
  }

  @Test func unrelatedRecords_doNotMatter() throws {
    let setting = try PlanSetting()
    try setting.plan()
    try setting.edit("UPDATE locations SET city = 'Burnaby' WHERE location_code = 'VAN-01'")
    #expect(try setting.run(["--execute", "--plan", "plan.ndjson"]).status == 0)
  }

  @Test func changedFile_isNamed() throws {
    let setting = try PlanSetting()
    try setting.plan()
    try setting.tool.scratch.write(
      "locations.csv", PlanSetting.changed.replacing("300", with: "301"))
    let result = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        "error[guard.plan-stale]: `locations.csv` changed since the plan was made\n"
          + "  --> locations.csv"))
    #expect(try setting.locations() == Self.before)
  }

  @Test func otherFiles_areNamed() throws {
    let setting = try PlanSetting()
    try setting.tool.scratch.write("venues.csv", "venue_code,location_code,name,seats\n")
    try setting.plan()
    let more = try setting.run(["venues.csv", "--execute", "--plan", "plan.ndjson"])
    #expect(more.status == 4)
    #expect(more.output.contains("`venues.csv` is not in the plan"))
    let other = try setting.tool.runImport(
      ["venues.csv", "--store", "sqlite:s.sqlite", "--execute", "--plan", "plan.ndjson"])
    #expect(other.output.contains("`locations.csv` of the plan is not among the files"))
  }

  @Test func changedPackage_isNamed() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let folder = setting.tool.scratch.path(of: "exam-platform")
    try FileManager.default.copyItem(
      atPath: Repository.path(of: "Schemas/exam-platform"), toPath: folder)
    let file = "exam-platform/locations.schema.json"
    let text = String(decoding: try setting.tool.scratch.contents(of: file), as: UTF8.self)
    try setting.tool.scratch.write(file, text + "\n")
    let result = try setting.tool.run([
      "import", "locations.csv", "--store", "sqlite:s.sqlite", "--package", folder, "--execute",
      "--plan", "plan.ndjson",
    ])
    #expect(result.status == 4, "\(result.output)")
    #expect(result.output.contains("package `exam-platform` changed since the plan was made"))
    #expect(try setting.locations() == Self.before)
  }

  @Test func otherOptionsAndStores_areNamed() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let options = try setting.run(
      ["--execute", "--plan", "plan.ndjson", "--on-error", "skip-row", "--language", "en"])
    #expect(options.status == 4)
    #expect(options.output.contains("the plan was made with another `onError`"))
    let store = try setting.tool.runImport(
      ["locations.csv", "--store", "sqlite:t.sqlite", "--execute", "--plan", "plan.ndjson"])
    #expect(store.status == 4)
    #expect(
      store.output.contains("the plan was made for `sqlite:s.sqlite`, not for `sqlite:t.sqlite`"))
  }

  /// What somebody may do to a plan's file.
  enum Damage: CaseIterable {
    case value
    case end
    case line

    func done(to text: String) -> String {
      switch self {
      case .value: return text.replacing("\"after\":300", with: "\"after\":3000")
      case .end: return String(text.dropLast(40))
      case .line:
        var lines = text.split(separator: "\n")
        lines.remove(at: 1)
        return lines.joined(separator: "\n") + "\n"
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func changedPlan_isRefused(damage: Damage) throws {
    let setting = try PlanSetting()
    try setting.plan()
    let text = try setting.planLines().joined(separator: "\n") + "\n"
    try setting.tool.scratch.write("plan.ndjson", damage.done(to: text))
    let result = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(result.status == 4)
    #expect(
      result.output.contains("`plan.ndjson` was cut off or changed after it was written"))
    #expect(try setting.tool.run(["plan", "show", "plan.ndjson"]).status == 3)
    #expect(try setting.locations() == Self.before)
  }

  /// A plan with another content and a digest that fits it is not believed either.
  @Test func forgedPlan_isRefused() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let honest = try setting.planLines()
    try setting.tool.scratch.write(
      "locations.csv", PlanSetting.changed.replacing("300", with: "3000"))
    try setting.plan()
    // The plan of the other content, made to look as if it came from the first file.
    var forged = try setting.planLines()
    forged[0] = honest[0]
    let body = forged.dropLast().joined(separator: "\n") + "\n"
    try setting.tool.scratch.write("body", body)
    try setting.tool.scratch.write("locations.csv", PlanSetting.changed)
    let digest = try digest(of: "body", in: setting)
    let end = forged[4].replacing(/"digest":"[0-9a-f]*"/, with: "\"digest\":\"\(digest)\"")
    try setting.tool.scratch.write("plan.ndjson", body + end + "\n")
    let result = try setting.run(["--execute", "--plan", "plan.ndjson"])
    #expect(result.status == 4)
    #expect(
      result.output.contains("what would become of `TOR-01` is no longer what the plan says"))
    #expect(try setting.locations() == Self.before)
  }

  private func digest(of name: String, in setting: PlanSetting) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = [setting.tool.scratch.path(of: name)]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.start()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(text.prefix(64))
  }

  @Test(
    arguments: [
      (["--execute", "--plan-out", "p"], "--plan-out belongs to --validate"),
      (["--offline", "--plan-out", "p"], "--offline knows no stored records"),
      (["--plan", "p", "--plan-out", "p"], "--plan-out and --plan exclude each other"),
    ] as [([String], String)])
  func contradictions(arguments: [String], sentence: String) throws {
    let tool = try Registrar()
    try tool.scratch.write("locations.csv", PlanSetting.changed)
    let result = try tool.runImport(["locations.csv"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(sentence))
  }
}
