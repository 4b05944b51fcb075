import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TestSupport
import Testing

@testable import DataCare

/// What holds for comparisons of stores and dumps, whatever keeps the records.
@Suite struct CompareLaws {
  @Test(arguments: [
    (StoreKind.sqlite, StoreKind.sqlite), (.sqlite, .postgresql), (.postgresql, .postgresql),
  ])
  func equalStores_differInNothing(one: StoreKind, other: StoreKind) throws {
    let stores = try ComparedStores(one, other)
    try stores.one.fill()
    // Other ids for the same records.
    try stores.other.fill(StorePackage.sample.map { ($0.table, $0.rows.reversed()) })
    var comparison = stores.comparison()
    #expect(try ComparedStores.lines(comparison) == [])
    comparison.leastRecords = 0
    let summary = try comparison.perform { _ in }
    #expect(summary.differingRecords == 0)
    let halls = summary.tables.first { $0.table == "halls" }
    #expect(halls?.one == 2 && halls?.other == 2)
  }

  @Test(arguments: [StoreKind.sqlite, .postgresql])
  func everyDifference_isFoundWithItsReason(kind: StoreKind) throws {
    let stores = try ComparedStores(kind, kind)
    try stores.one.fill()
    try stores.other.fill()
    try ComparedStores.write(
      [
        "UPDATE places SET name = 'OTTAWA ' WHERE place_code = 'OTT'",
        "UPDATE rooms SET floor = '02' WHERE floor = '2'",
        "UPDATE halls SET seats = 81 WHERE hall_code = 'OTT-A'",
        """
        UPDATE meetings SET start_local = '2027-03-06T14:00', start_utc = '2027-03-06T19:00:00Z'
        """,
        "DELETE FROM duties WHERE role = 'helper'",
        "INSERT INTO topics (topic_code, created_at, updated_at, created_run) VALUES"
          + " ('ART', '2027-03-06T14:14:02Z', '2027-03-06T14:14:02Z', '20270306-0900-A0')",
        "DELETE FROM places_features WHERE feature = 'lift'",
        "UPDATE topics SET topic_code = 'law-1' WHERE topic_code = 'LAW-1'",
      ], to: stores.other)
    try stores.other.execute("UPDATE people SET email = 'new@example.org' WHERE username = 'troy'")
    try ComparedStores.write(
      [
        "UPDATE halls SET name = 'South', name_folded = 'south',"
          + " updated_at = '2027-04-01T00:00:00Z' WHERE hall_code = 'TOR-A'"
      ], to: stores.one)
    let expected = [
      "places OTT name caseOrSpace",
      "places TOR features value",
      "halls OTT-A seats value",
      "halls TOR-A name notSynced",
      "rooms TOR-A/R1 floor numberFormat",
      "topics ART extra missing",
      "topics LAW-1 topic_code caseOrSpace",
      "meetings M1 topic_codes caseOrSpace",
      "people troy email editedByHand",
      "meetings M1 start_at zone",
      "duties M1/troy missing editedByHand",
    ]
    var comparison = stores.comparison()
    #expect(try ComparedStores.lines(comparison).sorted() == expected.sorted())
    // Read part by part, where the store makes digests.
    comparison.leastRecords = 0
    #expect(try ComparedStores.lines(comparison).sorted() == expected.sorted())
    comparison.scope = RecordSelection.Scope(field: "place_code", value: "TOR")
    #expect(
      try ComparedStores.lines(comparison).sorted() == [
        "halls TOR-A name notSynced", "places TOR features value",
        "rooms TOR-A/R1 floor numberFormat",
      ])
  }

  /// Random edits of small stores are found, all and no others, and each with its reason.
  @Test(arguments: 1...6)
  func randomEdits_areFoundLikeByComparingAll(seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    var ones: [[FieldValue]] = []
    var others: [[FieldValue]] = []
    var expected: [String] = []
    for number in 0..<120 {
      let code = "C\(random.next() % 7)-\(number)"
      let row: [FieldValue] = [
        text(code), text("Name \(number)"), .real(Double(number) / 8), .integer(1), .null,
        text("active"),
      ]
      var changed = row
      switch random.next() % 8 {
      case 0:
        expected.append("places \(code) missing missing")
        ones.append(row)
        continue
      case 1:
        expected.append("places \(code) extra missing")
        others.append(row)
        continue
      case 2:
        expected.append("places \(code) name caseOrSpace")
        changed[1] = text("NAME  \(number)")
      case 3:
        expected.append("places \(code) status value")
        changed[5] = text("closed")
      case 4:
        expected.append("places \(code) latitude value")
        changed[2] = .null
      case 5:
        expected.append("places \(code) features value")
        changed[4] = texts("lift")
      default: break
      }
      ones.append(row)
      others.append(changed)
    }
    let stores = try ComparedStores(.sqlite, .sqlite)
    try stores.one.fill([("places", ones)])
    try stores.other.fill([("places", others.reversed())])
    #expect(try ComparedStores.lines(stores.comparison()).sorted() == expected.sorted())
  }

  @Test func dumps_areEqualByteByByte_andComparedLikeStores() throws {
    let stores = try ComparedStores(.sqlite, .postgresql)
    try stores.one.fill()
    try stores.other.fill(StorePackage.sample.map { ($0.table, $0.rows.reversed()) })
    let scratch = try ScratchFolder()
    let names = StorePackage.package.tables.map(\.name)
    for (store, folder) in [(stores.one, "a"), (stores.other, "b")] {
      let opened = try store.opened(writes: false)
      defer { opened.rollBack() }
      let files = try DumpWriter(StorePackage.package)
        .write(names, of: opened, to: scratch.path(of: folder))
      #expect(files.map(\.count) == [2, 2, 2, 2, 2, 1, 2])
    }
    for name in names {
      let texts = try ["a", "b"].map {
        try String(contentsOfFile: scratch.path(of: "\($0)/\(name).csv"), encoding: .utf8)
      }
      #expect(texts[0] == texts[1], "\(name)")
      #expect(!texts[0].contains("c2VhbGVk"), "a secret is in a dump")
    }
    let halls = try String(contentsOfFile: scratch.path(of: "a/halls.csv"), encoding: .utf8)
    #expect(
      halls == """
        hall_code,place_code,name,seats
        OTT-A,OTT,North,80
        TOR-A,TOR,North,120

        """)
    let dump = ComparedSource(name: "a", .dump(folder: scratch.path(of: "a")))
    let other = ComparedStores.source(stores.other)
    #expect(
      try ComparedStores.lines(StoreComparison(StorePackage.package, dump, other, seed: 1)) == [])
    try ComparedStores.write(
      ["UPDATE halls SET seats = 81 WHERE hall_code = 'OTT-A'", "DELETE FROM duties"],
      to: stores.other)
    #expect(
      try ComparedStores.lines(StoreComparison(StorePackage.package, dump, other, seed: 1)) == [
        "halls OTT-A seats value", "duties M1/mlee missing editedByHand",
        "duties M1/troy missing editedByHand",
      ])
    var comparison = StoreComparison(StorePackage.package, dump, other, seed: 1)
    comparison.scope = RecordSelection.Scope(field: "place_code", value: "TOR")
    #expect(try ComparedStores.lines(comparison) == [])
    comparison.scope = RecordSelection.Scope(field: "place_code", value: "OTT")
    #expect(try ComparedStores.lines(comparison).count == 3)
    let unsorted = "hall_code,place_code,name,seats\nTOR-A,TOR,North,120\nOTT-A,OTT,North,80\n"
    try unsorted.write(
      toFile: scratch.path(of: "a/halls.csv"), atomically: true, encoding: .utf8)
    #expect(throws: DataCareError.self) {
      try ComparedStores.lines(StoreComparison(StorePackage.package, dump, other, seed: 1))
    }
  }
}
