import Foundation
import TestSupport
import Testing

/// What somebody changed in the store by hand is kept and told, unless asked otherwise.
@Suite struct ManualEditTests {
  private static let capacity =
    "SELECT capacity, city FROM locations WHERE location_code = 'TOR-01'"

  /// The date of the clock on the wall, by which triggers note edits.
  private var today: String { String(Date().formatted(.iso8601).prefix(10)) }

  @Test func editedValue_isKeptAndTold() throws {
    let setting = try PlanSetting()
    try setting.edit("UPDATE locations SET capacity = 260 WHERE location_code = 'TOR-01'")
    let date = today
    let result = try setting.run(["--execute"])
    #expect(result.status == 0, "\(result.output)")
    let sentence = """
      warning[store.manual-edit]: `capacity` of `TOR-01` was set to `260` by hand on `\(date)` \
      and was kept
        --> locations.csv:2:5 (capacity)
         | read      300
         = help: pass `--overwrite-manual` to replace it
      """
    #expect(result.output.contains(sentence) || date != today, "\(result.output)")
    #expect(try setting.rows(Self.capacity) == ["260|Toronto"])
    // It is kept by every later import, too.
    #expect(try setting.run(["--execute"]).output.contains("warning[store.manual-edit]"))
    #expect(try setting.rows(Self.capacity) == ["260|Toronto"])
  }

  @Test func otherFieldsOfTheRecord_areWritten() throws {
    let setting = try PlanSetting()
    try setting.edit("UPDATE locations SET city = 'York' WHERE location_code = 'TOR-01'")
    let result = try setting.run(["--execute"])
    #expect(result.status == 0)
    #expect(result.output.contains("`city` of `TOR-01` was set to `York` by hand"))
    #expect(try setting.rows(Self.capacity) == ["300|York"])
  }

  @Test func overwriteManual_replacesIt_forGood() throws {
    let setting = try PlanSetting()
    try setting.edit("UPDATE locations SET capacity = 260 WHERE location_code = 'TOR-01'")
    let result = try setting.run(["--execute", "--overwrite-manual"])
    #expect(result.status == 0)
    #expect(!result.output.contains("manual-edit"))
    #expect(try setting.rows(Self.capacity) == ["300|Toronto"])
    try setting.tool.scratch.write(
      "locations.csv", PlanSetting.changed.replacing("300", with: "310"))
    let next = try setting.run(["--execute"])
    #expect(!next.output.contains("manual-edit"))
    #expect(try setting.rows(Self.capacity) == ["310|Toronto"])
  }

  @Test func emptiedValue_isKeptEmpty() throws {
    let setting = try PlanSetting()
    try setting.edit("UPDATE locations SET city = NULL WHERE location_code = 'TOR-01'")
    let result = try setting.run(["--execute"])
    #expect(result.output.contains("`city` of `TOR-01` was emptied by hand on"))
    #expect(try setting.rows(Self.capacity) == ["300|NULL"])
  }

  @Test func editThatWasTakenBack_isNone() throws {
    let setting = try PlanSetting()
    try setting.edit("UPDATE locations SET capacity = 260 WHERE location_code = 'TOR-01'")
    try setting.edit("UPDATE locations SET capacity = 250 WHERE location_code = 'TOR-01'")
    let result = try setting.run(["--execute"])
    #expect(!result.output.contains("manual-edit"))
    #expect(try setting.rows(Self.capacity) == ["300|Toronto"])
  }

  @Test func ownWrites_areNoEdits() throws {
    let setting = try PlanSetting()
    #expect(try setting.run(["--execute"]).status == 0)
    #expect(try setting.rows("SELECT count(*) FROM registrar_edits") == ["0"])
    try setting.tool.scratch.write(
      "locations.csv", PlanSetting.changed.replacing("300", with: "310"))
    let result = try setting.run(["--execute"])
    #expect(!result.output.contains("manual-edit"))
    #expect(try setting.rows(Self.capacity) == ["310|Toronto"])
  }

  @Test func listsAndReferences_areProtectedToo() throws {
    let setting = try PlanSetting()
    let venues = "venue_code,location_code,name,seats,delivery_modes\n"
    try setting.tool.scratch.write("venues.csv", venues + "V-1,TOR-01,Hall,40,paper\n")
    let arguments = ["venues.csv", "--store", "sqlite:s.sqlite", "--execute"]
    #expect(try setting.tool.runImport(arguments).status == 0)
    try setting.edit(
      """
      INSERT INTO venue_delivery_modes (venue_id, mode) SELECT id, 'online' FROM venues;
      UPDATE venues SET location_id = (SELECT id FROM locations WHERE location_code = 'VAN-01')
      """)
    try setting.tool.scratch.write("venues.csv", venues + "V-1,OTT-01,Hall,40,paper;pearson-vue\n")
    let result = try setting.tool.runImport(arguments)
    #expect(result.output.contains("`location_code` of `V-1` was set to `VAN-01` by hand"))
    #expect(result.output.contains("`delivery_modes` of `V-1` was set to `online;paper` by hand"))
    #expect(
      try setting.rows(
        "SELECT l.location_code FROM venues v JOIN locations l ON l.id = v.location_id")
        == ["VAN-01"])
  }

  @Test func keptValues_areInThePlan() throws {
    let setting = try PlanSetting()
    try setting.edit("UPDATE locations SET capacity = 260 WHERE location_code = 'TOR-01'")
    try setting.plan()
    let shown = try setting.tool.run(["plan", "show", "plan.ndjson", "--kind", "keep"])
    #expect(
      shown.output.contains(
        "keep locations[TOR-01]  (locations.csv:2)\n  capacity  260 stays, the file has 300\n"))
    #expect(try setting.run(["--execute", "--plan", "plan.ndjson"]).status == 0)
    #expect(try setting.rows(Self.capacity) == ["260|Toronto"])
    let other = try setting.run(["--execute", "--plan", "plan.ndjson", "--overwrite-manual"])
    #expect(other.status == 4)
    #expect(other.output.contains("the plan was made with another `overwriteManual`"))
  }
}
