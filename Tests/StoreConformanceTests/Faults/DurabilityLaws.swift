import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

private let tracer = "/usr/bin/strace"
/// Whether the calls of a program are told here; some machines forbid it.
private let canTrace: Bool = {
  guard FileManager.default.isExecutableFile(atPath: tracer) else { return false }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: tracer)
  process.arguments = ["-f", "-o", "/dev/null", "true"]
  process.standardError = FileHandle.nullDevice
  guard (try? process.start(seconds: 60)) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}()

/// What is committed is on the disk: the machine may lose its power at once.
@Suite("Faults: power", .serialized, .enabled(if: canTrace, "nothing can be traced"))
struct DurabilityLaws {
  /// Executes up to the moment after the commit; returns the files that the tool had the system write
  /// to the disk until then, in order.
  private func filesOnDisk(_ bench: FaultBench) throws -> [String] {
    let trace = bench.tool.scratch.path(of: "trace")
    let result = try bench.tool.startExecution(
      FaultBench.files, ["REGISTRAR_FAILPOINT": Failpoint.committed.rawValue],
      by: [tracer, "-f", "-y", "-qq", "-e", "trace=fsync,fdatasync", "-o", trace]
    ).result()
    #expect(result.status == 137, "\(result.output)\(result.errors)")
    return String(decoding: try bench.tool.scratch.contents(of: "trace"), as: UTF8.self)
      .split(separator: "\n").compactMap { call in
        guard call.contains("sync("), let start = call.firstIndex(of: "<"),
          let end = call.lastIndex(of: ">")
        else { return nil }
        return call[call.index(after: start)..<end].split(separator: "/").last.map(String.init)
      }
  }

  @Test func aCommitIsOnTheDiskWhenItIsTold() throws {
    let bench = try FaultBench(.sqlite)
    let later = try filesOnDisk(bench)
    #expect(later.last == "store.sqlite-wal", "\(later)")
    #expect(try bench.check("traced") == true)
    // The first load of a store has no log; its journal is on the disk before the records are.
    for suffix in ["", "-wal", "-shm", "-holder"] {
      try? FileManager.default.removeItem(atPath: bench.store.place + suffix)
    }
    try bench.tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind\nTOR-01,Old,America/Toronto,virtual\n")
    try bench.tool.scratch.write("venues.csv", "venue_code,location_code,name,seats\n")
    let first = try filesOnDisk(bench)
    #expect(first.contains("store.sqlite"), "\(first)")
    #expect(try bench.store.ask("SELECT count(*) FROM locations") == ["1"])
  }
}
