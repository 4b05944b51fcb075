import GRDB
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas
import StoreTesting
import TabularCore
import Testing

@testable import SQLiteStore

@Suite struct SetRuleTests {
  private func rule(_ query: String) -> Rule {
    Rule(code: "rule.test", scope: .set(query: query, tables: []), place: .fields(["seats"]))
  }

  private func store() throws -> SQLiteStore {
    let scratch = try ScratchStore()
    try scratch.fill()
    return try scratch.opened(writes: false)
  }

  @Test(arguments: [
    ("DELETE FROM halls", "it does not begin with SELECT"),
    ("PRAGMA journal_mode = DELETE", "it does not begin with SELECT"),
    ("SELECT 1 AS at_row; DELETE FROM halls", ""),
    ("WITH x AS (SELECT 1) DELETE FROM halls", "it changes data"),
    ("SELECT seats FROM halls", "it has no column at_row"),
    ("SELECT _row AS at_row FROM halls WHERE seats > ?", "it has parameters"),
    ("SELECT _row AS at_row FROM chairs", "no such table: chairs"),
    ("SELECT chairs AS at_row FROM halls", "no such column: chairs"),
    (
      "SELECT _row AS at_row FROM halls WHERE printf('%.*c', 9, seats) = ''",
      "no such function: printf"
    ),
    (
      "SELECT 1 AS at_row FROM (SELECT \"format\"('%.9c', name) AS x FROM halls) WHERE x <> ''",
      "no such function: format"
    ),
  ])
  func onlyOneSelectIsAccepted(_ query: String, _ reason: String) throws {
    let store = try store()
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let error = storeError {
      _ = try store.violations(of: rule(query), in: halls, limit: 1)
    }
    #expect(error?.code == "schema.invalid")
    #expect(error?.arguments.last?.value.hasPrefix(reason) == true)
    let problem = RowRuleCompiler.compileError(
      of: rule(query), in: halls, package: StorePackage.package)
    #expect(problem?.hasPrefix(reason) == true)
    #expect(try store.recordCount(of: halls) == 2)
  }

  @Test func valuesOfSetRulesAreBoundedAndThoseOfTheStoreAreNot() throws {
    let store = try store()
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let large = rule(
      "SELECT _row AS at_row FROM halls WHERE length(zeroblob(2000000 + seats)) > 1")
    let error = storeError { _ = try store.violations(of: large, in: halls, limit: 1) }
    #expect(error?.code == "schema.invalid")
    #expect(error?.arguments.last?.value == "string or blob too big")
    let length = try store.access { _, database in
      try Int.fetchOne(database, sql: "SELECT length(zeroblob(2000000))")
    }
    #expect(length == 2_000_000)
  }
}
