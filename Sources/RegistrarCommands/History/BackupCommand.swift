public import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// `registrar backup`: copies a store into a file that was restored and compared.
public struct BackupCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy a store into a file, restore the file beside the store, and compare.",
    discussion: """
      A backup counts only when it was restored into a scratch database and every table has the \
      same rows. Its manifest, FILE.json, is written then. SQLite stores are copied online; for \
      PostgreSQL pg_dump and pg_restore are used, and the right to create a database is needed.
      """)

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "The file, or a folder for a file with the time in its name.", valueName: "path"),
    completion: .file())
  var output = ImportService.usualBackupFolder

  @OptionGroup var location: StoreOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Makes the backup and says where it is; exits 4 when there is none that counts.
  public func run() throws {
    let manifest = try ImportService.timed().makeBackup(of: location.choice, at: output)
    try StandardOutput.tell(Self.sentence(manifest))
  }

  /// What a backup is and holds.
  static func sentence(_ manifest: BackupManifest) -> String {
    let rows = manifest.tables.reduce(0) { $0 + $1.count }
    return Language.ofThisProcess().label(
      "notice/backedUp",
      [
        "store": manifest.target, "file": manifest.file, "bytes": manifest.bytes,
        "tables": manifest.tables.count, "rows": rows,
      ])
  }
}
