import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// Backups before a run.
@Suite struct PrecedingBackupTests {
  @Test func theBackupHoldsWhatTheRunReplaces() throws {
    let shop = try ShopSetting()
    try shop.execute(1...2)
    try shop.writeItems(1...5)
    var request = shop.request(.execute)
    request.backup = .at(shop.scratch.path(of: "before.sqlite"))
    let prepared = try shop.service().prepare(request)
    guard case .made(let manifest) = prepared.backup else {
      Issue.record("no backup was made")
      return
    }
    #expect(manifest.file == "before.sqlite")
    #expect(manifest.tables.first { $0.name == "items" }?.count == 2)
    #expect(try shop.count() == 2)
    #expect(prepared.options.optionsJSON.contains(manifest.sha256))
    #expect(prepared.run().run.isWritten)
    #expect(try shop.count() == 5)
  }

  @Test func aStoreThatDoesNotExistYet_hasNothingToBackUp() throws {
    let shop = try ShopSetting()
    try shop.writeItems(1...2)
    var request = shop.request(.execute)
    request.backup = .at(shop.scratch.path(of: "backups"))
    let prepared = try shop.service().prepare(request)
    guard case .nothingToBackUp(let store) = prepared.backup else {
      Issue.record("a backup was made")
      return
    }
    #expect(store == "sqlite:" + shop.storePath)
    #expect(prepared.run().run.isWritten)
  }

  /// The mistake in the request is found before a backup is made for nothing.
  @Test func aRequestThatMakesNoSense_makesNoBackup() throws {
    let shop = try ShopSetting()
    try shop.execute(1...2)
    var request = shop.request(.execute)
    request.backup = .at(shop.scratch.path(of: "before.sqlite"))
    request.options.table = "itms"
    #expect(problem { _ = try shop.service().prepare(request) } != nil)
    #expect(!FileManager.default.fileExists(atPath: shop.scratch.path(of: "before.sqlite")))
  }

  @Test func aValidation_isToldWhatTheExecutionMeets() throws {
    let shop = try ShopSetting()
    try shop.execute(1...2)
    let target = try shop.writeProject(#", "backup": {"folder": "b", "maximumAgeHours": 1}"#)
    var request = shop.request()
    request.store = target
    let refused = try shop.service().prepare(request).run()
    #expect(refused.run.outcome == .guarded)
    #expect(refused.issues.issues.map(\.code).contains("guard.backup-missing"))
    request.backup = .usual
    let prepared = try shop.service().prepare(request)
    #expect(prepared.backup == nil)
    #expect(prepared.run().run.outcome == .clean)
    request.options.mode = .execute
    let execution = try shop.service().prepare(request)
    #expect(execution.run().run.outcome == .clean)
    let files = try FileManager.default.contentsOfDirectory(atPath: shop.scratch.path(of: "b"))
    #expect(files.sorted() == ["s-20270306-141402.sqlite", "s-20270306-141402.sqlite.json"])
  }
}
