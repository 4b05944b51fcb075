public import ArgumentParser
import Foundation
import ImportPipeline
import PostgresStore
import SQLiteStore
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
  var output = Self.usualFolder

  @OptionGroup var location: StoreOption

  /// Where backups go when nothing else is said.
  static let usualFolder = "backups"

  /// A command to be parsed.
  public init() {}

  /// Makes the backup and says where it is; exits 4 when there is none that counts.
  public func run() throws {
    let surroundings = try CommandSurroundings()
    let manifest = try Self.make(
      of: location.place(), at: output, clock: surroundings.clock)
    try StandardOutput.tell(Self.sentence(manifest))
  }

  /// What a backup is and holds.
  static func sentence(_ manifest: BackupManifest) -> String {
    let rows = manifest.tables.reduce(0) { $0 + $1.count }
    return "\(manifest.target): backed up to \(manifest.file), \(manifest.bytes) bytes;"
      + " restored and compared: \(manifest.tables.count) tables, \(rows) rows"
  }

  /// Makes a backup of a store.
  ///
  /// - Parameter output: the file, or a folder, which is made when it is missing and has no extension.
  static func make(
    of location: StoreLocation, at output: String, clock: RunClock
  ) throws -> BackupManifest {
    try asking {
      let archive = try location.archive()
      let path = try Self.path(output, archive, now: clock.now())
      return try Backup(of: archive, toolVersion: ToolVersion.text)
        .make(at: path, clock: { clock.now() })
    }
  }

  private static func path(
    _ output: String, _ archive: any StoreArchive, now: String
  ) throws -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
    let last = output.split(separator: "/").last.map(String.init) ?? output
    guard exists ? isFolder.boolValue : !last.contains(".") else { return output }
    if !exists {
      do {
        try FileManager.default.createDirectory(
          atPath: output, withIntermediateDirectories: true)
      } catch {
        throw ValidationError("cannot make the folder `\(printable(output))`")
      }
    }
    let digits = now.filter(\.isNumber)
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

  /// Asks a store; its errors are told on standard error.
  ///
  /// - Throws: exit status 4 for a backup that does not count, 5 for a locked store, else 6.
  static func asking<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as StoreError where error.code.area == "guard" {
      Terminal.error(code: error.code, variant: error.variant, arguments: error.arguments)
      throw ToldFailure(status: 4)
    } catch let error as StoreError {
      return try StoreOption.asking { throw error }
    }
  }
}

extension StoreLocation {
  /// The store as something that is copied as a whole.
  func archive() throws(StoreError) -> any StoreArchive {
    switch kind {
    case .file(let path): SQLiteArchive(path: path, location: text)
    case .server(let string): try PostgresArchive(string)
    }
  }
}
