import Foundation
import ImportPipeline
import ImportService
import Migrations
import StoreTesting
import TabularCore
import TestSupport

/// A folder with a package of sites and the things that stand there, a migration and a store of its own.
struct MigrationSetting {
  static let now = "2026-11-20T12:00:00Z"

  let scratch: ScratchFolder
  let store: StoreUnderTest?

  /// - Parameter kind: the kind of the store; `nil` for a setting that opens none.
  init(_ kind: StoreKind? = nil) throws {
    scratch = try ScratchFolder()
    store = try kind.map { try StoreUnderTest($0) }
    for folder in ["stock", "data"] {
      try FileManager.default.createDirectory(
        atPath: scratch.path(of: folder), withIntermediateDirectories: true)
    }
    try scratch.write(
      "stock/datapackage.json",
      #"""
      {"name": "stock", "version": "1", "resources": [
        {"name": "sites", "path": "sites.csv", "schema": "sites.schema.json"},
        {"name": "things", "path": "things.csv", "schema": "things.schema.json"}]}
      """#)
    try scratch.write(
      "stock/sites.schema.json",
      #"""
      {"fields": [
         {"name": "site_code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "name", "registrar:type": "string", "constraints": {"required": true}}],
       "primaryKey": ["site_code"]}
      """#)
    try scratch.write(
      "stock/things.schema.json",
      #"""
      {"fields": [
         {"name": "thing_code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "site_code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "amount", "registrar:type": "integer"}],
       "primaryKey": ["thing_code"],
       "foreignKeys": [
         {"fields": "site_code", "reference": {"resource": "sites", "fields": "site_code"}}]}
      """#)
    try writeSites(1...2)
    try writeThings(1...4)
  }

  func writeSites(_ numbers: ClosedRange<Int>, to name: String = "data/sites.csv") throws {
    let lines = numbers.map { "S-\($0),Site \($0)\n" }
    try scratch.write(name, "site_code,name\n" + lines.joined())
  }

  func writeThings(_ numbers: ClosedRange<Int>, to name: String = "data/things.csv") throws {
    let lines = numbers.map { "T-\($0),S-\(($0 - 1) % 2 + 1),\($0)\n" }
    try scratch.write(name, "thing_code,site_code,amount\n" + lines.joined())
  }

  /// A service on a machine, by a person.
  func service(_ who: String = "mlee", on host: String = "ops1") throws -> ImportService {
    let author = RunAuthor(operatorName: who, host: host, toolVersion: "0.0.0")
    return ImportService(Surroundings(author: author, clock: try RunClock(at: Self.now)))
  }

  /// Writes a migration of two phases, the things after the sites.
  ///
  /// - Parameters:
  ///   - sites: more members of the phase of the sites, each with a comma before it.
  ///   - things: more members of the other phase.
  ///   - members: more members of the migration.
  @discardableResult
  func write(sites: String = "", things: String = "", members: String = "") throws -> String {
    try scratch.write(
      "migration.json",
      #"""
      {"name": "move", "package": "./stock",
       "environments": [{"name": "copy", "store": {"env": "MOVE_STORE"}}],
       "phases": [
         {"id": "sites", "sources": ["data/sites*.csv"], "backup": false\#(sites)},
         {"id": "things", "dependsOn": ["sites"], "rounds": "one", "backup": false,
          "sources": ["data/things.csv"]\#(things)}]\#(members)}
      """#)
  }

  /// The migration at its store.
  func site(_ service: ImportService? = nil) throws -> MigrationSite {
    let migration = try MigrationLoader.load(path: scratch.path(of: "migration.json"))
    let variables = ["MOVE_STORE": place, "PATH": "/usr/bin:/bin"]
    return try MigrationSite(
      service ?? self.service(), migration, in: migration.environments[0], variables: variables)
  }

  private var place: String {
    guard let store else { return "sqlite:none.sqlite" }
    return store.kind == .sqlite ? "sqlite:" + store.place : store.place
  }

  /// Runs a phase; returns how the round ended.
  @discardableResult
  func run(
    _ phase: String, resumes: Bool = false, files: [String] = [], by who: String = "mlee",
    on host: String = "ops1"
  ) throws -> PhaseRun.Outcome {
    let site = try site(service(who, on: host))
    var run = PhaseRun(of: try site.migration.phase(named: phase), at: site)
    run.resumes = resumes
    run.files = files
    return try run.perform()
  }

  /// The code and variant by which a phase is refused; `nil` when it runs.
  func refusal(_ phase: String, resumes: Bool = false, on host: String = "ops1") throws -> String? {
    do {
      try run(phase, resumes: resumes, on: host)
      return nil
    } catch let failure as ServiceFailure {
      return failure.issues.map { "\($0.code) \($0.variant)" }.joined(separator: ", ")
    }
  }

  /// How many records a table has.
  func count(_ table: String) throws -> String {
    try store?.ask("SELECT count(*) FROM \(table)").first ?? ""
  }

  /// A hook as JSON.
  static func hook(_ id: String, _ script: String, timeout: Double = 20) -> String {
    let line = script.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return #"{"id": "\#(id)", "run": ["sh", "-c", "\#(line)"], "timeout": \#(timeout)}"#
  }
}
