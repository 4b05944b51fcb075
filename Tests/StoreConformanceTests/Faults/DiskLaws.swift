import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// The disk is full.
@Suite(
  "Faults: disk", .serialized,
  .enabled(if: SmallDisk.isAvailable, "only root can mount a disk that is filled"))
struct DiskLaws {
  /// Starts an execution, fills the disk where it waits, and lets it go on; it is killed where it must
  /// not come.
  private func execution(
    _ tool: ToolProcess, _ files: [String], _ disk: SmallDisk, fullAt place: String,
    leaving: Int = 0, missing: Failpoint? = nil
  ) throws -> ToolProcess.Result {
    let signal = "full-\(UUID().uuidString)"
    let points =
      ["\(place):wait=\(tool.scratch.path(of: signal))"] + (missing.map { [$0.rawValue] } ?? [])
    let running = try tool.startExecution(
      files,
      ["REGISTRAR_FAILPOINT": points.joined(separator: ","), "SQLITE_TMPDIR": disk.path])
    try running.waitForFile(tool.scratch.path(of: signal + ".reached"))
    try disk.fill(leaving: leaving)
    try tool.scratch.write(signal, "")
    return try running.result()
  }

  private func expectRollback(
    _ result: ToolProcess.Result, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == 6, "\(what): \(result.errors)", sourceLocation: sourceLocation)
    for text in [
      "error[store.unreachable]: the store of target `", "the disk is full",
      "= help: free space and run again", "Rolled back, nothing was written. Exit 6.",
    ] {
      #expect(
        result.output.contains(text), "\(what): \(result.output)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aRunOnADiskThatFillsUpIsWholeOrNothing(_ kind: StoreKind) throws {
    let disk = try SmallDisk(megabytes: 64)
    let bench = try FaultBench(kind, on: disk)
    for place in ["opened", "journal-starting", "table-merging@2", "committing"] {
      let result = try execution(bench.tool, FaultBench.files, disk, fullAt: place)
      disk.free()
      let isAfter = try bench.check(place)
      if kind == .postgresql, place == "committing" {
        // All is in the tables by then, and the log that makes it last lies elsewhere.
        #expect(result.status == 0 && isAfter, "\(place): \(result.output)")
      } else {
        expectRollback(result, place)
        #expect(!isAfter, "\(place)")
        try bench.checkNext(place)
      }
      try bench.reset()
    }
  }

  /// Writes a file of 18 MB, more than the store keeps in memory.
  private func writeLargeFile(_ tool: ToolProcess) throws {
    let corners = String(repeating: " around the corner", count: 105)
    var text = "location_code,name,time_zone,kind,description\n"
    for number in 0..<9_000 {
      text += "L\(number),Place \(number),America/Toronto,virtual,"
      text += "\(number)" + corners + "\n"
    }
    try tool.scratch.write("locations.csv", text)
  }

  private func writeSmallFile(_ tool: ToolProcess) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR-01,Old,America/Toronto,virtual\n")
  }

  @Test func rowsThatDoNotFitAreToldWhileTheyAreStagedOrMerged() throws {
    let disk = try SmallDisk(megabytes: 200)
    let store = try StoreUnderTest(.sqlite, on: disk)
    let tool = try ToolProcess(store: store.place)
    try writeSmallFile(tool)
    #expect(try tool.execute(["locations.csv"]).status == 0)
    let before = try StoreDigest(of: store.connection())
    try writeLargeFile(tool)
    for (place, missing) in [
      (Failpoint.opened, Failpoint.journalStarting), (.journalStarting, .sealed),
    ] {
      // What has room in memory does not show; the store keeps 16 MB of each kind there.
      let result = try execution(
        tool, ["locations.csv"], disk, fullAt: place.rawValue, leaving: 4 << 20, missing: missing)
      disk.free()
      expectRollback(result, place.rawValue)
      #expect(try StoreDigest(of: store.connection()) == before)
    }
    try writeSmallFile(tool)
    #expect(try tool.execute(["locations.csv"]).status == 0)
    #expect(try tool.command(["verify"]).status == 0)
  }

  @Test func aServerWhoseLogNoLongerFitsLosesNothing() throws {
    let disk = try SmallDisk(megabytes: 200)
    let server = try PostgresServer(in: disk.path)
    let store = try StoreUnderTest(.postgresql, of: server)
    let tool = try ToolProcess(store: store.place)
    try writeSmallFile(tool)
    #expect(try tool.execute(["locations.csv"]).status == 0)
    let before = try StoreDigest(of: store.connection())
    try writeLargeFile(tool)
    let result = try execution(tool, ["locations.csv"], disk, fullAt: "journal-starting")
    #expect(result.status == 6, "\(result.output)")
    #expect(result.output.contains("error[store.unreachable]"), "\(result.output)")
    #expect(result.output.contains("Rolled back, nothing was written"), "\(result.output)")
    disk.free()
    // It may have stopped altogether, or have recovered.
    server.stop()
    server.start()
    #expect(try StoreDigest(of: store.connection()) == before)
    try writeSmallFile(tool)
    #expect(try tool.execute(["locations.csv"]).status == 0)
    #expect(try tool.command(["verify"]).status == 0)
  }

  @Test(arguments: StoreKind.allCases)
  func aReportThatDoesNotFitIsNoneAndTheRunIsWritten(_ kind: StoreKind) throws {
    let disk = try SmallDisk(megabytes: 1)
    let bench = try FaultBench(kind)
    try disk.fill()
    let result = try bench.tool.execute(
      FaultBench.files, options: ["--report", "json:\(disk.path)/report.json"])
    #expect(result.status == 6, "\(result.output)")
    #expect(
      result.errors.contains(
        "error[emit.write-failed]: cannot write `report.json`: no space left on device; the"
          + " records were written to the store"), "\(result.errors)")
    #expect(result.output.contains("71 records were written"), "\(result.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["ballast"])
    #expect(try bench.check("report"))
    #expect(try bench.tool.run(["show", "A2"]).output.contains("clean"))
  }

  @Test(arguments: StoreKind.allCases)
  func aPlanThatDoesNotFitIsNone(_ kind: StoreKind) throws {
    let disk = try SmallDisk(megabytes: 1)
    let bench = try FaultBench(kind)
    let arguments =
      ["import"] + FaultBench.files + ["--allow-delete", "--plan-out", disk.path + "/plan"]
    try disk.fill(leaving: 8_192)
    let result = try bench.tool.command(arguments)
    #expect(result.status == 6, "\(result.output)")
    #expect(
      result.output.contains(
        "error[emit.write-failed]: cannot write `plan`: no space left on device"),
      "\(result.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["ballast"])
    #expect(try bench.digest() == bench.before)
    disk.free()
    #expect(try bench.tool.command(arguments).status == 0)
  }

  @Test(arguments: StoreKind.allCases)
  func aBackupThatDoesNotFitIsNone(_ kind: StoreKind) throws {
    let disk = try SmallDisk(megabytes: 2)
    let bench = try FaultBench(kind)
    try disk.fill(leaving: 16_384)
    let result = try bench.tool.run(["backup", "-o", disk.path + "/copy.bin"])
    #expect(result.status == 4, "\(result.errors)")
    #expect(result.errors.contains("error[guard.backup-missing]"), "\(result.errors)")
    #expect(
      result.errors.contains("the disk is full")
        || result.errors.contains("No space left on device"), "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["ballast"])
    #expect(try bench.digest() == bench.before)
    disk.free()
    #expect(try bench.tool.run(["backup", "-o", disk.path + "/copy.bin"]).status == 0)
  }
}
