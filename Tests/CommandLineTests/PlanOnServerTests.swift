import Foundation
import TestSupport
import Testing

/// Plans, guards and the protection of edits hold on PostgreSQL as on SQLite.
@Suite struct PlanOnServerTests {
  private let tool: Registrar
  private let place: String

  init() throws {
    tool = try Registrar()
    place = try PostgresServer.shared().makeSchema()
    try tool.scratch.write("locations.csv", PlanSetting.stored)
    let first = try run(["--execute"])
    #expect(first.status == 0, "\(first.output)\(first.errors)")
    try tool.scratch.write("locations.csv", PlanSetting.changed)
  }

  private func run(_ arguments: [String]) throws -> Registrar.Result {
    try tool.runImport(["locations.csv", "--store", place] + arguments)
  }

  private func ask(_ sql: String) throws -> [String] {
    try PostgresServer.shared().ask(sql, at: place)
  }

  private static let capacities =
    "SELECT location_code, capacity FROM locations ORDER BY location_code"

  @Test func plan_isDone_orRefusedWithWhatDrifted() throws {
    #expect(try run(["--plan-out", "p.plan"]).status == 0)
    #expect(try run(["--execute", "--plan", "p.plan"]).status == 0)
    #expect(
      try ask(Self.capacities) == ["BRA-01|10", "OTT-01|80", "TOR-01|300", "VAN-01|40"])
    let again = try run(["--execute", "--plan", "p.plan"])
    #expect(again.status == 4)
    #expect(again.output.contains("`capacity` of `TOR-01` is `300` now; run `"))
    try tool.scratch.write(
      "locations.csv", PlanSetting.changed.replacing("300", with: "310"))
    #expect(try run(["--plan-out", "p.plan"]).status == 0)
    _ = try ask("UPDATE locations SET city = 'York' WHERE location_code = 'TOR-01'")
    let result = try run(["--execute", "--plan", "p.plan"])
    #expect(result.status == 4)
    #expect(
      result.output.contains("`city` of `TOR-01` is `York` now; it changed outside the tool"))
    #expect(
      try ask(Self.capacities) == ["BRA-01|10", "OTT-01|80", "TOR-01|300", "VAN-01|40"])
  }

  @Test func editedValue_isKept_unlessOverwritten() throws {
    _ = try ask("UPDATE locations SET capacity = 260 WHERE location_code = 'TOR-01'")
    let kept = try run(["--execute"])
    #expect(kept.output.contains("`capacity` of `TOR-01` was set to `260` by hand on"))
    #expect(try ask(Self.capacities)[2] == "TOR-01|260")
    #expect(try run(["--execute", "--overwrite-manual"]).status == 0)
    #expect(try ask(Self.capacities)[2] == "TOR-01|300")
  }

  @Test func prune_removesWhatNoRowNames() throws {
    let result = try run([
      "--execute", "--allow-delete", "--prune", "locations:time_zone=America/Vancouver",
      "--guard-scope", "time_zone",
    ])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try ask(Self.capacities) == ["BRA-01|10", "OTT-01|80", "TOR-01|300"])
    let options = try ask("SELECT options_json FROM registrar_runs ORDER BY number DESC LIMIT 1")
    #expect(options.first?.contains(#""guardScope":["time_zone"]"#) == true, "\(options)")
  }
}
