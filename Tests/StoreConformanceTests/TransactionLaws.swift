import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// One run at a time, all of it or nothing.
@Suite struct TransactionLaws {
  private func place(_ ordinal: Int, _ code: String, _ name: String? = nil) -> StagedRecord {
    StagedRecord(
      ordinal: ordinal, operation: .create,
      values: [text(code), text(name ?? code), .null, .null, .null, .null])
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsRolledBackLeavesNothing(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let before = try scratch.contents()
    let store = try scratch.opened(writes: true)
    let places = StorePackage.table("places")
    try store.stage([place(0, "MTL")], of: places)
    _ = try store.merge([places], run: StorePackage.run("B"))
    store.rollBack()
    #expect(try scratch.contents() == before)
    // What is validated leaves nothing either, and an open run that is forgotten.
    let reading = try scratch.opened(writes: false)
    try reading.stage([place(0, "MTL")], of: places)
    reading.rollBack()
    _ = try scratch.opened(writes: true)
    #expect(try scratch.contents() == before)
    #expect(try scratch.opened(writes: true).recordCount(of: places) == 2)
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsCommittedIsThereForTheNextRun(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let store = try scratch.opened(writes: false)
    defer { store.rollBack() }
    #expect(try store.recordCount(of: StorePackage.table("places")) == 2)
    #expect(
      try store.committedRun(sha256: "00ff", packageHash: "aa11", ofWhole: true)
        == "20270306-0900-A0")
    #expect(try store.committedRun(sha256: "00fe", packageHash: "aa11", ofWhole: true) == nil)
    #expect(try store.committedRun(sha256: "00ff", packageHash: "aa12", ofWhole: true) == nil)
    #expect(RunID.short(try store.unusedRunID(prefix: "20270306-0900")) == "20270306-0900-A2")
    #expect(RunID.short(try store.unusedRunID(prefix: "20270306-0901")) == "20270306-0901-A1")
  }

  @Test(arguments: StoreKind.allCases)
  func aSecondWriterHasToWait(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    let first = try scratch.opened(writes: true)
    let second = try scratch.make()
    let error = storeError {
      try second.open(package: scratch.package, writes: true, now: StorePackage.now)
    }
    #expect(error?.code == "run.locked")
    #expect(error?.variant == "")
    #expect(error?.arguments.first?.name == "run")
    #expect(RunID.short(error?.arguments.first?.value ?? "") == "20270306-1414-A1")
    #expect(error?.isTransient == true)
    // Reading goes on meanwhile, and sees what was there before.
    let places = StorePackage.table("places")
    try first.stage([place(0, "MTL")], of: places)
    _ = try first.merge([places], run: StorePackage.run("B"))
    let reading = try scratch.opened(writes: false)
    #expect(try reading.recordCount(of: places) == 2)
    try first.commit()
    #expect(try reading.recordCount(of: places) == 2)
    reading.rollBack()
    #expect(try scratch.opened(writes: true).recordCount(of: places) == 3)
  }

  @Test(arguments: StoreKind.allCases)
  func manyRowsAreStagedMergedAndReadBack(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind)
    let store = try scratch.opened(writes: true)
    let places = StorePackage.table("places")
    let count = 20_000
    for start in stride(from: 0, to: count, by: 1_000) {
      try store.stage(
        (start..<(start + 1_000)).map { number in
          StagedRecord(
            ordinal: number, operation: .create,
            values: [
              text("P\(number)"), text("Name \(number)"), .real(Double(number) / 8),
              .integer(Int64(number % 2)), texts("a\(number % 7)", "b"), text("active"),
            ], sourceID: "old-\(number)")
        }, of: places)
    }
    #expect(try store.conflicts(onFields: [1], of: places).isEmpty)
    try store.unstage([0, 1, 19_999], of: places)
    try store.unstage(from: 19_990, of: places)
    let counts = try store.merge([places], run: StorePackage.run("B"))
    #expect(counts["places"]?.created == 19_988)
    #expect(try store.differences(in: [places], limit: 5).isEmpty)
    try store.commit()
    let again = try scratch.opened(writes: false)
    defer { again.rollBack() }
    let keys = [2, 9_999, 19_989, 19_990, 0].map { [text("P\($0)")] }
    let found = try again.records(of: places, keys: keys)
    #expect(
      found.map { $0?.values[2] } == [.real(0.25), .real(1249.875), .real(2498.625), nil, nil])
    #expect(found[0]?.values[4] == texts("a2", "b"))
    #expect(try again.record(of: places, sourceID: "old-77")?.values[0] == text("P77"))
  }

  @Test(arguments: StoreKind.allCases)
  func aRunThatIsNotOpenSaysSo(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind).make()
    let error = storeError { _ = try store.recordCount(of: StorePackage.table("places")) }
    #expect(error?.code == "run.internal")
    store.rollBack()
  }
}
