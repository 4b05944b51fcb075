public import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import TabularCore

/// `registrar restore FILE`: replaces a store by a backup.
public struct RestoreCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Replace a store by a backup.",
    discussion: """
      The backup is compared with its manifest and restored beside the store first, and the runs are \
      listed that the store keeps and the backup does not: they are lost. Then the store is replaced \
      as a whole, or not at all. The store's name must be typed: the file's name for SQLite, the \
      database's for PostgreSQL; without a terminal it is given with --confirm. Without it nothing \
      is replaced, so that the list can be read first.
      """)

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The name of the store that is replaced.", valueName: "name"))
  var confirm: String?

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard

  /// A command to be parsed.
  public init() {}

  /// Replaces the store; exits 4 when the name was not typed or the backup is not sound.
  public func run() throws {
    let restore = try ImportService.timed().prepareRestore(
      of: location.choice, from: file, confirmed: guarding.confirmTarget)
    let lost = restore.lostRuns
    if !lost.isEmpty { Terminal.write(Self.warning(lost, name: restore.name)) }
    let digest = try restore.perform(confirmed: typedName(restore.name))
    let rows = digest.tables.reduce(0) { $0 + $1.count }
    try StandardOutput.tell(
      "\(restore.location.text): restored from \(file.split(separator: "/").last ?? "")"
        + " and compared: \(digest.tables.count) tables, \(rows) rows; \(Self.sentence(lost))")
  }

  /// The runs that the backup does not have, with who wrote them, when and from which file.
  private static func warning(_ lost: [RunRecord], name: String) -> String {
    var table = ListingTable(columns: ["run", "command", "finished", "who", "files"])
    for run in lost {
      let first = run.files.first.map { printable($0.name) } ?? ""
      table.add([
        run.id, run.command, run.finishedAt, printable(run.operatorName),
        run.files.count > 1 ? "\(first) and \(run.files.count - 1) more" : first,
      ])
    }
    return "registrar: \(count(lost)) of \(printable(name)) will be lost, which the backup does not"
      + " have:\n\(table.text)"
  }

  private static func sentence(_ lost: [RunRecord]) -> String {
    lost.isEmpty ? "no run was lost" : "\(count(lost)) lost"
  }

  private static func count(_ lost: [RunRecord]) -> String {
    "\(lost.count) \(lost.count == 1 ? "run" : "runs")"
  }

  /// The name that was given, or that is typed on a terminal.
  private func typedName(_ name: String) -> String? {
    if let confirm { return confirm }
    guard isatty(STDIN_FILENO) == 1 else { return nil }
    Terminal.write("All of \(printable(name)) will be replaced. Type its name to go on: ")
    return readLine()
  }
}
