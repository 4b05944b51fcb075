import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// Targets of a project file, and what they ask.
@Suite struct TargetTests {
  @Test func aTargetIsFound_byItsNameOrItsStore() throws {
    let shop = try ShopSetting()
    let named = try shop.writeProject("")
    let service = try shop.service()
    #expect(try service.target(of: named)?.target.name == "prod")
    var byStore = shop.choice
    byStore.project = named.project
    #expect(try service.target(of: byStore)?.target.name == "prod")
    byStore.store = "sqlite:" + shop.scratch.path(of: "other.sqlite")
    #expect(try service.target(of: byStore) == nil)
    byStore.store = shop.choice.store
    byStore.isOffline = true
    #expect(try service.target(of: byStore) == nil)
  }

  @Test func pathsOfAProjectFile_areShownAsTheyStandInTheWorkingFolder() throws {
    let shop = try ShopSetting()
    let named = try shop.writeProject(#", "backup": {"folder": "b"}"#)
    var surroundings = try shop.surroundings()
    surroundings.folder = "/"
    var target = try ImportService(surroundings).target(of: named)
    #expect(target?.store == "sqlite:" + shop.storePath)
    #expect(target?.package == shop.scratch.path(of: "./shop"))
    #expect(target?.backupFolder == shop.scratch.path(of: "b"))
    surroundings.folder = shop.scratch.path
    target = try ImportService(surroundings).target(of: named)
    #expect(target?.store == "sqlite:s.sqlite")
    #expect(target?.package == "./shop")
    #expect(target?.backupFolder == "b")
  }

  @Test func anUnknownTarget_isAProblemOfTheRequest() throws {
    let shop = try ShopSetting()
    var choice = try shop.writeProject("")
    choice.target = "prd"
    let service = try shop.service()
    #expect(
      problem { _ = try service.target(of: choice) } == .unknownTarget("prd", known: ["prod"]))
    try shop.scratch.write("project.json", #"{"targets": {"prod": {}}}"#)
    choice.target = "prod"
    do throws(ServiceFailure) {
      _ = try service.target(of: choice)
      Issue.record("a faulty project was read")
    } catch {
      #expect(error.outcome == .unreadable)
      #expect(error.issues.count == 1)
    }
  }

  /// Guards of an import are in its report.
  @Test func aProductionTarget_refusesAnExecutionThatDoesNotNameIt() throws {
    var shop = try ShopSetting()
    shop.hasFixedClock = false
    try shop.execute(1...2)
    try shop.writeItems(1...3)
    var request = shop.request(.execute)
    request.store = try shop.writeProject(#", "production": true"#)
    let refused = try shop.service().prepare(request).run()
    #expect(refused.run.outcome == .guarded)
    #expect(refused.issues.issues.map(\.code) == ["guard.target-unconfirmed"])
    #expect(try shop.count() == 2)
  }

  /// A receipt lies in the store: who executes may sit at another machine than who validated.
  @Test func aValidationOnOneMachine_letsAnExecutionOnAnotherPass() throws {
    var shop = try ShopSetting()
    shop.hasFixedClock = false
    try shop.execute(1...2)
    try shop.writeItems(1...3)
    let target = try shop.writeProject(#", "production": true"#)
    _ = try shop.service().makeStore(target, for: shop.service().package(shop.package))
    var request = shop.request(.execute)
    request.store = target
    request.confirmedTarget = "prod"
    #expect(try shop.service().prepare(request).run().run.outcome == .guarded)
    request.options.mode = .validate
    shop.host = "desk7"
    #expect(try shop.service().prepare(request).run().run.outcome == .clean)
    request.options.mode = .execute
    shop.host = "server2"
    #expect(try shop.service().prepare(request).run().run.isWritten)
    #expect(try shop.count() == 3)
  }

  @Test func countsThatSomebodyApproves_passAGuard() throws {
    let shop = try ShopSetting()
    try shop.execute(1...5)
    try shop.writeItems(1...5, name: "New")
    var request = shop.request(.execute)
    request.store = try shop.writeProject(
      #", "guards": {"changeRows": 1, "changePercent": 10}"#)
    let refused = try shop.service().prepare(request).run()
    #expect(refused.issues.issues.map(\.code) == ["guard.change-limit"])
    request.approvals = Approvals(
      [GuardPolicy.Approval(code: "guard.change-limit", count: 5)], by: "Ann")
    #expect(try shop.service().prepare(request).run().run.isWritten)
  }

  /// What changes a store besides imports is refused as imports are.
  @Test func otherRequests_areGuardedToo() throws {
    var shop = try ShopSetting()
    let run = try shop.execute(1...2).run.id
    let target = try shop.writeProject(
      #", "production": true, "backup": {"folder": "b", "maximumAgeHours": 1}"#)
    var undo = UndoRequest(of: run, in: target, executes: true)
    #expect(refusals { _ = try shop.service().undo(undo) } == ["guard.production-refused clock"])
    shop.hasFixedClock = false
    #expect(refusals { _ = try shop.service().undo(undo) } == ["guard.target-unconfirmed "])
    undo.confirmedTarget = "prod"
    #expect(refusals { _ = try shop.service().undo(undo) } == ["guard.backup-missing none"])
    _ = try shop.service().makeBackup(of: target, at: shop.scratch.path(of: "b"))
    #expect(try shop.service().undo(undo).run.isWritten)
    #expect(try shop.count() == 0)
    #expect(
      refusals {
        _ = try shop.service().mark(target, production: nil, confirmed: nil)
      } == ["guard.target-unconfirmed "])
  }
}
