import Foundation
public import ImportPipeline
import Schemas

/// Backups.
extension ImportService {
  /// Where backups go when nothing else is said.
  public static let usualBackupFolder = "backups"

  /// Copies a store into a file, restores the file beside the store, and compares.
  ///
  /// - Parameter output: the file, or a folder for a file with the time in its name; a folder is made when
  ///   it is missing and its name has no extension.
  /// - Throws: a refusal by a guard when there is no backup that counts.
  public func makeBackup(
    of choice: StoreChoice, at output: String = usualBackupFolder
  ) throws(ServiceFailure) -> BackupManifest {
    try makeBackup(of: location(of: choice), at: output)
  }

  /// The newest verified backup of a store in its folder: that of its target, else the usual one.
  ///
  /// - Returns: its path, and when it was compared, UTC `YYYY-MM-DDTHH:MM:SSZ`; `nil` when there is none.
  public func newestBackup(
    of choice: StoreChoice
  ) throws(ServiceFailure) -> (path: String, time: String)? {
    let target = try target(of: choice)
    let location = try location(of: choice)
    let folder = target?.backupFolder ?? Self.usualBackupFolder
    let names = [target?.target.name, location.text].compactMap(\.self)
    guard
      let newest = BackupFolder(path: folder).newest(
        of: names, store: location.identity, at: now()),
      let file = newest.file, file == file.split(separator: "/").last.map(String.init)
    else { return nil }
    return (folder + "/" + file, newest.time)
  }

  func makeBackup(
    of location: StoreLocation, at output: String
  ) throws(ServiceFailure) -> BackupManifest {
    let archive = try ServiceFailure.asking { () throws(StoreError) in try location.archive() }
    let path = try path(output, archive)
    let backup = Backup(of: archive, toolVersion: surroundings.author.toolVersion)
    return try ServiceFailure.asking { () throws(StoreError) in
      try backup.make(at: path, clock: { now() })
    }
  }

  /// The path of a backup.
  private func path(
    _ output: String, _ archive: any StoreArchive
  ) throws(ServiceFailure) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
    let last = output.split(separator: "/").last.map(String.init) ?? output
    guard exists ? isFolder.boolValue : !last.contains(".") else { return output }
    if !exists {
      do {
        try FileManager.default.createDirectory(
          atPath: output, withIntermediateDirectories: true)
      } catch {
        throw .request(.folderNotMade(output))
      }
    }
    let digits = now().filter(\.isNumber)
    let time = "\(digits.prefix(8))-\(digits.dropFirst(8))"
    let stem = archive.name.split(separator: ".").first.map(String.init) ?? "store"
    let base = "\(output)/\(stem)-\(time)"
    var path = "\(base).\(archive.fileExtension)"
    var count = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(base)-\(count).\(archive.fileExtension)"
      count += 1
    }
    return path
  }
}
