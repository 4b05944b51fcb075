import ImportPipeline
import RecordMapping
import RuleEvaluation
import Schemas
import TabularCore
import Testing

@testable import SQLStore

@Suite struct StagedRowsTests {
  private static let fields = [
    Field(name: "code", type: .code),
    Field(name: "starts", type: .dateTime),
    Field(name: "modes", type: .list),
    Field(name: "seats", type: .integer),
  ]

  private func rows(_ fields: Set<Int> = [0, 1, 2, 3]) -> StagedRows {
    StagedRows(
      TableSchema(name: "halls", fields: Self.fields, naturalKey: ["code"]), fields: fields,
      pool: TextPool())
  }

  private func record(
    _ ordinal: Int, _ code: String, _ operation: RecordOperation = .create, id: Int64? = nil
  ) -> StagedRecord {
    StagedRecord(
      ordinal: ordinal, operation: operation, storedID: id,
      values: [
        .text(code), .dateTime(local: "2027-01-04T09:00", utc: "2027-01-04T14:00:00Z"),
        .list([.text("paper"), .integer(7)]), ordinal % 3 == 0 ? .null : .integer(Int64(-ordinal)),
      ], sourceID: ordinal % 2 == 0 ? "" : nil, changedFields: ordinal % 5 == 0 ? [] : [0, 300])
  }

  private func written(_ rows: StagedRows) throws -> (deleted: [Int], inserted: [StagedRecord]) {
    var changes: (deleted: [Int], inserted: [StagedRecord]) = ([], [])
    try rows.writeChanges(
      delete: { changes.deleted += $0 }, insert: { changes.inserted.append($0) })
    return changes
  }

  @Test func rowsComeBackAsTheyWere() throws {
    let rows = rows()
    let values: [FieldValue] = [
      .null, .integer(.min), .integer(.max), .real(-0.5), .decimal("0.1"), .text("é\u{0}"),
      .dateTime(local: "a", utc: ""), .list([]), .list([.secret("x"), .list([.null])]), .secret(""),
    ]
    rows.append(
      StagedRecord(
        ordinal: 3, operation: .unchanged, storedID: -9, values: values, sourceID: "id",
        changedFields: [1, 200]))
    let record = try #require(try written(rows).inserted.first)
    #expect(record.values == values)
    #expect(record.operation == .unchanged)
    #expect(record.storedID == -9)
    #expect(record.sourceID == "id")
    #expect(record.changedFields == [1, 200])
    #expect(rows.values(of: 3) == values)
    #expect(rows.values(of: 4) == nil)
  }

  /// `9.00000000000000001` is less than `10.00000000000000001`, though its text is greater.
  @Test func numbersOfManyDigits_areLeftToTheStore() {
    let rows = StagedRows(
      TableSchema(
        name: "weights", fields: [Field(name: "weight", type: .decimal)], naturalKey: ["weight"]),
      fields: [0], pool: TextPool())
    rows.append(
      StagedRecord(ordinal: 0, operation: .create, values: [.decimal("9.00000000000000001")]))
    #expect(rows.repeats(onFields: [0]) == nil)
  }

  /// The staging table still holds the row, so it must be brought up to date before it is merged.
  @Test func rowsTakenBackAfterTheyWereWritten_leaveSomethingToDo() throws {
    let rows = rows()
    rows.append(record(1, "H-1"))
    #expect(!rows.keepAll)
    _ = try written(rows)
    rows.discard([1])
    #expect(!rows.keepAll)
    #expect(try written(rows).deleted == [1])
    #expect(rows.keepAll)
  }

  /// Enough rows for blocks in a file; some of every block are read back, out of order too.
  @Test func manyRowsComeBackFromTheirFile() throws {
    let rows = rows([0])
    let count = 60_000
    for ordinal in 0..<count { rows.append(record(ordinal * 2, "HALL-\(ordinal)")) }
    for ordinal in stride(from: count - 1, through: 0, by: -997) {
      #expect(rows.values(of: ordinal * 2)?.first == .text("HALL-\(ordinal)"))
    }
    var seen = 0
    try rows.forEach { record in
      if record.ordinal % 4_096 == 0 {
        #expect(record.values[0] == .text("HALL-\(record.ordinal / 2)"))
      }
      seen += 1
    }
    #expect(seen == count)
  }

