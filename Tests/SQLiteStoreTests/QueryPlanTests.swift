import GRDB
import SQLStore
import Schemas
import StoreTesting
import Testing

@testable import SQLiteStore

@Suite struct QueryPlanTests {
  /// The plan of a query, one step per line.
  private func plan(_ sql: String, _ store: SQLiteStore) throws -> [String] {
    try store.access { _, database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: [])
        .map { $0["detail"] }
    }
  }

  @Test(arguments: [
    ("places", "places_key (place_code=?)"),
    ("halls", "halls_key (hall_code=?)"),
    ("rooms", "rooms_key (hall_id=? AND room_code=?)"),
    ("duties", "duties_key (meeting_id=? AND person_id=?)"),
  ])
  func keysAreFoundThroughTheirIndex(_ name: String, _ index: String) throws {
    let scratch = try ScratchStore()
    try scratch.fill(StorePackage.sample)
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    let sql = try store.access { run, _ in
      run.keyLookupSQL(try run.columns(ofTable: name))
    }
    let bound = sql.replacing("?1", with: "'x'").replacing("?2", with: "'y'")
    let steps = try plan(bound, store)
    #expect(steps.contains { $0.hasPrefix("SEARCH k ") && $0.hasSuffix(index) })
    // Only the few ids that were found and the items of one list are gone through.
    #expect(!steps.contains { $0.hasPrefix("SCAN") && !$0.contains("subquery") })
  }

  @Test func namesWithinAParentAreFoundThroughTheirIndex() throws {
    let scratch = try ScratchStore()
    try scratch.fill(StorePackage.sample)
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    let sql = try store.access { run, _ in
      let halls = try run.columns(ofTable: "halls")
      return run.lookupSQL(halls, fields: [halls.fields[2], halls.fields[1]], limit: 3)
    }
    let steps = try plan(
      sql.replacing("?1", with: "'x'").replacing("?2", with: "'y'"), store)
    #expect(
      steps.contains {
        $0.hasPrefix("SEARCH k ") && $0.hasSuffix("(place_id=? AND name_folded=?)")
      })
    #expect(!steps.contains { $0.hasPrefix("SCAN") && !$0.contains("subquery") })
  }
}
