import Foundation
import StoreTesting
import TestSupport
import Testing

/// What was made for a store counts for that one only, whatever others have its name.
///
/// Two stores have one name on two machines, or before and after a move.
@Suite("Stores of one name", .serialized)
struct StoreIdentityTests {
  private static let named = ["--target", "prod"]

  /// A folder whose project file names an empty store, and a second store of the same target.
  private func twins(
    _ kind: StoreKind, _ project: String
  ) throws -> (tool: ToolProcess, first: ProductionBench, second: ProductionBench) {
    let (first, second) = (try ProductionBench(kind), try ProductionBench(kind))
    let tool = try first.person(project)
    for (bench, tag) in [(second, "22222222"), (first, "11111111")] {
      try bench.write(project, for: tool)
      let made = try tool.command(
        ["store", "init"] + Self.named,
        ProductionBench.wall.merging(["REGISTRAR_RUN_TAG": tag]) { $1 })
      #expect(made.status == 0, "\(made.errors)")
    }
    return (tool, first, second)
  }

  @Test(arguments: StoreKind.allCases)
  func aPlanOfAnotherStoreIsRefused(_ kind: StoreKind) throws {
    let (tool, first, second) = try twins(kind, "")
    let planned = try first.importing(tool, Self.named + ["--plan-out", "p.plan"])
    #expect(planned.status == 0, "\(planned.output)\(planned.errors)")
    let execution = Self.named + ["--execute", "--plan", "p.plan"]
    try second.write("", for: tool)
    let refused = try second.importing(tool, execution)
    #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
    #expect(
      refused.output.contains(
        "error[guard.plan-stale]: the plan was made for another store that is called `prod` too"),
      "\(refused.output)")
    #expect(try second.count() == "0")
    try first.write("", for: tool)
    let done = try first.importing(tool, execution)
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    #expect(try first.count() == "10")
  }

  /// A plan for a store that is made by its execution.
  @Test(arguments: StoreKind.allCases)
  func aPlanMadeBeforeItsStoreHolds(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    let tool = try bench.person("")
    let planned = try bench.importing(tool, Self.named + ["--plan-out", "p.plan"])
    #expect(planned.status == 0, "\(planned.output)\(planned.errors)")
    let done = try bench.importing(tool, Self.named + ["--execute", "--plan", "p.plan"])
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    #expect(try bench.count() == "10")
  }

  @Test(arguments: StoreKind.allCases)
  func aBackupOfAnotherStoreIsNone(_ kind: StoreKind) throws {
    let project = #", "backup": {"folder": "backups", "maximumAgeHours": 24}"#
    let (tool, first, second) = try twins(kind, project)
    try FileManager.default.createDirectory(
      atPath: tool.scratch.path(of: "backups"), withIntermediateDirectories: true)
    let backup = try tool.run(["backup"] + Self.named + ["-o", "backups"], ProductionBench.wall)
    #expect(backup.status == 0, "\(backup.output)\(backup.errors)")
    // Elsewhere the same location is another store; its manifest lies in the folder that both share.
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: tool.scratch.path(of: "backups"))
        .first { $0.hasSuffix(".json") })
    let manifest = String(
      decoding: try tool.scratch.contents(of: "backups/" + file), as: UTF8.self)
    let target = try #require(manifest.firstMatch(of: /"target" : "([^"]*)"/)).output.0
    try tool.scratch.write(
      "backups/" + file, manifest.replacing(String(target), with: #""target" : "prod""#))
    try second.write(project, for: tool)
    let refused = try second.importing(tool, Self.named + ["--execute"])
    #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
    #expect(
      refused.output.contains("error[guard.backup-missing]: `prod` has no backup"),
      "\(refused.output)")
    try first.write(project, for: tool)
    let done = try first.importing(tool, Self.named + ["--execute"])
    #expect(done.status == 0, "\(done.output)\(done.errors)")
  }
}
