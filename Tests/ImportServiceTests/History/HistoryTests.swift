import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// What comes after an import: undo, verify, trace, restore.
@Suite struct HistoryTests {
  @Test func anUndoIsJudgedFirst_andThenTakenBack() throws {
    let shop = try ShopSetting()
    let run = try shop.execute(1...3).run.id
    let service = try shop.service()
    let told = try service.undo(UndoRequest(of: run, in: shop.choice))
    #expect(told.run.outcome == .clean)
    #expect(told.ledger.map(\.deleted) == [3])
    #expect(try shop.count() == 3)
    let done = try service.undo(UndoRequest(of: run, in: shop.choice, executes: true))
    #expect(done.run.isWritten)
    #expect(try shop.count() == 0)
    let runs = try service.runs(of: shop.choice)
    #expect(runs.store == "sqlite:" + shop.storePath)
    #expect(runs.runs.map(\.command) == ["undo", "import"])
    #expect(runs.runs.first?.subject == run)
  }

  @Test func aRunIsFoundByItsEnd_whenOnlyOneHasIt() throws {
    let shop = try ShopSetting()
    let first = try shop.execute(1...2).run.id
    _ = try shop.execute(1...3)
    let service = try shop.service()
    #expect(try service.run(String(first.suffix(8)), of: shop.choice).id == first)
    #expect(
      problem { _ = try service.run("nothing", of: shop.choice) }
        == .unknownRun("nothing", store: "sqlite:" + shop.storePath))
    #expect(
      problem { _ = try service.abandon(first, in: shop.choice, confirmed: nil) }
        == .finishedRun(first, outcome: "clean"))
  }

  @Test func aVerificationFindsWhatOthersChanged() throws {
    let shop = try ShopSetting()
    try shop.execute(1...3)
    let service = try shop.service()
    var request = VerificationRequest(of: shop.choice)
    request.expected = [CountExpectation(table: "items", minimum: 3, maximum: 3)]
    #expect(try service.verify(request).run.outcome == .clean)
    request.expected = [CountExpectation(table: "items", minimum: 4, maximum: 4)]
    #expect(try service.verify(request).run.outcome == .verifyMismatch)
    request.expected = [CountExpectation(table: "itms", minimum: 4, maximum: 4)]
    #expect(
      problem { _ = try service.verify(request) }
        == .unknownTable("itms", package: "shop", tables: ["items"]))
    let chain = try service.checkChain(of: shop.choice)
    #expect(chain.check.sealedCount == 1)
    #expect(chain.hasHead)
    #expect(try !service.checkChain(of: shop.choice, head: "00").hasHead)
  }

  @Test func theRunThatGaveAValue_isTraced() throws {
    let shop = try ShopSetting()
    let run = try shop.execute(1...2).run.id
    let service = try shop.service()
    let package = try service.package(nil, from: shop.choice)
    let trace = try service.trace(
      ["I-1"], of: "items", field: "name", package: package, in: shop.choice)
    #expect(trace.changes.map(\.field) == ["name"])
    guard case .run(let id, _, let person, _)? = trace.changes.first?.cause else {
      Issue.record("no run gave the value")
      return
    }
    #expect(id == run)
    #expect(person == "mlee")
    #expect(
      problem {
        _ = try service.trace(["I-9"], of: "items", package: package, in: shop.choice)
      }
        == .unknownRecord(
          table: "items", key: ["I-9"], store: "sqlite:" + shop.storePath))
  }

  @Test func aRestoreNamesWhatIsLost_andNeedsTheNameOfTheStore() throws {
    let shop = try ShopSetting()
    try shop.execute(1...2)
    let file = shop.scratch.path(of: "b.sqlite")
    let manifest = try shop.service().makeBackup(of: shop.choice, at: file)
    #expect(manifest.tables.first { $0.name == "items" }?.count == 2)
    let later = try shop.execute(1...5).run.id
    let restore = try shop.service().prepareRestore(of: shop.choice, from: file)
    #expect(restore.name == "s.sqlite")
    #expect(restore.lostRuns.map(\.id) == [later])
    for name in [nil, "t.sqlite"] {
      #expect(
        refusals { _ = try restore.perform(confirmed: name) }
          == ["guard.target-unconfirmed restore"])
    }
    #expect(try shop.count() == 5)
    _ = try restore.perform(confirmed: "s.sqlite")
    #expect(try shop.count() == 2)
  }
}
