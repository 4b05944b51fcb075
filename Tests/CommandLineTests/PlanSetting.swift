import Foundation
import GRDB
import TestSupport
import Testing

/// A store with a few records, a file that changes some of them, and somebody who edits by hand.
struct PlanSetting {
  static let header = "location_code,name,time_zone,kind,capacity,city\n"
  static let stored =
    header + """
      TOR-01,Toronto Downtown,America/Toronto,virtual,250,Toronto
      OTT-01,Ottawa Centre,America/Toronto,virtual,80,Ottawa
      VAN-01,Vancouver Harbour,America/Vancouver,virtual,40,Vancouver

      """
  /// Changes TOR-01, leaves OTT-01 as it is, makes BRA-01.
  static let changed =
    header + """
      TOR-01,Toronto Downtown,America/Toronto,virtual,300,Toronto
      OTT-01,Ottawa Centre,America/Toronto,virtual,80,Ottawa
      BRA-01,Brampton,America/Toronto,virtual,10,

      """

  let tool: Registrar

  /// A folder with the store `s.sqlite` and the file `locations.csv` that changes it.
  init() throws {
    tool = try Registrar()
    try tool.scratch.write("locations.csv", Self.stored)
    let first = try run(["--execute"])
    #expect(first.status == 0, "\(first.output)")
    try tool.scratch.write("locations.csv", Self.changed)
  }

  /// Imports `locations.csv`.
  @discardableResult
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Registrar.Result {
    try tool.runImport(
      ["locations.csv", "--store", "sqlite:s.sqlite"] + arguments, environment: environment)
  }

  /// Validates and writes `plan.ndjson`.
  func plan(_ arguments: [String] = []) throws {
    let result = try run(["--validate", "--plan-out", "plan.ndjson"] + arguments)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  /// The lines of `plan.ndjson`.
  func planLines() throws -> [String] {
    String(decoding: try tool.scratch.contents(of: "plan.ndjson"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// Somebody edits the store with SQL of their own.
  func edit(_ sql: String) throws {
    try executeSQL(sql, in: tool.scratch.path(of: "s.sqlite"))
  }

  /// Texts of the store, one per row.
  func rows(_ sql: String) throws -> [String] {
    try storedRows(sql, in: tool.scratch.path(of: "s.sqlite"))
  }

  /// The locations with their numbers.
  func locations() throws -> [String] {
    try rows("SELECT location_code, name, capacity FROM locations ORDER BY location_code")
  }
}

/// Texts of a store, one per row, its values joined by bars.
func storedRows(_ sql: String, in path: String) throws -> [String] {
  let queue = try DatabaseQueue(path: path)
  defer { try? queue.close() }
  return try queue.read { database in
    try Row.fetchAll(database, sql: sql).map { row in
      row.databaseValues.map { value in
        String.fromDatabaseValue(value) ?? (value.isNull ? "NULL" : "\(value)")
      }.joined(separator: "|")
    }
  }
}

/// Changes a store with SQL of one's own.
func executeSQL(_ sql: String, in path: String, checksReferences: Bool = true) throws {
  var configuration = Configuration()
  configuration.foreignKeysEnabled = checksReferences
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  defer { try? queue.close() }
  try queue.write { try $0.execute(sql: sql) }
}
