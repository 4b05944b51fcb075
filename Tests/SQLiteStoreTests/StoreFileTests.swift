import Foundation
import ImportPipeline
import RecordMapping
import SQLStore
import SQLiteStore
import Schemas
import StoreTesting
import TabularCore
import Testing

@Suite struct StoreFileTests {
  @Test func aStoreThatDoesNotExistIsReadAsEmptyAndNotMade() throws {
    let scratch = try ScratchStore()
    let store = try scratch.opened(writes: false)
    for table in scratch.package.tables { #expect(try store.recordCount(of: table) == 0) }
    store.rollBack()
    let file = StoreFile(path: scratch.path)
    #expect(storeError { _ = try file.runs() }?.code == "store.unreachable")
    #expect(scratch.files.isEmpty)
  }

  @Test func readingLeavesEveryByteAndNoOtherFile() throws {
    let scratch = try ScratchStore()
    try scratch.fill(StorePackage.sample)
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
    try scratch.fill(StorePackage.sample)
    let before = try scratch.bytes()
    let store = try scratch.opened(writes: true)
    let places = StorePackage.table("places")
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("MTL"), text("Montréal"), .null, .null, texts("lift"), .null])
      ], of: places)
    #expect(try store.merge([places], run: StorePackage.run("B"))["places"]?.created == 1)
    store.rollBack()
    #expect(try scratch.bytes() == before)
    #expect(scratch.files == ["store.sqlite"])
  }

  @Test func aReaderSeesOneStateWhileAnotherRunCommits() throws {
    let scratch = try ScratchStore()
    try scratch.fill([])
    let reader = try scratch.opened(writes: false)
    let places = StorePackage.table("places")
    try scratch.fill([StorePackage.sample[0]], id: "B")
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

  @Test func otherDescriptorsWithTheSameTablesAreAccepted() throws {
    let scratch = try ScratchStore()
    try scratch.fill([StorePackage.sample[0]])
    var changed = scratch.package
    changed.hash = "bb22"
    let store = SQLiteStore(path: scratch.path)
    try store.open(package: changed, writes: true, now: StorePackage.now)
    try store.commit()
    #expect(
      try scratch.ask("SELECT hash FROM registrar_schema ORDER BY rowid") == ["aa11", "bb22"])
  }
}
