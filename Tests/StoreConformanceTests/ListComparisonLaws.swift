import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TestSupport
import Testing

/// Rows compared with stored records that own lists, in whatever order the rows come.
@Suite struct ListComparisonLaws {
  private static let topics = (0..<9).map { "T\($0)" }
  private static let tags = ["a", "b", "c", "é", ""]

  /// A meeting with some topics in an order of their own.
  private static func meeting(_ number: Int, _ topics: [String]) -> [FieldValue] {
    [
      .text("M\(number)"), topics.isEmpty ? .null : .list(topics.map(FieldValue.text)), .null,
      .null, .dateTime(local: "2027-03-06T09:00", utc: "2027-03-06T08:00:00Z"), .null,
    ]
  }

  /// A place with some features, sorted as the store sorts them.
  private static func place(_ number: Int, _ features: [String]) -> [FieldValue] {
    [
      .text("P\(number)"), .text("Place \(number)"), .null, .null,
      features.isEmpty ? .null : .list(features.sorted().map(FieldValue.text)), .null,
    ]
  }

  private struct Compared {
    var table: TableSchema
    var rows: [[FieldValue]]
    var fields: [Int]
    var blank: [Int]
  }

  private static func compared(_ random: inout some RandomNumberGenerator) -> [Compared] {
    func some(_ items: [String]) -> [String] {
      Array(items.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)))
    }
    let meetings = (0..<60).map { meeting($0, some(topics)) }
    let places = (0..<60).map { place($0, some(tags.filter { !$0.isEmpty })) }
    return [
      Compared(
        table: StorePackage.meetings, rows: meetings, fields: [0, 1, 4], blank: [2, 3, 5]),
      Compared(table: StorePackage.places, rows: places, fields: [0, 1, 4], blank: [2, 3, 5]),
    ]
  }

  private static func answer(
    _ row: [FieldValue], _ fields: [Int], _ comparison: any StoredComparison
  ) throws -> StoredAnswer {
    let hash = fields.reduce(ByteHash.seed) { row[$1].hash($0) }
    return try Array((row[0].text ?? "").utf8).withUnsafeBytes {
      try comparison.answer(key: $0, hash: hash)
    }
  }

  /// The row with its list changed: the items the other way round, one more, or none.
  private static func changed(_ row: [FieldValue]) -> [FieldValue] {
    var row = row
    for field in [1, 4] {
      if case .list(let items) = row[field] {
        row[field] = items.count > 1 ? .list(items.reversed()) : .null
        return row
      }
    }
    row[row[1].isNull ? 1 : 4] = .list([.text("T1")])
    return row
  }

  @Test(arguments: StoreKind.allCases, 0..<4 as Range<UInt64>)
  func listsAreCompared(_ kind: StoreKind, _ seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    let compared = Self.compared(&random)
    let scratch = try StoreUnderTest(kind, StorePackage.package)
    _ = try scratch.maintained().initialise(StorePackage.package, now: StorePackage.now)
    let first = try scratch.opened(writes: true)
    func stage(_ rows: [[FieldValue]], _ table: TableSchema) throws {
      try first.stage(
        rows.enumerated().map { StagedRecord(ordinal: $0, operation: .create, values: $1) },
        of: table)
    }
    try stage(Self.topics.map { [.text($0), .null] }, StorePackage.table("topics"))
    for item in compared { try stage(item.rows, item.table) }
    _ = try first.merge(StorePackage.package.tables, run: StorePackage.run("A"))
    try first.commit()

    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    for item in compared {
      let comparison = try #require(
        try store.makeComparison(of: item.table, fields: item.fields, blank: item.blank))
      // Runs of rows in their order, with jumps between them, some rows again and some changed.
      for _ in 0..<40 {
        var number = Int.random(in: item.rows.indices, using: &random)
        for _ in 0..<Int.random(in: 1...12, using: &random) where number < item.rows.count {
          let row = item.rows[number]
          let isChanged = Int.random(in: 0..<6, using: &random) == 0
          let answer = try Self.answer(isChanged ? Self.changed(row) : row, item.fields, comparison)
          if isChanged {
            #expect(answer == .other, "\(row)")
          } else if case .same = answer {
          } else {
            Issue.record("\(row) is told to be \(answer)")
          }
          number += Int.random(in: 0...2, using: &random)
        }
      }
    }
  }
}
