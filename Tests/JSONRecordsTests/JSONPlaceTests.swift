import TabularCore
import Testing

@testable import JSONRecords

/// Where records, members and columns stand.
@Suite struct JSONPlaceTests {
  private func list(_ text: String) throws -> JSONList {
    try JSONDocument(MemoryJSON(Array(text.utf8))).lists[0]
  }

  private func places(_ text: String, row: Int, columns: Set<Int>) throws -> [Int: String] {
    let found = try list(text).places(of: [row: columns])[row] ?? [:]
    return found.mapValues { "\($0.line):\($0.column) \($0.pointer)" }
  }

  @Test func members_haveTheirPlaces() throws {
    let text = "[\n  {\"é\": \"ü\", \"n\": {\"x/y\": 1}},\n  {\"n\": {}}\n]"
    #expect(
      try places(text, row: 1, columns: [0, 1, 2])
        == [0: "2:3 /0", 1: "2:9 /0/é", 2: "2:27 /0/n/x~1y"])
    // A member that is missing stands where it is missed.
    #expect(
      try places(text, row: 2, columns: [0, 1, 2])
        == [0: "3:3 /1", 1: "3:3 /1/é", 2: "3:9 /1/n/x~1y"])
    #expect(try places(text, row: 3, columns: [0]) == [:])
  }

  @Test func lines_areDocumentsOfTheirOwn() throws {
    let text = "{\"a\": 1}\n\n{\"a\": 2}\n"
    #expect(try places(text, row: 2, columns: [0, 1]) == [0: "3:1 ", 1: "3:7 /a"])
  }

  @Test func aMinifiedFile_hasColumns() throws {
    let text = #"{"u":[{"a":1},{"a":2}]}"#
    #expect(try places(text, row: 2, columns: [0, 1]) == [0: "1:15 /u/1", 1: "1:20 /u/1/a"])
  }

  @Test func columns_standWhereTheirMembersAppear() throws {
    let list = try list("[{\"a\": 1},\n {\"a\": 1, \"b\": 2}]")
    #expect(list.place(ofColumn: 1) == JSONPlace(pointer: "/0/a", line: 1, column: 3))
    #expect(list.place(ofColumn: 2) == JSONPlace(pointer: "/1/b", line: 2, column: 11))
    #expect(list.place(ofColumn: 3) == nil)
  }
}
