import ImportPipeline
import RecordMapping
import Schemas
import TabularCore
import Testing

@testable import SQLStore

@Suite struct StagedTablesTests {
  private static let halls = TableSchema(
    name: "halls", fields: [Field(name: "code", type: .code)], naturalKey: ["code"])
  private static let rooms = TableSchema(
    name: "rooms", fields: [Field(name: "code", type: .code)], naturalKey: ["code"])

  private func batch(from first: Int, count: Int) -> StagedBatch {
    var arena: [UInt8] = []
    var values: [ColumnValue] = []
    for ordinal in first..<first + count {
      let text = Array("H-\(ordinal)".utf8)
      values.append(ColumnValue(offset: arena.count, length: text.count))
      arena += text
    }
    return StagedBatch(
      fields: [0], arena: arena, values: values, pools: [],
      rows: (0..<count).map { StagedBatch.Row(ordinal: first + $0, place: $0) })
  }

  /// Rows are staged by another thread: whoever asks sees all that were given, in their order.
  @Test func whoAsksSeesEveryRowThatWasGiven() throws {
    let package = DataPackage(
      name: "buildings", title: LocalizedText("Buildings"), tables: [Self.halls, Self.rooms])
    for _ in 0..<20 {
      let tables = StagedTables(package)
      var next = 0
      for part in 0..<60 {
        let count = 1 + part * 7 % 50
        tables.append(batch(from: next, count: count), of: Self.halls)
        next += count
        tables.append(
          [StagedRecord(ordinal: next, operation: .create, values: [.text("H-\(next)")])],
          of: Self.halls)
        next += 1
        tables.append(batch(from: part, count: 1), of: Self.rooms)
        if part % 20 == 7 { tables.rows(of: Self.halls).discard([next - 1]) }
      }
      #expect(tables.names == ["halls", "rooms"])
      let rows = try #require(tables["halls"])
      #expect(rows.count == next)
      #expect(rows.rowCount == next - 3)
      var ordinal = -1
      try rows.forEach { record in
        #expect(record.ordinal > ordinal)
        ordinal = record.ordinal
        #expect(record.values == [.text("H-\(ordinal)")])
      }
      #expect(tables["rooms"]?.count == 60)
    }
  }
}
