import TabularCore
import Testing

@testable import JSONRecords

/// A file can be as hostile as it likes.
@Suite struct JSONLimitTests {
  private func limits(_ name: Limits.Name, _ value: Int) -> Limits {
    var limits = Limits()
    limits[name] = value
    return limits
  }

  @Test func longRecords_areRefused() throws {
    let limits = limits(.recordSize, 20)
    #expect(try Reading.lists("[{\"a\": \"0123456789\"}]", limits: limits).count == 1)
    #expect(
      throws: JSONRecordsError(.fileTooLarge(.recordSize, limit: 20), line: 2, lineColumn: 1)
    ) { try Reading.lists("[{},\n{\"a\": \"012345678901\"}]", limits: limits) }
  }

  @Test func manyColumns_areRefused() {
    let limits = limits(.columns, 3)
    let text = "[{\"a\": 1, \"b\": 2},\n{\"c\": 3, \"d\": 4}]"
    #expect(
      throws: JSONRecordsError(.fileTooLarge(.columns, limit: 3), line: 2, lineColumn: 10)
    ) { try Reading.lists(text, limits: limits) }
    let empty = "[{" + (0..<1000).map { "\"\($0)\": {}" }.joined(separator: ",") + "}]"
    #expect { try Reading.lists(empty, limits: limits) } throws: {
      ($0 as? JSONRecordsError)?.code == "file.too-large"
    }
  }

  @Test func manyCells_areRefused() {
    #expect(
      throws: JSONRecordsError(.fileTooLarge(.cells, limit: 2), line: 1, lineColumn: 21)
    ) { try Reading.lists("[{\"a\": 1},{\"a\": 1},{\"a\": 1}]", limits: limits(.cells, 2)) }
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":["])
  func deepNesting_isRefused(_ unit: String) {
    let text = "[" + String(repeating: unit, count: 100_000)
    #expect { try Reading.lists(text) } throws: {
      ($0 as? JSONRecordsError)?.code == "json.malformed"
    }
  }

  @Test func aLongLine_isReadWithinItsMemory() throws {
    let records = (0..<100_000).map { "{\"id\":\($0),\"name\":\"n\($0)\"}" }
    let text = "[" + records.joined(separator: ",") + "]"
    let list = try JSONDocument(MemoryJSON(Array(text.utf8))).lists[0]
    #expect(list.recordCount == 100_000)
    let place = try list.places(of: [100_000: [2]])[100_000]?[2]
    #expect(place?.line == 1)
    #expect(place?.column == text.utf8.count - "\"n99999\"}]".utf8.count + 1)
  }

  /// Whatever a file is cut to, there is an answer, and it is the same however it is read.
  @Test func everyPrefix_isAnswered() {
    let text = Array(
      "{\"u\": [{\"é\": [\"a\\u00e9\", 1.5e3]}, {\"n\": {\"x\": null}}], \"m\": tru}".utf8)
    for end in 0...text.count {
      let bytes = Array(text[..<end])
      #expect(throws: JSONRecordsError.self) { try JSONDocument(MemoryJSON(bytes)) }
    }
  }

  @Test func chunks_makeNoDifference() throws {
    let text = Array("[{\"é\": \"\\\"]\"},\r\n {\"b\": [1, \"}\"]} ]".utf8)
    for size in 1...text.count {
      var cursor = JSONCursor(MemoryJSON(text), chunkSize: size)
      #expect(try cursor.skipSpace() == UInt8(ascii: "["))
      cursor.advance()
      var walk = RecordWalk(cursor, form: .array, limit: 100)
      var places: [JSONCursor.Place] = []
      while let record = try walk.next() { places.append(record.place) }
      #expect(places.map(\.line) == [1, 2])
      #expect(places.map(\.column) == [2, 2])
      #expect(places.map(\.offset) == [1, 18])
    }
  }
}
