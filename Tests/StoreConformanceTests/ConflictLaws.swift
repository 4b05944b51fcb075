import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import Testing

@Suite struct ConflictLaws {
  /// A store with the sample, open for reading.
  private func store(_ kind: StoreKind) throws -> (StoreUnderTest, any RecordStore) {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    return (scratch, try scratch.opened(writes: false))
  }

  private func hall(
    _ ordinal: Int, _ code: String, _ place: String, _ name: String,
    _ operation: RecordOperation = .create, id: Int64? = nil
  ) -> StagedRecord {
    StagedRecord(
      ordinal: ordinal, operation: operation, storedID: id,
      values: [text(code), text(place), text(name), .integer(10)])
  }

  @Test(arguments: StoreKind.allCases)
  func rowsThatShareUniqueValuesAreFound(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    try store.stage(
      [
        hall(0, "A", "TOR", "South"),
        hall(3, "B", "TOR", "SOUTH "),
        hall(4, "C", "OTT", "South"),
        hall(5, "D", "TOR", "north"),
        hall(6, "E", "TOR", ""),
        hall(7, "F", "TOR", ""),
        hall(8, "G", "TOR", "NORTH"),
      ], of: halls)
    #expect(
      try store.conflicts(onFields: [1, 2], of: halls) == [
        UniqueConflict(ordinal: 3, otherOrdinal: 0),
        UniqueConflict(ordinal: 5, storedKey: ["TOR-A"]),
        UniqueConflict(ordinal: 8, otherOrdinal: 5, storedKey: ["TOR-A"]),
      ])
  }

  @Test(arguments: StoreKind.allCases, [RecordOperation.update, .unchanged, .delete])
  func aStoredRecordThatTheRunTouchesIsNoConflict(
    _ kind: StoreKind, _ operation: RecordOperation
  ) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let stored = try #require(try store.records(of: halls, keys: [[text("TOR-A")]])[0])
    try store.stage(
      [
        hall(0, "NEW", "TOR", "North"),
        hall(1, "TOR-A", "TOR", "Moved", operation, id: stored.id),
      ], of: halls)
    #expect(try store.conflicts(onFields: [1, 2], of: halls).isEmpty)
  }

  @Test(arguments: StoreKind.allCases)
  func keysMadeOfReferencesAreCompared(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let rooms = StorePackage.table("rooms")
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create, values: [text("TOR-A"), text("R1"), .null]),
        StagedRecord(
          ordinal: 1, operation: .create, values: [text("TOR-A"), text("R2"), .null]),
        StagedRecord(ordinal: 2, operation: .create, values: [text("NEW"), text("R1"), .null]),
      ], of: rooms)
    #expect(
      try store.conflicts(onFields: [0, 1], of: rooms) == [
        UniqueConflict(ordinal: 0, storedKey: ["TOR-A", "R1"])
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func deletesWithChildrenThatRemainAreFound(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let rooms = StorePackage.table("rooms")
    let topics = StorePackage.table("topics")
    let keys = [[text("TOR-A")], [text("OTT-A")]]
    let stored = try store.records(of: halls, keys: keys)
    try store.stage(
      stored.enumerated().compactMap { number, record in
        record.map {
          StagedRecord(ordinal: number, operation: .delete, storedID: $0.id, values: $0.values)
        }
      }, of: halls)
    func found() throws -> [String] {
      try store.referencedDeletes(of: halls).map { "\($0.ordinal) \($0.children) \($0.count)" }
    }
    #expect(try found() == ["0 rooms 1", "1 meetings 1", "1 rooms 1"])
    let room = try #require(try store.records(of: rooms, keys: [[text("TOR-A"), text("R1")]])[0])
    try store.stage(
      [StagedRecord(ordinal: 0, operation: .delete, storedID: room.id, values: room.values)],
      of: rooms)
    #expect(try found() == ["1 meetings 1", "1 rooms 1"])

    // A list of references holds its parents too.
    let topic = try #require(try store.records(of: topics, keys: [[text("LAW")]])[0])
    try store.stage(
      [StagedRecord(ordinal: 0, operation: .delete, storedID: topic.id, values: topic.values)],
      of: topics)
    #expect(
      try store.referencedDeletes(of: topics).map { "\($0.children) \($0.count)" } == [
        "meetings 1", "topics 1",
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func recordsWithoutChildrenAreFound(_ kind: StoreKind) throws {
    let (_, store) = try store(kind)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let stored = try #require(try store.records(of: halls, keys: [[text("OTT-A")]])[0])
    try store.stage(
      [
        hall(0, "NEW", "TOR", "South"),
        hall(1, "EMPTY", "TOR", "West"),
        StagedRecord(
          ordinal: 2, operation: .unchanged, storedID: stored.id, values: stored.values),
      ], of: halls)
    #expect(try store.childless(of: halls, children: "rooms") == [0, 1])
    try store.stage(
      [StagedRecord(ordinal: 0, operation: .create, values: [text("NEW"), text("R9"), .null])],
      of: StorePackage.table("rooms"))
    #expect(try store.childless(of: halls, children: "rooms") == [1])
    #expect(try store.childless(of: halls, children: "meetings") == [0, 1])
  }
}
