import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// What a clean validation earns holds on every host, for its own store and nothing else.
@Suite("Receipts of validations", .serialized)
struct ReceiptTests {
  private static let target = ["--target", "prod"]
  private static let confirmed = ["--target", "prod", "--execute", "--confirm-target", "prod"]
  private static let production = #", "production": true"#

  private func made(_ kind: StoreKind) throws -> (bench: ProductionBench, tool: ToolProcess) {
    let bench = try ProductionBench(kind)
    let tool = try bench.person(Self.production)
    let made = try tool.command(["store", "init"] + Self.target, ProductionBench.wall)
    #expect(made.status == 0, "\(made.errors)")
    return (bench, tool)
  }

  @Test(arguments: StoreKind.allCases)
  func aValidationHoldsOnAnotherHost(_ kind: StoreKind) throws {
    let (bench, one) = try made(kind)
    #expect(try bench.importing(one, Self.target).status == 0)
    // Somebody else's folder and state; nothing of the files is in the store.
    let other = try bench.person(Self.production)
    let done = try bench.importing(other, Self.confirmed)
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    #expect(try bench.count() == "10")
    #expect(
      try bench.store.ask("SELECT count(*) FROM registrar_receipts WHERE length(receipt) = 64")
        == ["1"])
  }

  @Test(arguments: StoreKind.allCases)
  func aReceiptOfAnotherStoreIsNone(_ kind: StoreKind) throws {
    let (bench, tool) = try made(kind)
    #expect(try bench.importing(tool, Self.target).status == 0)
    let (second, _) = try made(kind)
    try second.write(Self.production, for: tool)
    let refused = try second.importing(tool, Self.confirmed)
    #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
    #expect(
      refused.output.contains(
        "error[guard.plan-missing]: these files have no clean validation of the last `24` hours"),
      "\(refused.output)")
    #expect(try second.count() == "0")
  }

  /// Other options are another validation: what was looked at is what is done.
  @Test(arguments: StoreKind.allCases)
  func aReceiptOfOtherOptionsIsNone(_ kind: StoreKind) throws {
    let (bench, tool) = try made(kind)
    #expect(try bench.importing(tool, Self.target).status == 0)
    let options = ["--allow-delete", "--prune", "locations"]
    let refused = try bench.importing(tool, Self.confirmed + options)
    #expect(refused.output.contains("error[guard.plan-missing]"), "\(refused.output)")
    #expect(try bench.importing(tool, Self.target + options).status == 0)
    #expect(try bench.importing(tool, Self.confirmed + options).status == 0)
  }

  /// The age is told by the store's clock, whatever the clocks of the hosts say.
  @Test(arguments: StoreKind.allCases)
  func anOldReceiptAndOneOfTheFutureDoNotCount(_ kind: StoreKind) throws {
    let (bench, tool) = try made(kind)
    #expect(try bench.importing(tool, Self.target).status == 0)
    for hours in [-25, 25] {
      let moment =
        kind == .sqlite
        ? "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '\(hours) hours')"
        : "now() + interval '\(hours) hours'"
      try bench.store.execute("UPDATE registrar_receipts SET validated_at = \(moment)")
      let refused = try bench.importing(tool, Self.confirmed)
      #expect(refused.output.contains("error[guard.plan-missing]"), "\(hours): \(refused.output)")
    }
    let moment =
      kind == .sqlite
      ? "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-23 hours')" : "now() - interval '23 hours'"
    try bench.store.execute("UPDATE registrar_receipts SET validated_at = \(moment)")
    #expect(try bench.importing(tool, Self.confirmed).status == 0)
  }

  /// Who looked at the plan approves where the files are validated; who executes need not say it again.
  @Test(arguments: StoreKind.allCases)
  func anApprovalHoldsOnAnotherHost(_ kind: StoreKind) throws {
    let (bench, one) = try made(kind)
    try ProductionBench.write(1...40, for: one)
    #expect(try bench.importing(one, Self.target).status == 0)
    #expect(try bench.importing(one, Self.confirmed).status == 0)
    let other = try bench.person(Self.production)
    for tool in [one, other] { try ProductionBench.write(1...40, name: "Site", for: tool) }
    #expect(try bench.importing(other, Self.target).status == 4)
    #expect(try bench.importing(other, Self.confirmed).status == 4)
    let approved = try bench.importing(
      one, Self.target + ["--approve", "guard.change-limit=40", "--approver", "Ada"])
    #expect(approved.status == 0, "\(approved.output)")
    // Another validation without it does not take it away.
    #expect(try bench.importing(other, Self.target).status == 4)
    let done = try bench.importing(other, Self.confirmed)
    #expect(done.status == 0, "\(done.output)")
    #expect(done.output.contains("Ada approved guard.change-limit=40 (locations)."))
    // It was for these files.
    try ProductionBench.write(1...40, name: "Spot", for: other)
    #expect(try bench.importing(other, Self.target).status == 4)
    #expect(try bench.importing(other, Self.confirmed).status == 4)
  }

  /// Without a store there is nothing to keep a receipt: the validation says so and what to do.
  @Test(arguments: StoreKind.allCases)
  func aValidationWithoutAStoreSaysThatItDoesNotCount(_ kind: StoreKind) throws {
    let bench = try ProductionBench(kind)
    let tool = try bench.person(Self.production)
    let result = try bench.importing(tool, Self.target)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(
      result.output.contains(
        "warning[guard.receipt-refused]: this validation of `prod` does not count for an execution:"
          + " there is no store yet to keep its receipt"), "\(result.output)")
  }

  /// A role that may only read leaves none, and is told which privilege it lacks.
  @Test func aRoleThatMayOnlyReadIsTold() throws {
    let (bench, tool) = try made(.postgresql)
    let role = "reader_\(UInt32.random(in: 0...UInt32.max))"
    try bench.store.ask("CREATE ROLE \(role) LOGIN")
    let schema = try bench.store.ask("SELECT quote_ident(current_schema())")[0]
    try bench.store.ask("GRANT USAGE ON SCHEMA \(schema) TO \(role)")
    try bench.store.ask("GRANT SELECT ON ALL TABLES IN SCHEMA \(schema) TO \(role)")
    let uri = bench.location.replacing("registrar@", with: role + "@")
    try tool.scratch.write(
      "registrar.json", #"{"targets": {"prod": {"store": "\#(uri)", "production": true}}}"#)
    let result = try bench.importing(tool, Self.target)
    #expect(
      result.output.contains(
        "warning[guard.receipt-refused]: this validation of `prod` does not count for an execution:"
          + " the store takes no receipt: \(role) lacks INSERT on registrar_receipts"),
      "\(result.output)\(result.errors)")
  }

  // MARK: Backups

  /// Of a store that does not exist yet none can be made, and none is missed.
  @Test(arguments: StoreKind.allCases)
  func aNewTargetThatAsksForBackupsHasAWayThrough(_ kind: StoreKind) throws {
    let backup = #", "backup": {"folder": "kept", "maximumAgeHours": 24}"#
    for options in [[], ["--backup"]] {
      let bench = try ProductionBench(kind)
      let tool = try bench.person(backup)
      let done = try bench.importing(tool, Self.target + ["--execute"] + options)
      #expect(done.status == 0, "\(options): \(done.output)\(done.errors)")
      #expect(try bench.count() == "10")
      try ProductionBench.write(11...12, for: tool)
      let refused = try bench.importing(tool, Self.target + ["--execute"])
      #expect(refused.status == 4, "\(refused.output)")
      #expect(refused.output.contains("error[guard.backup-missing]: `prod` has no backup"))
      let kept = try bench.importing(tool, Self.target + ["--execute", "--backup"])
      #expect(kept.status == 0, "\(kept.output)\(kept.errors)")
    }
  }
}
