import Foundation
import TestSupport
import Testing

/// A store with fifty locations in two cities, and files that change or remove some of them.
struct GuardSetting {
  static let header = "location_code,name,time_zone,kind,city\n"

  let tool: Registrar
  /// Where receipts of validations lie.
  var state: [String: String] { ["XDG_STATE_HOME": tool.scratch.path(of: "state")] }

  /// A folder with the store `s.sqlite`: L-001 to L-040 in Toronto, L-041 to L-050 in Ottawa.
  init(hasFailpoints: Bool = false) throws {
    tool = try Registrar(hasFailpoints: hasFailpoints)
    try write(1...50) { _ in "" }
    let result = try run(["--execute"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  static func code(_ number: Int) -> String {
    let digits = String(number)
    return "L-" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  private static func line(_ number: Int, _ suffix: String) -> String {
    let city = number <= 40 ? "Toronto" : "Ottawa"
    return "\(code(number)),Site \(number)\(suffix),America/Toronto,virtual,\(city)\n"
  }

  /// Writes `locations.csv` with some of the locations; a suffix changes the name.
  func write(_ numbers: some Sequence<Int>, suffix: (Int) -> String) throws {
    try tool.scratch.write(
      "locations.csv", Self.header + numbers.map { Self.line($0, suffix($0)) }.joined())
  }

  /// Writes `locations.csv` with rows that delete locations.
  func writeDeletes(_ numbers: some Sequence<Int>) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,action\n" + numbers.map { Self.code($0) + ",delete\n" }.joined())
  }

  /// Writes `registrar.json` with the target `prod`.
  func writeProject(_ members: String, store: String = "sqlite:s.sqlite") throws {
    try tool.scratch.write(
      "registrar.json", #"{"targets": {"prod": {"store": "\#(store)"\#(members)}}}"#)
  }

  /// Imports `locations.csv` into the store.
  func run(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> Registrar.Result {
    try tool.runImport(
      ["locations.csv", "--store", "sqlite:s.sqlite"] + arguments,
      environment: state.merging(environment) { _, given in given })
  }

  /// Imports `locations.csv` into the target `prod`, by the clock on the wall.
  func runProduction(_ arguments: [String], now: String = "") throws -> Registrar.Result {
    try tool.runImport(
      ["locations.csv", "--target", "prod"] + arguments,
      environment: state.merging(["REGISTRAR_NOW": now]) { _, given in given })
  }

  /// How many locations the store has.
  func count(_ condition: String = "1") throws -> Int {
    let rows = try storedRows(
      "SELECT count(*) FROM locations WHERE \(condition)", in: tool.scratch.path(of: "s.sqlite"))
    return Int(rows.first ?? "") ?? -1
  }

  /// Texts of the store, one per row.
  func rows(_ sql: String) throws -> [String] {
    try storedRows(sql, in: tool.scratch.path(of: "s.sqlite"))
  }
}
