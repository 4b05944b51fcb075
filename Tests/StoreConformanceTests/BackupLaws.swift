import Foundation
import ImportPipeline
import PostgresStore
import RecordMapping
import SQLiteStore
import StoreTesting
import TabularCore
import TestSupport
import Testing

extension StoreUnderTest {
  /// The store as something that is copied as a whole.
  func archive() throws -> any StoreArchive {
    switch kind {
    case .sqlite: SQLiteArchive(path: place)
    case .postgresql: try PostgresArchive(try #require(ConnectionString(place)))
    }
  }
}

@Suite("Backup and restore")
struct BackupLaws {
  private func backup(_ archive: any StoreArchive) -> Backup {
    Backup(of: archive, toolVersion: "1.0")
  }

  private func filled(_ kind: StoreKind) throws -> StoreUnderTest {
    let scratch = try StoreUnderTest(kind)
    try scratch.fill()
    return scratch
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreComesBackAsItWas(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let folder = try ScratchFolder()
    let before = try scratch.contents()
    let path = folder.path(of: "store.copy")
    let manifest = try backup(scratch.archive()).make(at: path, clock: { StorePackage.now })
    #expect(manifest.verified && manifest.file == "store.copy" && manifest.bytes > 1_000)
    #expect(manifest.tables.first { $0.name == "places" }?.count == 2)
    #expect(Backup.manifest(of: path)?.sha256 == manifest.sha256)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "store.copy", "store.copy.json",
      ])
    try scratch.apply(
      [delete("duties", "M1", "troy"), update("places", ["TOR"], [1: text("York")])], run: "B")
    #expect(try scratch.contents() != before)
    let digest = try backup(scratch.archive()).restore(from: path)
    #expect(digest == StoreDigest(tables: manifest.tables))
    #expect(try scratch.contents() == before)
    // The restored store works: ids, triggers and seals go on.
    try scratch.apply([create("topics", [text("T1"), .null])], run: "B")
    #expect(try RunChain.check(in: scratch.connection()).sealedCount == 2)
  }

  /// Copies what an archive copies, with something amiss.
  private struct FaultyArchive: StoreArchive {
    let base: any StoreArchive
    var faultsWhenRestoring = false
    var location: String { base.location }
    var name: String { base.name }
    var fileExtension: String { base.fileExtension }

    func write(to path: String) throws(StoreError) -> StoreDigest {
      var digest = try base.write(to: path)
      if !faultsWhenRestoring { digest.tables[0].count += 1 }
      return digest
    }

    func contents(ofFile path: String) throws(StoreError) -> ArchiveContents {
      try base.contents(ofFile: path)
    }

    func restore(from path: String) throws(StoreError) -> StoreDigest {
      var digest = try base.restore(from: path)
      if faultsWhenRestoring { digest.tables[0].checksum = "00" }
      return digest
    }
  }

  /// What was restored is compared with what the backup holds, too.
  @Test(arguments: StoreKind.allCases)
  func aStoreThatWasRestoredOtherwiseIsTold(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let folder = try ScratchFolder()
    let faulty = FaultyArchive(base: try scratch.archive(), faultsWhenRestoring: true)
    let path = folder.path(of: "copy")
    _ = try backup(faulty).make(at: path, clock: { StorePackage.now })
    let reason = storeError { _ = try backup(faulty).restore(from: path) }?.arguments.last?.value
    #expect(reason?.hasSuffix(" was not restored as the backup has it") == true)
  }

  /// As many records with another value are another content.
  @Test(arguments: StoreKind.allCases)
  func oneValueMakesAnotherDigest(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let before = try StoreDigest(of: scratch.connection())
    try scratch.execute("UPDATE halls SET seats = seats + 1 WHERE hall_code = 'OTT-A'")
    let after = try StoreDigest(of: scratch.connection())
    #expect(before.tables.map(\.name) == after.tables.map(\.name))
    #expect(
      before.tables.first { $0.name == "halls" }?.count
        == after.tables.first { $0.name == "halls" }?.count)
    var changed = after
    changed.tables.removeAll { $0.name == "registrar_edits" }
    var unchanged = before
    unchanged.tables.removeAll { $0.name == "registrar_edits" }
    #expect(unchanged.firstDifference(from: changed) == "halls")
  }

  @Test(arguments: StoreKind.allCases)
  func aCopyThatDiffersIsNoBackup(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let folder = try ScratchFolder()
    let faulty = FaultyArchive(base: try scratch.archive())
    let error = storeError {
      _ = try backup(faulty).make(at: folder.path(of: "copy"), clock: { StorePackage.now })
    }
    #expect(error?.code == "guard.backup-missing" && error?.variant == "failed")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test(arguments: StoreKind.allCases)
  func aBackupThatWasDamagedIsNotRestored(_ kind: StoreKind) throws {
    let scratch = try filled(kind)
    let folder = try ScratchFolder()
    let path = folder.path(of: "copy")
    _ = try backup(scratch.archive()).make(at: path, clock: { StorePackage.now })
    try scratch.apply([delete("duties", "M1", "troy")], run: "B")
    let now = try scratch.contents()
    let whole = try folder.contents(of: "copy")
    try folder.write("copy", Array(whole.prefix(whole.count / 2)))
    let archive = try scratch.archive()
    let reason = storeError { _ = try backup(archive).restore(from: path) }?.arguments.last?.value
    #expect(reason == "copy is not the file that its manifest describes")
    // Without its manifest only the restored copy tells.
    try FileManager.default.removeItem(atPath: path + ".json")
    #expect(storeError { _ = try backup(archive).restore(from: path) } != nil)
    #expect(try scratch.contents() == now)
  }
}
