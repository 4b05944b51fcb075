import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// What plans, guards, pruning and the protection of edits ask of a store.
@Suite struct PlanLaws {
  private func told(
    _ store: any RecordStore, _ table: String
  ) throws -> [StagedOperation] {
    var operations: [StagedOperation] = []
    try store.forEachOperation(of: StorePackage.table(table)) { operations.append($0) }
    return operations
  }

  @Test(arguments: StoreKind.allCases)
  func operationsAreToldInOrder_withTheStoredRecord(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    try scratch.stage(
      [
        update("places", ["TOR"], [1: text("Toronto"), 4: texts("lift")]),
        create("places", [text("NEW"), text("New"), .null, .null, .null, .null]),
        delete("places", "OTT"),
      ], in: store)
    let operations = try told(store, "places")
    #expect(operations.map(\.operation) == [.update, .create, .delete])
    #expect(operations.map(\.ordinal) == [10, 11, 12])
    let update = try #require(operations.first)
    #expect(update.changedFields == [1, 4])
    #expect(update.values[1] == text("Toronto"))
    #expect(update.stored?.values[1] == text("Toronto Île"))
    #expect(update.stored?.values[4] == texts("lift", "parking"))
    #expect(update.storedRun == "20270306-0900-A0")
    #expect(operations[1].stored == nil)
    #expect(operations[1].storedRun == nil)
    #expect(operations[2].stored?.values[0] == text("OTT"))
    #expect(try told(store, "halls").isEmpty)
  }

  @Test(arguments: StoreKind.allCases)
  func operationsArePulledByRowsAndKinds(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    try scratch.stage(
      [
        update("places", ["TOR"], [1: text("Toronto")]),
        create("places", [text("NEW"), text("New"), .null, .null, .null, .null]),
        delete("places", "OTT"),
      ], in: store)
    func rows(_ selection: StagedSelection) throws -> [Int] {
      try store.operations(of: StorePackage.places, selection).map(\.ordinal)
    }
    #expect(try rows(StagedSelection(.after(-1, limit: 2))) == [10, 11])
    #expect(try rows(StagedSelection(.after(11, limit: 2))) == [12])
    #expect(try rows(StagedSelection(.after(12, limit: 2))) == [])
    #expect(try rows(StagedSelection(.after(-1, limit: 9), [.delete, .create])) == [11, 12])
    #expect(try rows(StagedSelection(.these([12, 7, 10]))) == [10, 12])
    #expect(try rows(StagedSelection(.these([12, 10]), [.update])) == [10])
    #expect(try rows(StagedSelection(.these([]))) == [])
  }

  @Test(arguments: StoreKind.allCases)
  func tellingEndsWhenNobodyListens(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    try scratch.stage([delete("places", "TOR"), delete("places", "OTT")], in: store)
    var count = 0
    try store.storedRecords(of: StorePackage.places, where: nil) { _ in
      count += 1
      return false
    }
    #expect(count == 1)
    // The store goes on to answer, also between operations.
    try store.forEachOperation(of: StorePackage.places) { _ throws(StoreError) in
      count += try store.recordCount(of: StorePackage.places)
    }
    #expect(count == 5)
  }

