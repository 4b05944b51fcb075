import ArgumentParser
import Foundation
import ImportPipeline

/// The backup that `--backup` makes before anything is written.
struct PrecedingBackup {
  /// The store that is about to be written to.
  let location: StoreLocation
  /// The file or folder that was asked for.
  var path: String?
  /// The target's own folder of backups.
  var folder: String?

  /// Makes the backup and proves it; `nil` for a store that does not exist yet and so holds nothing.
  ///
  /// - Throws: an exit status, the reason told on standard error, when there is no backup that counts.
  func make(clock: RunClock) throws -> BackupManifest? {
    guard try StoreOption.asking({ try location.holdsAnything() }) else {
      Terminal.note("\(location.text) does not exist yet; there is nothing to back up")
      return nil
    }
    let manifest = try BackupCommand.make(
      of: location, at: path ?? folder ?? BackupCommand.usualFolder, clock: clock)
    Terminal.note(BackupCommand.sentence(manifest))
    return manifest
  }
}
