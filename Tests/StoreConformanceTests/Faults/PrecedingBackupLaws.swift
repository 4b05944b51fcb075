import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// `--backup` before an execution.
@Suite("Backup before an execution", .serialized)
struct PrecedingBackupLaws {
  @Test(arguments: StoreKind.allCases)
  func aBackupIsMadeProvedAndKeptWithTheRun(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    let result = try bench.tool.execute(
      FaultBench.files, options: ["--backup-to", "before.copy"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("backed up to before.copy,"), "\(result.errors)")
    #expect(result.errors.contains("restored and compared:"), "\(result.errors)")
    let path = bench.tool.scratch.path(of: "before.copy")
    let manifest = try #require(Backup.manifest(of: path))
    #expect(manifest.verified && StoreDigest(tables: manifest.tables) == bench.before)
    let options = try bench.store.ask(
      "SELECT options_json FROM registrar_runs WHERE run_id LIKE '20261120-1200-A2-%'")
    #expect(
      options.first?.contains(
        #""backup":{"file":"before.copy","sha256":"\#(manifest.sha256)"}"#) == true,
      "\(options)")
    // What the backup holds comes back.
    let name = try bench.store.archive().name
    #expect(try bench.tool.run(["restore", path, "--confirm", name]).status == 0)
    #expect(try bench.digest() == bench.before)
  }

  @Test(arguments: StoreKind.allCases)
  func withoutABackupThatCountsNothingIsWritten(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    try bench.tool.scratch.write("taken.copy", "something else")
    let result = try bench.tool.execute(
      FaultBench.files, options: ["--backup-to", "taken.copy"])
    #expect(result.status == 4)
    #expect(
      result.errors.contains("failed: taken.copy exists already")
        && result.errors.contains("= help: remove the cause and run again"), "\(result.errors)")
    #expect(try bench.check("a backup that failed") == false)
    let killed = try bench.tool.execute(
      FaultBench.files, ["REGISTRAR_FAILPOINT": Failpoint.backupCompared.rawValue],
      options: ["--backup"])
    #expect(killed.status == 137)
    #expect(try bench.check("a backup that was killed") == false)
    try bench.giveIdsBack()
    #expect(try bench.tool.command(["import"] + FaultBench.files + ["--backup"]).status == 2)
  }

  @Test(arguments: StoreKind.allCases)
  func aTargetThatAsksForABackupTakesTheOneThatIsMade(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    let store = kind == .sqlite ? "sqlite:" + bench.store.place : bench.store.place
    try bench.tool.scratch.write(
      "registrar.json",
      #"{"targets": {"prod": {"store": "\#(store)", "#
        + #""backup": {"folder": "safe", "maximumAgeHours": 24}}}}"#)
    let options = ["--target", "prod"]
    let refused = try bench.tool.execute(FaultBench.files, options: options)
    #expect(refused.status == 4)
    #expect(refused.output.contains("error[guard.backup-missing]"), "\(refused.output)")
    let result = try bench.tool.execute(FaultBench.files, options: options + ["--backup"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: bench.tool.scratch.path(of: "safe"))
    #expect(files.count == 2 && files.contains { $0.hasSuffix(".json") }, "\(files)")
    // It is young enough for the next one, too.
    #expect(try bench.tool.execute(FaultBench.files, options: options).status == 0)
  }

  @Test func aStoreThatDoesNotExistYetHasNothingToBackUp() throws {
    let store = try StoreUnderTest(.sqlite)
    let tool = try ToolProcess(store: store.place)
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR-01,Old,America/Toronto,virtual\n")
    let result = try tool.execute(["locations.csv"], options: ["--backup"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("does not exist yet; there is nothing to back up"))
  }
}
