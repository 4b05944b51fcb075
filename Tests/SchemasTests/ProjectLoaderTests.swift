import Foundation
import TabularCore
import TestSupport
import Testing

@testable import Schemas

/// Project files are read as a whole, and their mistakes told as a whole.
@Suite struct ProjectLoaderTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func load(_ text: String) throws -> Project {
    try ProjectLoader.load(path: folder.write("registrar.json", text))
  }

  private func mistakes(_ text: String) throws -> [String] {
    do {
      _ = try load(text)
      return []
    } catch let error as SchemaError {
      return told(error.issues)
    }
  }

  @Test func everyMember_isRead() throws {
    let project = try load(
      """
      {"targets": {
        "test": {"store": "sqlite:test.sqlite"},
        "prod": {
          "store": "postgresql:///records", "production": true, "package": "shop",
          "timeZone": "America/Halifax",
          "validationHours": 8, "retention": "400d", "backup": {"folder": "backups", "maximumAgeHours": 12},
          "guards": {
            "changePercent": 12.5, "changeRows": 1, "deletePercent": 2, "deleteRows": 3,
            "deleteMost": 4, "rejectPercent": 5, "rejectRows": 6, "scope": "region",
            "tables": {"sites": {"deleteRows": 0, "scope": ["region", "kind"]}}
          }
        }
      }}
      """)
    #expect(project.targets.map(\.name) == ["test", "prod"])
    let test = try #require(project.target(named: "test"))
    #expect(!test.isProduction)
    #expect(test.backup == nil)
    #expect(test.validationHours == 24)
    #expect(test.guards == GuardLimits())
    let prod = try #require(project.target(named: "prod"))
    #expect(prod.store == "postgresql:///records")
    #expect(prod.isProduction)
    #expect(prod.package == "shop")
    #expect(prod.timeZone == "America/Halifax")
    #expect(prod.validationHours == 8)
    #expect(prod.retentionDays == 400 && test.retentionDays == nil)
    #expect(prod.backup == .init(folder: "backups", maximumAgeHours: 12))
    var limits = GuardLimits()
    limits.changePercent = 12.5
    limits.changeRows = 1
    limits.deletePercent = 2
    limits.deleteRows = 3
    limits.deleteMost = 4
    limits.rejectPercent = 5
    limits.rejectRows = 6
    limits.scope = ["region"]
    #expect(prod.guards == limits)
    #expect(prod.tableGuards["sites"]?.deleteRows == 0)
    #expect(prod.tableGuards["sites"]?.scope == ["region", "kind"])
    #expect(project.folder == folder.path)
  }

  @Test func allMistakes_areToldWithTheirPlaces() throws {
    let found = try mistakes(
      """
      {"targets": {
        "a": {"store": 1},
        "b": {"production": true},
        "c": {"store": "s.db", "backup": {"maximumAgeHours": 1}, "guards": {"changeRows": -1}},
        "d": {"store": "s.db", "stor": "x"}
      }, "target": {}}
      """)
    let pointers = found.map { $0.split(separator: ":")[0].split(separator: "#").last ?? "" }
    #expect(
      pointers == [
        "/targets/a/store", "/targets/b", "/targets/c/backup", "/targets/c/guards/changeRows",
        "/targets/d/stor", "/target",
      ], "\(found)")
  }

  @Test(
    arguments: [
      ("{", "schema.unreadable registrar.json#: registrar.json | 1"),
      ("[]", "schema.invalid/wrong-kind registrar.json#: #"),
      ("{}", "schema.invalid/reason registrar.json#: registrar.json | the project has no"),
    ])
  func whatIsNoProject_isRefused(text: String, expected: String) throws {
    let found = try mistakes(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  @Test func limits_areCompletedFromTheNearest() {
    var own = GuardLimits()
    own.changeRows = 1
    var other = GuardLimits()
    other.changeRows = 9
    other.deleteMost = 8
    let limits = own.completed(by: other).completed(by: .usual)
    #expect(limits.changeRows == 1)
    #expect(limits.deleteMost == 8)
    #expect(limits.changePercent == 25)
    #expect(limits.deletePercent == 10)
    #expect(limits.deleteRows == 5)
    #expect(limits.rejectRows == nil)
  }
}
