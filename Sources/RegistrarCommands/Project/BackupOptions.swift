import ArgumentParser
import ImportService

/// The backup that is made before a command writes.
struct BackupOptions: ParsableArguments {
  @Flag(help: "Back the store up first; without a backup that counts nothing is written.")
  var backup = false

  @Option(
    help: ArgumentHelp(
      "Where --backup puts it: a file, or a folder (default: the target's, else backups).",
      valueName: "path"),
    completion: .file())
  var backupTo: String?

  /// Whether one is asked for.
  var isAskedFor: Bool { backup || backupTo != nil }

  /// The backup that is made before anything is written.
  var preceding: ImportRequest.PrecedingBackup? {
    if let backupTo { return .at(backupTo) }
    return backup ? .usual : nil
  }
}