  @Test(arguments: 0..<8)
  func ordinalsComeBackByPosition(_ seed: Int) {
    var ordinals = NumberRuns()
    var expected: [Int] = []
    for step in 0..<500 {
      let jumps = (step &* 7 &+ seed) % 5 == 0
      expected.append((expected.last ?? -1) + (jumps ? 1 + step % 3 - seed : 1))
      ordinals.append(expected[step])
    }
    #expect(Array(ordinals) == expected)
    #expect(expected.indices.allSatisfy { ordinals[$0] == expected[$0] })
    #expect(ordinals.last == expected.last)
    #expect(Array(ordinals.column) == expected.map(Int64.init))
    ordinals.removeLast(from: 123 + seed)
    #expect(Array(ordinals) == Array(expected[..<(123 + seed)]))
    // Rows that no file has are numbered far behind all others.
    ordinals.append(1 << 40)
    #expect(ordinals.last == 1 << 40 && ordinals.count == 124 + seed)
  }

  /// Rows with errors are given at the end, and a row that was given twice is the later one.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func rowsOfLowerOrdinalsAreFound(_ seed: UInt64) throws {
    var state = seed
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let rows = rows([0])
    var expected: [Int: String] = [:]
    var highest = 0
    for number in 0..<2_000 {
      let goesBack = highest > 0 && random(4) == 0
      let ordinal =
        goesBack ? random(highest + 1) : highest + random(3)
      highest = max(highest, ordinal)
      expected[ordinal] = "H-\(number)"
      rows.append(record(ordinal, "H-\(number)"))
    }
    for ordinal in 0...highest + 1 {
      #expect(rows.values(of: ordinal)?.first == expected[ordinal].map(FieldValue.text))
    }
    rows.discard(from: highest / 2)
    for ordinal in 0...highest {
      #expect(
        (rows.values(of: ordinal) != nil) == (ordinal < highest / 2 && expected[ordinal] != nil))
    }
  }

  @Test func whatIsDiscardedIsNeverWrittenOrTakenOut() throws {
    let rows = rows()
    for ordinal in 0..<4 { rows.append(record(ordinal, "H-\(ordinal)")) }
    rows.discard([1])
    #expect(try written(rows).inserted.map(\.ordinal) == [0, 2, 3])
    #expect(!rows.hasChanges)
    rows.discard([0, 1, 99])
    rows.append(record(0, "again"))
    #expect(rows.values(of: 0)?[0] == .text("again"))
    let changes = try written(rows)
    #expect(changes.deleted == [0])
    #expect(changes.inserted.map(\.values[0]) == [.text("again")])
    rows.discard(from: 2)
    #expect(try written(rows).deleted.sorted() == [2, 3])
    #expect(rows.values(of: 2) == nil)
    #expect(rows.values(of: 0) != nil)
  }

  @Test func manyRowsGoToAFileAndComeBack() throws {
    let rows = rows([])
    let padding = String(repeating: "x", count: 10_000)
    for ordinal in 0..<3_000 {
      rows.append(
        StagedRecord(ordinal: ordinal, operation: .create, values: [.text("\(ordinal)" + padding)]))
    }
    #expect(rows.values(of: 2_900)?[0] == .text("2900" + padding))
    #expect(rows.values(of: 10)?[0] == .text("10" + padding))
    let inserted = try written(rows).inserted
    #expect(inserted.count == 3_000)
    #expect(inserted.enumerated().allSatisfy { $1.values == [.text("\($0)" + padding)] })
  }

  /// More values than are kept as bytes at a time, in an order in which they displace one another.
  @Test func valuesThatColumnsKeepComeBackAsTheyWere() {
    let rows = rows()
    let pools: [[FieldValue]] = [
      (0..<50).map { .text("H-\($0)") },
      (0..<50).map { .dateTime(local: "a\($0)", utc: $0 % 2 == 0 ? "" : "b") },
    ]
    let count = 600
    var values: [ColumnValue] = []
    for row in 0..<count {
      values.append(ColumnValue(pooled: Int32(row * 7 % 50)))
      values.append(ColumnValue(pooled: Int32(row % 3 == 0 ? row % 50 : 16 * (row % 4))))
    }
    rows.append(
      StagedBatch(
        fields: [0, 1], arena: [], values: values, pools: pools,
        rows: (0..<count).map { .init(ordinal: $0, place: $0) }))
    for row in 0..<count {
      let second = row % 3 == 0 ? row % 50 : 16 * (row % 4)
      #expect(
        rows.values(of: row) == [pools[0][row * 7 % 50], pools[1][second], .null, .null])
    }
  }

  /// Rows are coded some thousand bytes at a time: texts end before, at and behind the edges of those.
  @Test func textsOfAnyLengthComeBackAsTheyWere() throws {
    let rows = rows([])
    let lengths = (0..<300).map { $0 * 13 % 97 } + Array(4_060...4_110) + [1, 8_192, 0, 70_000, 2]
    var arena: [UInt8] = []
    var values: [ColumnValue] = []
    for (row, length) in lengths.enumerated() {
      values.append(ColumnValue(offset: arena.count, length: length))
      arena += (0..<length).map { UInt8(ascii: "a") + UInt8(($0 + row) % 26) }
    }
    rows.append(
      StagedBatch(
        fields: [0], arena: arena, values: values, pools: [],
        rows: lengths.indices.map {
          .init(ordinal: $0, place: $0, storedID: $0 % 5 == 0 ? Int64.max - Int64($0) : nil)
        }))
    for (row, value) in values.enumerated() {
      let text = arena[value.offset..<value.offset + value.length]
      #expect(rows.values(of: row)?[0] == .text(String(decoding: text, as: UTF8.self)))
    }
    #expect(rows.values(of: lengths.count) == nil)
  }

  @Test func rulesSeeTheRowsThatStay() throws {
    let rows = rows()
    for ordinal in 0..<6 { rows.append(record(ordinal, "H-\(ordinal)")) }
    rows.append(record(6, "H-6", .delete, id: 1))
    rows.discard([4])
    func codes(_ condition: String, _ table: String = "halls") -> Bool? {
      SetQuery("SELECT _row AS at_row FROM \(table) WHERE \(condition)")?
        .isEmpty(pool: rows.pool) { rows.relation(named: $0) }
    }
    #expect(codes("code = 'H-5' AND _row = 5 AND _creates = 1") == false)
    #expect(codes("code = 'H-4' OR code = 'H-6'") == true)
    #expect(codes("starts = '2027-01-04T14:00:00Z' AND starts_local = '2027-01-04T09:00'") == false)
    #expect(codes("seats = -5") == false)
    #expect(codes("code = 'H-5' AND position = 1", "halls__modes") == false)
    #expect(codes("code = 'H-4'", "halls__modes") == true)
    // Texts and numbers in one list are left to SQL.
    #expect(codes("item = 'paper'", "halls__modes") == nil)
  }

  @Test func repeatsAreFoundByOrdinal() {
    let rows = rows()
    for (ordinal, code) in ["A", "B", "A", "C", "A"].enumerated() {
      rows.append(record(ordinal, code))
    }
    #expect(rows.repeats(onFields: [0])?.map(\.ordinal) == [2, 4])
    #expect(rows.repeats(onFields: [0])?.map(\.first) == [0, 0])
    rows.discard([0])
    #expect(rows.repeats(onFields: [0])?.map(\.ordinal) == [4])
    #expect(rows.repeats(onFields: [0])?.map(\.first) == [2])
    #expect(rows.repeats(onFields: [3])?.isEmpty == true)
    #expect(rows.repeats(onFields: [2]) == nil)
  }

  @Test func storedRecordsAreAllTouchedWhenEachIs() {
    let rows = rows()
    #expect(rows.touches(allOf: 0))
    rows.append(record(0, "A", .update, id: 7))
    rows.append(record(1, "B", .unchanged, id: 7))
    #expect(!rows.touches(allOf: 2))
    rows.append(record(2, "C", .delete, id: 8))
    #expect(rows.touches(allOf: 2))
    rows.discard([2])
    #expect(!rows.touches(allOf: 2))
  }

  @Test func constraintsAreMetOrAreAskedInSQL() {
    let rows = rows()
    for ordinal in 1..<4 { rows.append(record(ordinal, ordinal == 3 ? "H-1" : "H-\(ordinal)")) }
    func meets(_ conditions: [String], _ unique: String? = nil, where filter: String? = nil)
      -> Bool?
    {
      rows.meets(
        conditions,
        unique.map { [.init(name: "x", terms: [.init(sql: $0, column: $0)], condition: filter)] }
          ?? [], isFolded: { _ in false })
    }
    #expect(meets(["seats < 0", "seats <> -9"]) == true)
    #expect(meets(["seats < 0", "seats <> -1"]) == false)
    #expect(meets(["length(code) > 1"]) == nil)
    #expect(meets(["floor > 1"]) == nil)
    #expect(meets(["(code <> 'H-9'::text)", "code <> 'H'::text OR code = 'x::text'"]) == true)
    #expect(meets(["(code = ANY (ARRAY['H-1'::text]))"]) == nil)
    #expect(meets(["code <> 'H-1'::varchar"]) == nil)
    #expect(meets([], "code") == false)
    #expect(meets([], "code", where: "seats IS NOT NULL") == true)
    #expect(meets([], "code", where: "(code = 'H-2'::text)") == true)
    #expect(meets([], "code", where: "(code = 'H-1'::text)") == false)
  }
}
