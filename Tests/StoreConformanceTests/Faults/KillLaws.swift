import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// Kill -9 at every named place, and at random moments.
@Suite("Faults: kill", .serialized)
struct KillLaws {
  /// The places that an execution passes, in order, and whether the run is committed there.
  private static let places: [(Failpoint, count: Int, isAfter: Bool)] = [
    (.opened, 1, false), (.staged, 1, false), (.staged, 2, false), (.journalStarting, 1, false),
    (.journalWritten, 1, false), (.tableMerging, 1, false), (.tableMerged, 1, false),
    (.tableMerging, 2, false), (.tableMerged, 2, false), (.sealed, 1, false),
    (.committing, 1, false), (.committed, 1, true), (.reporting, 1, true),
  ]

  @Test(arguments: StoreKind.allCases)
  func aRunThatIsKilledIsWholeOrNothing(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    for (place, count, isAfter) in Self.places {
      let what = "\(place.rawValue)@\(count)"
      let result = try bench.tool.execute(FaultBench.files, ["REGISTRAR_FAILPOINT": what])
      #expect(result.status == 137, "\(what) was not passed")
      #expect(try bench.check(what) == isAfter, "\(what)")
      if !isAfter { try bench.checkNext(what) }
      try bench.reset()
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aRunThatIsKilledAtAnyMomentIsWholeOrNothing(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    let start = ContinuousClock.now
    try bench.tool.execute(FaultBench.files)
    let whole = start.duration(to: .now) / .milliseconds(1)
    try bench.reset()
    let asked = ProcessInfo.processInfo.environment["REGISTRAR_KILLS"].flatMap { Int($0) }
    let times = asked ?? 200
    var generator = SeededGenerator(seed: 20_261_121)
    var committed = 0
    for number in 0..<times {
      let moment = Double.random(in: 0...whole, using: &generator)
      let running = try bench.tool.startExecution(FaultBench.files, options: ["--quiet"])
      usleep(UInt32(moment * 1_000))
      kill(running.process.processIdentifier, SIGKILL)
      _ = try running.result()
      let found = try bench.digest()
      let isAfter = found == bench.after
      #expect(isAfter || found == bench.before, "kill \(number) after \(moment) ms")
      if isAfter {
        committed += 1
        try bench.check("kill \(number)")
        try bench.reset()
      } else {
        try bench.giveIdsBack()
      }
    }
    // The last of them shows that the store is still good for the next command.
    try bench.checkNext("after \(times) kills, \(committed) of them too late")
  }

  @Test(arguments: StoreKind.allCases)
  func anUndoThatIsKilledIsWholeOrNothing(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    #expect(try bench.tool.execute(FaultBench.files).status == 0)
    for place in [Failpoint.journalStarting, .journalWritten, .sealed, .committing] {
      let result = try bench.tool.command(
        ["undo", "A2", "--execute"], ["REGISTRAR_FAILPOINT": place.rawValue])
      #expect(result.status == 137, "\(place.rawValue) was not passed")
      #expect(try bench.digest() == bench.after, "\(place.rawValue)")
    }
    #expect(try bench.tool.command(["undo", "A2", "--execute"]).status == 0)
    #expect(try bench.tool.command(["verify"]).status == 0)
  }

  @Test(arguments: StoreKind.allCases)
  func aBackupThatIsKilledIsNone(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    for place in [Failpoint.backupWritten, .backupCompared, .backupNamed] {
      let result = try bench.tool.run(
        ["backup", "-o", "copy.bin"], ["REGISTRAR_FAILPOINT": place.rawValue])
      #expect(result.status == 137, "\(place.rawValue) was not passed")
      #expect(Backup.manifest(of: bench.tool.scratch.path(of: "copy.bin")) == nil)
      try? FileManager.default.removeItem(atPath: bench.tool.scratch.path(of: "copy.bin"))
      #expect(try bench.digest() == bench.before)
    }
    #expect(try bench.tool.run(["backup", "-o", "copy.bin"]).status == 0)
    #expect(Backup.manifest(of: bench.tool.scratch.path(of: "copy.bin"))?.verified == true)
  }
}

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