  @Test(arguments: StoreKind.allCases)
  func recordsAreCountedByTheValuesOfAField(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    #expect(
      try store.recordCounts(of: StorePackage.halls, byFieldAt: 1) == ["TOR": 1, "OTT": 1])
    #expect(try store.recordCounts(of: StorePackage.rooms, byFieldAt: 2) == ["2": 1, "": 1])
    #expect(try store.recordCounts(of: StorePackage.places, byFieldAt: 5) == ["active": 2])
  }

  @Test(arguments: StoreKind.allCases)
  func storedRecordsAreToldByKey_allOrThoseOfAScope(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    func keys(
      _ table: String, _ scope: (field: Int, value: FieldValue)? = nil
    ) throws -> [FieldValue] {
      var keys: [FieldValue] = []
      try store.storedRecords(of: StorePackage.table(table), where: scope) {
        keys.append($0.values[0])
        return true
      }
      return keys
    }
    #expect(try keys("places") == [text("OTT"), text("TOR")])
    #expect(try keys("halls", (1, text("OTT"))) == [text("OTT-A")])
    #expect(try keys("places", (1, text("OTTAWA"))) == [text("OTT")])
    #expect(try keys("places", (5, text("closed"))).isEmpty)
  }

  @Test(arguments: StoreKind.allCases)
  func theLastRunOfARecordIsKnown(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.apply([update("places", ["TOR"], [1: text("Toronto")])], run: "B")
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    let records = try store.records(
      of: StorePackage.places, keys: [[text("TOR")], [text("OTT")]])
    let runs = try records.map { record in
      try store.lastRun(ofRecord: try #require(record).id, of: StorePackage.places)
    }
    #expect(runs == ["B", "20270306-0900-A0"])
  }

  // MARK: Edits by hand

  private func edits(
    _ store: any RecordStore, _ table: String, _ key: String
  ) throws -> [Int] {
    let schema = StorePackage.table(table)
    guard try store.hasManualEdits(of: schema) else { return [] }
    let record = try #require(try store.records(of: schema, keys: [[text(key)]]).first ?? nil)
    let edits = try store.manualEdits(ofRecord: record.id, of: schema)
    #expect(
      edits.allSatisfy { $0.editedAt?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil })
    return edits.map(\.field)
  }

  @Test(arguments: StoreKind.allCases)
  func editsByHandAreKnownByTheirFields(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.ask(
      "UPDATE halls SET seats = 90, name = 'East', name_folded = 'east'"
        + " WHERE hall_code = 'OTT-A'")
    try scratch.ask(
      "UPDATE halls SET place_id = (SELECT id FROM places WHERE place_code = 'TOR')"
        + " WHERE hall_code = 'OTT-A'")
    try scratch.ask(
      "DELETE FROM places_features WHERE feature = 'lift'")
    try scratch.ask("UPDATE places SET status = 'closed'")
    try scratch.ask("UPDATE places SET status = 'active' WHERE place_code = 'OTT'")
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    #expect(try edits(store, "halls", "OTT-A") == [1, 2, 3])
    #expect(try edits(store, "halls", "TOR-A") == [])
    #expect(try edits(store, "places", "TOR") == [4, 5])
    // Changed back is not changed.
    #expect(try edits(store, "places", "OTT") == [])
    #expect(try !store.hasManualEdits(of: StorePackage.people))
  }

  @Test(arguments: StoreKind.allCases)
  func ownWritesAreNoEdits_andEndThoseOfTheirFields(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    try scratch.ask("UPDATE halls SET seats = 90, name = 'East' WHERE hall_code = 'OTT-A'")
    try scratch.apply([update("halls", ["OTT-A"], [3: .integer(100)])], run: "B")
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    #expect(try edits(store, "halls", "OTT-A") == [2])
  }

  @Test(arguments: StoreKind.allCases)
  func prunedRecordsComeFromNoRow(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: true)
    let topics = StorePackage.topics
    let record = try #require(try store.records(of: topics, keys: [[text("LAW-1")]]).first ?? nil)
    let meeting = try #require(
      try store.records(of: StorePackage.meetings, keys: [[text("M1")]]).first ?? nil)
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .update, storedID: meeting.id,
          values: meeting.values.enumerated().map { $0 == 1 ? texts("LAW") : $1 },
          changedFields: [1])
      ], of: StorePackage.meetings)
    try store.stage(
      [
        StagedRecord(
          ordinal: StagedRecord.firstPrunedOrdinal, operation: .delete, storedID: record.id,
          values: record.values)
      ], of: topics)
    var run = StorePackage.run("B")
    run.sources = [
      RunRecord.Source(
        table: "topics", file: "topics.csv",
        rows: [.init(firstOrdinal: 0, firstRow: 2, count: 5)])
    ]
    let counts = try store.merge([topics, StorePackage.meetings], run: run)
    #expect(counts["topics"]?.deleted == 1)
    try store.commit()
    #expect(
      try scratch.ask(
        "SELECT source_file, source_row FROM registrar_journal WHERE operation = 'delete'")
        == ["-|-"])
  }
}
