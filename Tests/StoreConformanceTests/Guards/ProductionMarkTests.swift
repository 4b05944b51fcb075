import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// A store that was made for production knows it, wherever one stands and whatever a project file says.
@Suite("The mark of production", .serialized)
struct ProductionMarkTests {
  @Test(arguments: StoreKind.allCases)
  func aStoreMadeForProductionKnowsIt(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    let maker = try bench.person(#", "production": true"#)
    let made = try maker.command(["store", "init", "--target", "prod"], ProductionBench.wall)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.hasSuffix("; it is the production target prod\n"), "\(made.output)")
    #expect(
      try bench.store.ask("SELECT name, value FROM registrar_settings WHERE name = 'production'")
        == ["production|prod"])
    let status = try maker.command(["store", "status", "--target", "prod"], ProductionBench.wall)
    #expect(status.output.contains("\ntarget    prod, in production use\n"), "\(status.output)")

    // Without a project file, and with one that says otherwise.
    let stranger = try bench.person(nil)
    let other = try bench.person("", target: "test")
    for (tool, place, sentence) in [
      (
        stranger, ["--store", bench.location],
        "target `prod` is a production target and was not confirmed"
      ),
      (
        other, ["--target", "test"],
        "the store of target `test` is the production target `prod` and was not confirmed"
      ),
    ] {
      let refused = try bench.importing(tool, place + ["--execute"])
      #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
      #expect(
        refused.output.contains("error[guard.target-unconfirmed]: " + sentence),
        "\(refused.output)")
      let clock = try tool.command(
        ["import", "locations.csv"] + place, ["DATABASE_URL": "", "REGISTRAR_NOW": ToolProcess.now])
      #expect(clock.status == 4, "\(clock.output)")
      #expect(
        clock.output.contains(
          "error[guard.production-refused]: `REGISTRAR_NOW` sets the clock, which is not allowed on"
            + " production target `prod`"), "\(clock.output)")
    }
    #expect(try bench.count() == "0")
    // It asks for a clean validation, too, which anybody may make.
    let confirmed = ["--store", bench.location, "--execute", "--confirm-target", "prod"]
    let unvalidated = try bench.importing(stranger, confirmed)
    #expect(unvalidated.output.contains("error[guard.plan-missing]"), "\(unvalidated.output)")
    #expect(try bench.importing(stranger, ["--store", bench.location]).status == 0)
    let done = try bench.importing(stranger, confirmed)
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    #expect(try bench.count() == "10")
  }

  @Test(arguments: StoreKind.allCases)
  func whoWritesToAProductionTargetMarksItsStore(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    // The store was made before anybody said what it is.
    let maker = try bench.person("")
    #expect(
      try maker.command(["store", "init", "--target", "prod"], ProductionBench.wall).status == 0)
    #expect(
      try bench.store.ask("SELECT count(*) FROM registrar_settings WHERE name = 'production'") == [
        "0"
      ])
    try bench.write(#", "production": true"#, for: maker)
    #expect(try bench.importing(maker, ["--target", "prod"]).status == 0)
    // Who only looks marks nothing.
    #expect(
      try bench.store.ask("SELECT count(*) FROM registrar_settings WHERE name = 'production'") == [
        "0"
      ])
    let confirmed = ["--target", "prod", "--execute", "--confirm-target", "prod"]
    #expect(try bench.importing(maker, confirmed).status == 0)
    #expect(
      try bench.store.ask("SELECT value FROM registrar_settings WHERE name = 'production'") == [
        "prod"
      ])
  }

  /// Every command that changes the store asks for the name, and for the clock on the wall.
  @Test(arguments: StoreKind.allCases)
  func everyCommandThatChangesItAsks(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    _ = try bench.filled()
    let stranger = try bench.person(nil)
    let place = ["--store", bench.location]
    let wall = ProductionBench.wall
    let copy = try stranger.run(["backup", "-o", "b.copy"] + place, wall)
    #expect(copy.status == 0, "\(copy.errors)")
    let run = try #require(
      try bench.store.ask("SELECT run_id FROM registrar_runs ORDER BY number DESC").first)
    for words in [
      ["undo", run, "--execute"], ["abandon", run], ["resume", run], ["store", "migrate"],
      ["restore", "b.copy", "--confirm", try bench.archiveName()],
      ["store", "mark", "--no-production"], ["store", "mark", "--production", "other"],
    ] {
      let refused = try stranger.run(words + place, wall)
      #expect(refused.status == 4, "\(words): \(refused.output)\(refused.errors)")
      #expect(
        refused.errors.contains(
          """
          error[guard.target-unconfirmed]: target `prod` is a production target and was not confirmed
             = help: pass `--confirm-target prod`
          """), "\(words): \(refused.errors)")
      let clock = try stranger.run(
        words + place + ["--confirm-target", "prod"], ["DATABASE_URL": ""])
      #expect(clock.status == 4, "\(words): \(clock.output)\(clock.errors)")
      #expect(clock.errors.contains("error[guard.production-refused]"), "\(words): \(clock.errors)")
    }
    #expect(try bench.count() == "10")
    let undone = try stranger.run(
      ["undo", run, "--execute"] + place + ["--confirm-target", "prod"], wall)
    #expect(undone.status == 0, "\(undone.output)\(undone.errors)")
    #expect(try bench.count() == "0")
  }

  /// A copy of production is marked, too; who means to test on it takes the mark away.
  @Test(arguments: StoreKind.allCases)
  func theMarkIsTakenAwayByWhoConfirmsIt(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    _ = try bench.filled()
    let stranger = try bench.person(nil)
    let place = ["--store", bench.location]
    let taken = try stranger.run(
      ["store", "mark", "--no-production", "--confirm-target", "prod"] + place,
      ProductionBench.wall)
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.output.hasSuffix(": is not in production use\n"), "\(taken.output)")
    try ProductionBench.write(11...12, for: stranger)
    #expect(try bench.importing(stranger, place + ["--execute"]).status == 0)
    let marked = try stranger.run(
      ["store", "mark", "--production", "live"] + place, ProductionBench.wall)
    #expect(marked.output.hasSuffix(": is the production target live\n"), "\(marked.output)")
    #expect(try bench.importing(stranger, place + ["--execute"]).status == 4)
    for words in [["store", "mark"], ["store", "mark", "--production", "a", "--no-production"]] {
      #expect(try stranger.run(words + place, ProductionBench.wall).status == 2)
    }
  }

  // MARK: Restoring

  @Test(arguments: StoreKind.allCases)
  func aRestoreSaysWhichRunsAreLost(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    let maker = try bench.filled()
    let wall = ProductionBench.wall
    let target = ["--target", "prod"]
    #expect(try maker.run(["backup", "-o", "b.copy"] + target, wall).status == 0)
    try ProductionBench.write(11...12, for: maker)
    #expect(try bench.importing(maker, target).status == 0)
    let confirmed = target + ["--confirm-target", "prod"]
    #expect(try bench.importing(maker, confirmed + ["--execute"]).status == 0)
    let run = try #require(
      try bench.store.ask("SELECT run_id FROM registrar_runs ORDER BY number DESC").first)
    // Without its name typed the store stays, and the list is there to be read.
    let name = try bench.archiveName()
    let asked = try maker.run(["restore", "b.copy"] + confirmed, wall)
    #expect(asked.status == 4)
    #expect(
      asked.errors.contains(
        "registrar: 1 run of \(name) will be lost, which the backup does not have:"),
      "\(asked.errors)")
    #expect(asked.errors.contains(run) || asked.errors.contains("locations.csv"), "\(asked.errors)")
    #expect(try bench.count() == "12")
    let done = try maker.run(["restore", "b.copy", "--confirm", name] + confirmed, wall)
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.hasSuffix("; 1 run lost\n"), "\(done.output)")
    #expect(try bench.count() == "10")
    let again = try maker.run(["restore", "b.copy", "--confirm", name] + confirmed, wall)
    #expect(again.output.hasSuffix("; no run was lost\n"), "\(again.output)")
    #expect(!again.errors.contains("will be lost"), "\(again.errors)")
  }

  /// A backup of before the mark does not take it away.
  @Test(arguments: StoreKind.allCases)
  func aRestoreKeepsTheMark(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    let maker = try bench.person("")
    let wall = ProductionBench.wall
    #expect(try maker.command(["store", "init", "--target", "prod"], wall).status == 0)
    #expect(try maker.run(["backup", "-o", "b.copy", "--target", "prod"], wall).status == 0)
    let place = ["--store", bench.location]
    #expect(try maker.run(["store", "mark", "--production", "prod"] + place, wall).status == 0)
    let done = try maker.run(
      ["restore", "b.copy", "--confirm", try bench.archiveName(), "--confirm-target", "prod"]
        + place, wall)
    #expect(done.status == 0, "\(done.errors)")
    #expect(
      try bench.store.ask("SELECT value FROM registrar_settings WHERE name = 'production'") == [
        "prod"
      ])
  }

  // MARK: Rehearsing

  /// A validation of a production target tries the merge: what only the store's triggers refuse is found at
  /// its row, as an execution finds it.
  @Test(arguments: StoreKind.allCases)
  func aValidationOfProductionTriesTheMerge(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    let maker = try bench.filled()
    try bench.store.execute(
      kind == .sqlite
        ? """
        CREATE TRIGGER full BEFORE INSERT ON locations WHEN new.name = 'Site 12'
        BEGIN SELECT RAISE(ABORT, 'no more sites'); END
        """
        : """
        CREATE FUNCTION full_town() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION 'no more sites'; END $$;
        CREATE TRIGGER full_town BEFORE INSERT ON locations FOR EACH ROW
          WHEN (new.name = 'Site 12') EXECUTE FUNCTION full_town()
        """)
    try ProductionBench.write(11...13, name: "Site", for: maker)
    let place = ["--store", bench.location]
    // Elsewhere it is tried when that is asked for.
    let target = ["--target", "prod"]
    let validated = try bench.importing(maker, target)
    let taken = try maker.run(
      ["store", "mark", "--no-production", "--confirm-target", "prod"] + place,
      ProductionBench.wall)
    #expect(taken.status == 0, "\(taken.errors)")
    let stranger = try bench.person(nil)
    try ProductionBench.write(11...13, name: "Site", for: stranger)
    let asked = try bench.importing(stranger, place + ["--rehearse"])
    let executed = try bench.importing(stranger, place + ["--execute"])
    for result in [validated, asked, executed] {
      #expect(result.status == (result.output == executed.output ? 6 : 1), "\(result.output)")
      #expect(
        result.output.contains(
          """
          error[store.row-refused]: the store refused `Locations` `L-112`: no more sites
            --> locations.csv:3:1 (location_code)
          """), "\(result.output)")
    }
    #expect(try bench.count() == "10")
  }
}
