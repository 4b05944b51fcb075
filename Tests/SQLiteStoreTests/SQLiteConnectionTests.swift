import ImportPipeline
import SQLiteStore
import StoreTesting
import TabularCore
import Testing

@Suite("A conversation in SQL")
struct SQLiteConnectionTests {
  @Test(arguments: [
    SQLValue.null, .integer(.min), .integer(7), .real(0.1), .text("é"), .text(""),
  ])
  func aValueComesBackAsItWent(_ value: SQLValue) throws {
    let store = try ScratchStore()
    try store.fill(StorePackage.sample)
    let connection = try SQLiteConnection(path: store.path, writes: false)
    #expect(
      try connection.rows("SELECT ?1, ?2, ?1", [value, .text("x")]) == [[value, .text("x"), value]])
  }

  @Test func aBodyThatThrowsLeavesNothing() throws {
    let store = try ScratchStore()
    try store.fill(StorePackage.sample)
    let connection = try SQLiteConnection(path: store.path, writes: true)
    #expect(throws: StoreError.self) {
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        #expect(try connection.execute("DELETE FROM duties WHERE 1 = ?1", [.integer(1)]) == 2)
        try connection.execute("DELETE FROM nowhere")
      }
    }
    #expect(try connection.value("SELECT count(*) FROM duties") == .integer(2))
  }

  @Test func aStoreThatIsMissingIsNotMade() throws {
    let store = try ScratchStore()
    let error = storeError { _ = try SQLiteConnection(path: store.path, writes: true) }
    #expect(error?.code == "store.unreachable")
    #expect(store.files.isEmpty)
  }

  @Test(arguments: [
    ("SELECT ?1, ?12", "SELECT $1, $12"), ("'?1' || \"?2\" || ?3", "'?1' || \"?2\" || $3"),
    ("a ? b", "a ? b"), ("'it''s ?1' = ?1", "'it''s ?1' = $1"),
  ])
  func parametersAreNumberedOutsideQuotes(_ sql: String, _ expected: String) {
    #expect(numberedParameters(sql) == expected)
  }
}
