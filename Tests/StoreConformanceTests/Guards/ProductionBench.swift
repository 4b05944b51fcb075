import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// A store in production use and people in folders of their own, each with a project file or none.
struct ProductionBench {
  static let wall = ["REGISTRAR_NOW": "", "DATABASE_URL": ""]

  let store: StoreUnderTest
  /// The store's location.
  let location: String

  init(_ kind: StoreKind) throws {
    store = try StoreUnderTest(kind)
    location = kind == .sqlite ? "sqlite:" + store.place : store.place
  }

  /// Somebody in a folder with some locations to import.
  ///
  /// - Parameter project: the members of the target `prod` beside its store; `nil` for no project file.
  func person(_ project: String?, target: String = "prod") throws -> ToolProcess {
    let tool = try ToolProcess(store: store.place)
    if let project { try write(project, target: target, for: tool) }
    try Self.write(1...10, for: tool)
    return tool
  }

  func write(_ project: String, target: String = "prod", for tool: ToolProcess) throws {
    try tool.scratch.write(
      "registrar.json", #"{"targets": {"\#(target)": {"store": "\#(location)"\#(project)}}}"#)
  }

  /// Writes `locations.csv`.
  static func write(
    _ numbers: some Sequence<Int>, name: String = "Place", for tool: ToolProcess
  ) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\n"
        + numbers.map { "L-\($0 + 100),\(name) \($0),America/Toronto,virtual\n" }.joined())
  }

  func importing(_ tool: ToolProcess, _ arguments: [String]) throws -> ToolProcess.Result {
    try tool.command(["import", "locations.csv"] + arguments, Self.wall)
  }

  /// The name by which a restore is confirmed.
  func archiveName() throws -> String { try store.archive().name }

  /// How many locations the store has.
  func count() throws -> String {
    try store.ask("SELECT count(*) FROM locations").first ?? ""
  }

  /// A person in whose folder the store was made, with one import that was validated and written.
  func filled() throws -> ToolProcess {
    let maker = try person(#", "production": true"#)
    let made = try maker.command(["store", "init", "--target", "prod"], Self.wall)
    #expect(made.status == 0, "\(made.errors)")
    let validated = try importing(maker, ["--target", "prod"])
    #expect(validated.status == 0, "\(validated.output)\(validated.errors)")
    let done = try importing(
      maker, ["--target", "prod", "--execute", "--confirm-target", "prod"])
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    return maker
  }
}
