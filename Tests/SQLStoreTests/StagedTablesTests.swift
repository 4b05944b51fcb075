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

  /// A batch is staged in pieces where a row of it is read cell by cell.
  @Test func piecesOfABatchComeInTheirOrder() throws {
    let package = DataPackage(
      name: "buildings", title: LocalizedText("Buildings"), tables: [Self.halls, Self.rooms])
    let tables = StagedTables(package)
    var next = 0
    for part in 0..<40 {
      let whole = batch(from: next, count: 30)
      var first = 0
      for (piece, count) in [7, 1, 12, 10].enumerated() {
        var some = whole
        some.rows = Array(whole.rows[first..<first + count])
        some.isContinued = piece > 0
        first += count
        // A row between two pieces was read cell by cell, or is missing.
        if piece == 2, part % 3 > 0 {
          let row = some.rows.removeFirst()
          if part % 3 == 1 {
            tables.append(
              [
                StagedRecord(
                  ordinal: row.ordinal, operation: .create, values: [.text("H-\(row.ordinal)")])
              ], of: Self.halls)
          }
        }
        tables.append(some, of: Self.halls)
      }
      if part % 5 == 0 { tables.append(batch(from: part, count: 1), of: Self.rooms) }
      next += 30
    }
    let rows = try #require(tables["halls"])
    #expect(rows.count == next - 13)
    var last = -1
    try rows.forEach { record in
      #expect(record.ordinal > last)
      last = record.ordinal
      #expect(record.values == [.text("H-\(last)")])
    }
    #expect(last == next - 1)
    #expect(tables["rooms"]?.count == 8)
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
