import Crypto
import Foundation
import TabularCore

/// Makes a verified backup of a store: it is written, restored beside the store and compared, and
/// only then gets its name and its manifest.
public struct Backup {
  private let archive: any StoreArchive
  private let toolVersion: String

  /// Backups of a store.
  public init(of archive: any StoreArchive, toolVersion: String) {
    self.archive = archive
    self.toolVersion = toolVersion
  }

  /// Makes a backup.
  ///
  /// - Parameters:
  ///   - path: the file to make; it must not exist.
  ///   - clock: gives the time, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  /// - Throws: `guard.backup-missing` when the backup cannot be made or is not what the store holds.
  public func make(
    at path: String, clock: () -> String
  ) throws(StoreError) -> BackupManifest {
    let startedAt = clock()
    guard !FileManager.default.fileExists(atPath: path) else {
      throw failure("\(lastComponent(path)) exists already")
    }
    let partial = path + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    do throws(StoreError) {
      let copied = try archive.write(to: partial)
      Failpoint.backupWritten.pass()
      let restored = try archive.contents(ofFile: partial)
      if let table = copied.firstDifference(from: restored.digest) {
        throw failure("the copy of \(table) is not what the store has")
      }
      Failpoint.backupCompared.pass()
      let (bytes, sha256) = try sealFile(partial)
      try rename(partial, to: path)
      Failpoint.backupNamed.pass()
      var manifest = BackupManifest(
        target: archive.location, startedAt: startedAt, finishedAt: clock(),
        toolVersion: toolVersion, file: lastComponent(path), bytes: bytes, sha256: sha256,
        digest: copied)
      manifest.store = restored.store
      try write(manifest, beside: path)
      return manifest
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      // That somebody holds the store, or that a role lacks a right, is reported as such.
      if error.code == "store.unreachable", error.variant == "denied" {
        throw StoreError(
          .guardBackupMissing(
            .denied(
              role: error.argument("role") ?? "", privilege: error.argument("privilege") ?? "",
              object: error.argument("object") ?? "", reason: error.argument("reason") ?? ""),
            target: error.argument("target") ?? ""))
      }
      let isTold = error.code.area == "guard" || error.code == "run.locked"
      throw isTold ? error : failure(Self.reason(of: error))
    }
  }

  /// Reads the manifest of a backup; `nil` when it has none.
  public static func manifest(of path: String) -> BackupManifest? {
    guard let data = FileManager.default.contents(atPath: path + ".json"), data.count < 1 << 22
    else { return nil }
    return try? JSONDecoder().decode(BackupManifest.self, from: data)
  }

  /// A backup that was restored beside the store and is what its manifest says.
  public struct Proven: Sendable {
    /// The file.
    public let path: String
    /// What it holds.
    public let contents: ArchiveContents
  }

  /// Replaces the store by a backup, when the backup is what its manifest says.
  ///
  /// - Returns: the digest of the store afterwards.
  public func restore(from path: String) throws(StoreError) -> StoreDigest {
    try restore(prove(path))
  }

  /// Restores a backup beside the store and compares it with its manifest.
  public func prove(_ path: String) throws(StoreError) -> Proven {
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw failure("\(lastComponent(path)) cannot be read")
    }
    let manifest = Self.manifest(of: path)
    if let manifest {
      let (_, sha256) = try sealFile(path)
      guard sha256 == manifest.sha256 else {
        throw failure("\(lastComponent(path)) is not the file that its manifest describes")
      }
    }
    let held = try archive.contents(ofFile: path)
    if let manifest,
      let table = StoreDigest(tables: manifest.tables).firstDifference(from: held.digest)
    {
      throw failure("\(table) in \(lastComponent(path)) is not what its manifest says")
    }
    return Proven(path: path, contents: held)
  }

  /// Replaces the store by a backup.
  ///
  /// - Returns: the digest of the store afterwards.
  public func restore(_ backup: Proven) throws(StoreError) -> StoreDigest {
    let restored = try archive.restore(from: backup.path)
    if let table = backup.contents.digest.firstDifference(from: restored) {
      throw failure("\(table) was not restored as the backup has it")
    }
    return restored
  }

  private func failure(_ reason: String) -> StoreError {
    StoreError(
      .guardBackupMissing(.failed(reason: reason), target: archive.location))
  }

  private static func reason(of error: StoreError) -> String {
    error.argument("reason") ?? error.code.rawValue
  }

  /// Flushes a file to disk; returns its size and SHA-256.
  private func sealFile(_ path: String) throws(StoreError) -> (bytes: Int, sha256: String) {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      fsync(handle.fileDescriptor)
      var hash = SHA256()
      var bytes = 0
      while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
        hash.update(data: part)
        bytes += part.count
      }
      return (bytes, hash.finalize().hexadecimal)
    } catch {
      throw failure("\(lastComponent(path)) cannot be read")
    }
  }

  private func rename(_ source: String, to path: String) throws(StoreError) {
    do {
      try FileManager.default.moveItem(atPath: source, toPath: path)
    } catch {
      throw failure("\(lastComponent(path)) cannot be written")
    }
  }

  private func write(_ manifest: BackupManifest, beside path: String) throws(StoreError) {
    do {
      try manifest.json().write(to: URL(fileURLWithPath: path + ".json"), options: .atomic)
    } catch {
      throw failure("\(lastComponent(path)).json cannot be written")
    }
  }

  private func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
