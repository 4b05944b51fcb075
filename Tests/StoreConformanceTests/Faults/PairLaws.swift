import Foundation
import GRDB
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// Somebody else is there, too: a second import, another program, a signal.
@Suite("Faults: others", .serialized)
struct PairLaws {
  /// Runs an execution up to a place, does something there, and lets it go on.
  private func execution(
    _ bench: FaultBench, waitingAt place: Failpoint, _ body: () throws -> Void
  ) throws -> ToolProcess.Result {
    let signal = "go-\(UUID().uuidString)"
    let running = try bench.tool.startExecution(
      FaultBench.files,
      [
        "REGISTRAR_FAILPOINT":
          "\(place.rawValue):wait=\(bench.tool.scratch.path(of: signal))"
      ])
    try running.waitForFile(bench.tool.scratch.path(of: signal + ".reached"))
    do {
      try body()
    } catch {
      running.process.terminate()
      throw error
    }
    try bench.tool.scratch.write(signal, "")
    return try running.result()
  }

  @Test(arguments: StoreKind.allCases)
  func ofTwoImportsTheSecondIsToldWhoHoldsTheStore(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    let holder = StoreHolder.current
    let sentence =
      "run `20261120-1200-A2` by `\(holder.user)` on `\(holder.host)` holds the lock since `"
    let result = try execution(bench, waitingAt: .tableMerged) {
      let second = try bench.tool.execute(FaultBench.files)
      #expect(second.status == 5, "\(second.output)")
      #expect(second.output.contains("error[run.locked]: " + sentence), "\(second.output)")
      #expect(second.output.contains("Nothing was written"), "\(second.output)")
      let undo = try bench.tool.command(["undo", "A1", "--execute"])
      #expect(undo.status == 5, "\(undo.output)")
      #expect(undo.output.contains(sentence), "\(undo.output)")
      // Whoever only looks waits for nobody, and sees what there was before.
      let validation = try bench.tool.command(
        ["import"] + FaultBench.files + ["--validate", "--allow-delete"])
      #expect(validation.status == 0, "\(validation.output)")
      #expect(try StoreDigest(of: bench.store.connection()) == bench.before)
    }
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try bench.check("two imports"))
    let third = try bench.tool.execute(FaultBench.files)
    #expect(third.status == 0 && third.output.contains("Nothing changed"), "\(third.output)")
  }

  @Test func aHolderThatIsGoneIsNotNamed() throws {
    let bench = try FaultBench(.sqlite)
    let killed = try bench.tool.execute(
      FaultBench.files, ["REGISTRAR_FAILPOINT": Failpoint.sealed.rawValue])
    #expect(killed.status == 137)
    let queue = try DatabaseQueue(path: bench.store.place)
    try queue.inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      let result = try bench.tool.execute(FaultBench.files)
      #expect(result.status == 5)
      #expect(
        result.output.contains("error[run.locked]: another program holds the lock of the store"),
        "\(result.output)")
      try database.execute(sql: "ROLLBACK")
    }
    try bench.checkNext("another program")
    #expect(!FileManager.default.fileExists(atPath: bench.store.place + "-holder"))
  }

  @Test(arguments: StoreKind.allCases)
  func aSignalEndsARunBeforeItsCommitOrNotAtAll(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    for (place, isAfter) in [
      ("staged@1:int", false), ("sealed:term", false), ("committing:int", true),
    ] {
      let result = try bench.tool.execute(FaultBench.files, ["REGISTRAR_FAILPOINT": place])
      #expect(result.status == (isAfter ? 0 : 130), "\(place): \(result.output)")
      #expect(
        result.output.contains(
          isAfter ? "71 records were written" : "Interrupted; nothing was written. Exit 130."),
        "\(place): \(result.output)")
      #expect(try bench.check(place) == isAfter, "\(place)")
      if !isAfter { try bench.giveIdsBack() }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aKeyThatAnotherProgramTakesMeanwhileRefusesTheRun(_ kind: StoreKind) throws {
    let bench = try FaultBench(kind)
    let insertion = """
      INSERT INTO locations (location_code, name, name_folded, zone, created_at, updated_at)
      VALUES ('TOR-20', 'Elsewhere', 'elsewhere', 'America/Toronto', '2026-11-20T12:00:00Z',
        '2026-11-20T12:00:00Z')
      """
    let result = try execution(bench, waitingAt: .journalStarting) {
      switch kind {
      case .postgresql: try bench.store.ask(insertion)
      case .sqlite:
        // Nobody else can write while a run does; the other program is the one that is refused.
        let busy = #expect(throws: DatabaseError.self) { try bench.store.ask(insertion) }
        #expect(busy?.resultCode == .SQLITE_BUSY)
      }
    }
    switch kind {
    case .sqlite:
      #expect(result.status == 0, "\(result.output)")
      #expect(try bench.check("another program") == true)
      let taken = #expect(throws: DatabaseError.self) { try bench.store.ask(insertion) }
      #expect(taken?.resultCode == .SQLITE_CONSTRAINT)
    case .postgresql:
      #expect(result.status == 6, "\(result.output)")
      #expect(
        result.output.contains(
          "error[store.row-refused]: the store refused `Locations` `TOR-20`: not unique:"),
        "\(result.output)")
      try bench.store.ask("DELETE FROM locations WHERE name = 'Elsewhere'")
      #expect(try bench.check("another program") == false)
      try bench.checkNext("another program")
    }
  }
}
