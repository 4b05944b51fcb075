import Foundation
import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
import TabularCore
import Testing

@Suite struct StoreFileTests {
  @Test func aStoreThatDoesNotExistIsReadAsEmptyAndNotMade() throws {
    let scratch = try ScratchStore()
    let store = try scratch.opened(writes: false)
    for table in scratch.package.tables { #expect(try store.recordCount(of: table) == 0) }
    store.rollBack()
    #expect(scratch.files.isEmpty)
  }

  @Test func readingLeavesEveryByteAndNoOtherFile() throws {
    let scratch = try ScratchStore()
    try scratch.fill(ScratchStore.sample)
    let before = try scratch.bytes()
    let store = try scratch.opened(writes: false)
    let halls = StorePackage.table("halls")
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("X"), text("TOR"), text("North"), .integer(1)])
      ], of: halls)
    #expect(try store.conflicts(onFields: [1, 2], of: halls).count == 1)
    store.rollBack()
    #expect(try scratch.bytes() == before)
    #expect(scratch.files == ["store.sqlite"])
  }

  @Test func rollingBackLeavesEveryByte() throws {
    let scratch = try ScratchStore()
    try scratch.fill(ScratchStore.sample)
    let before = try scratch.bytes()
    let store = try scratch.opened(writes: true)
    let places = StorePackage.table("places")
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("MTL"), text("Montréal"), .null, .null, texts("lift"), .null])
      ], of: places)
    #expect(try store.merge([places], run: ScratchStore.run("B"))["places"]?.created == 1)
    store.rollBack()
    #expect(try scratch.bytes() == before)
    #expect(scratch.files == ["store.sqlite"])
  }

  @Test func aSecondWriterIsRefusedUntilTheFirstEnds() throws {
    let scratch = try ScratchStore()
    try scratch.fill([])
    let first = try scratch.opened(writes: true)
    let error = storeError { _ = try scratch.opened(writes: true) }
    #expect(error?.code == "run.locked")
    let reader = try scratch.opened(writes: false)
    #expect(try reader.recordCount(of: StorePackage.table("places")) == 0)
    reader.rollBack()
    first.rollBack()
    try scratch.opened(writes: true).commit()
  }

  @Test func aReaderSeesOneStateWhileAnotherRunCommits() throws {
    let scratch = try ScratchStore()
    try scratch.fill([])
    let reader = try scratch.opened(writes: false)
    let places = StorePackage.table("places")
    try scratch.fill([ScratchStore.sample[0]], id: "B")
    #expect(try reader.recordCount(of: places) == 0)
    reader.rollBack()
    let later = try scratch.opened(writes: false)
    #expect(try later.recordCount(of: places) == 2)
    later.rollBack()
  }

  @Test func otherFilesAreRefused() throws {
    let scratch = try ScratchStore()
    try Data("place_code,name\nTOR,Toronto\n".utf8).write(to: URL(fileURLWithPath: scratch.path))
    for writes in [false, true] {
      let error = storeError { _ = try scratch.opened(writes: writes) }
      #expect(error?.code == "store.unreachable")
      #expect(error?.arguments.last?.value == "the file is not an SQLite database")
    }
    let missing = SQLiteStore(path: scratch.folder.path + "/none/store.sqlite")
    let error = storeError {
      try missing.open(package: scratch.package, writes: true, now: StorePackage.now)
    }
    #expect(error?.code == "store.unreachable")
    #expect(error?.arguments.last?.value == "the file cannot be opened")
  }

  /// What a run leaves that was killed before its first commit to a new store.
  @Test func anEmptyFileIsLikeNone() throws {
    let scratch = try ScratchStore()
    try Data().write(to: URL(fileURLWithPath: scratch.path))
    let towns = try #require(scratch.package.tables.first)
    let reading = try scratch.opened(writes: false)
    #expect(try reading.recordCount(of: towns) == 0)
    reading.rollBack()
    #expect(try scratch.bytes().isEmpty)
    let writing = try scratch.opened(writes: true)
    #expect(try writing.recordCount(of: towns) == 0)
    try writing.commit()
    #expect(try scratch.ask("PRAGMA journal_mode") == ["wal"])
  }

  @Test func databasesOfOtherPackagesAndVersionsAreRefused() throws {
    let scratch = try ScratchStore()
    try scratch.execute("CREATE TABLE other (a)")
    #expect(storeError { _ = try scratch.opened(writes: true) }?.variant == "empty")
    let file = StoreFile(path: scratch.path)
    #expect(try file.initialise(scratch.package, now: StorePackage.now))
    #expect(try !file.initialise(scratch.package, now: StorePackage.now))

    var other = scratch.package
    other.name = "villages"
    #expect(try refusal(other, scratch).map(\.value) == ["towns", "villages"])
    other = scratch.package
    other.version = "2"
    #expect(try refusal(other, scratch).map(\.value) == ["1", "2"])
    try scratch.execute("PRAGMA user_version = 9")
    #expect(storeError { _ = try scratch.opened(writes: false) }?.variant == "newer")
  }

  /// The arguments of the refusal of a package.
  private func refusal(_ package: DataPackage, _ scratch: ScratchStore) throws -> [IssueArgument] {
    let store = SQLiteStore(path: scratch.path)
    let error = try #require(
      storeError { try store.open(package: package, writes: false, now: StorePackage.now) })
    #expect(error.code == "store.schema-version")
    return error.arguments
  }

  @Test func otherDescriptorsWithTheSameTablesAreAccepted() throws {
    let scratch = try ScratchStore()
    try scratch.fill([ScratchStore.sample[0]])
    var changed = scratch.package
    changed.hash = "bb22"
    let store = SQLiteStore(path: scratch.path)
    try store.open(package: changed, writes: true, now: StorePackage.now)
    try store.commit()
    #expect(
      try scratch.ask("SELECT hash FROM registrar_schema ORDER BY rowid") == ["aa11", "bb22"])
  }

  @Test func migrationAddsTablesAndColumnsAndRefusesTheRest() throws {
    let scratch = try ScratchStore()
    var older = scratch.package
    older.tables.removeAll { $0.name == "duties" }
    older.tables[0].fields.removeAll { $0.name == "latitude" || $0.name == "features" }
    let file = StoreFile(path: scratch.path)
    _ = try file.initialise(older, now: StorePackage.now)
    try scratch.execute(
      """
      INSERT INTO places (place_code, name, name_folded, created_at, updated_at)
      VALUES ('TOR', 'Toronto', 'toronto', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')
      """)

    var newer = scratch.package
    newer.version = "2"
    newer.hash = "cc33"
    #expect(
      try file.status(newer).missing == ["duties", "places.latitude", "places_features"])
    let migration = try file.migrate(newer, now: StorePackage.now)
    #expect(migration.refused == [])
    #expect(
      migration.added.sorted() == ["duties", "places.latitude", "places_features"])
    #expect(try scratch.ask("SELECT place_code, latitude FROM places") == ["TOR|-"])
    let status = try file.status(newer)
    #expect(status.version == "2")
    #expect(status.missing == [])
    #expect(status.different == [])
    #expect(status.tables.first?.count == 1)
    #expect(try file.migrate(newer, now: StorePackage.now).added == [])

    newer.version = "3"
    newer.hash = "dd44"
    var needed = Field(name: "mayor", type: .string)
    needed.isRequired = true
    newer.tables[0].fields.append(needed)
    newer.tables[1].fields[3].type = .string
    let refused = try file.migrate(newer, now: StorePackage.now)
    #expect(refused.added == [])
    #expect(
      refused.refused == [
        "halls.seats is another column than before",
        "places.mayor needs a value in every stored record",
      ])
    #expect(try file.status(newer).version == "2")
  }

  @Test func runsAreListedAndFoundByTheEndOfTheirID() throws {
    let scratch = try ScratchStore()
    let file = StoreFile(path: scratch.path)
    #expect(storeError { _ = try file.runs() }?.code == "store.unreachable")
    try scratch.fill([ScratchStore.sample[0]], id: "20270306-0914-A3")
    try scratch.fill([], id: "20270306-0914-B7")
    #expect(try file.runs().map(\.id) == ["20270306-0914-B7", "20270306-0914-A3"])
    let run = try #require(try file.runs(withID: "A3").first)
    #expect(run.files == ScratchStore.run().files)
    #expect(run.operatorName == "mlee")
    #expect(try file.runs(withID: "C9").isEmpty)
  }
}
