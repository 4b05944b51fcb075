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

  @OptionGroup var speech: LanguageOption

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
    let language = speech.spoken
    try StandardOutput.tell(
      language.label(
        "restore/done",
        [
          "store": restore.location.text, "file": String(file.split(separator: "/").last ?? ""),
          "tables": digest.tables.count, "rows": rows,
          "lost": lost.isEmpty
            ? language.label("restore/noneLost")
            : language.label("restore/lost", ["count": lost.count]),
        ]))
  }

  /// The runs that the backup does not have, with who wrote them, when and from which file.
  private static func warning(_ lost: [RunRecord], name: String) -> String {
    let language = Language.ofThisProcess()
    var table = ListingTable(
      columns: ["runs/run", "restore/command", "runs/finished", "runs/who", "runs/files"]
        .map { language.label($0) })
    for run in lost {
      let first = run.files.first.map { printable($0.name) } ?? ""
      let rest = run.files.count - 1
      table.add([
        run.id, run.command, run.finishedAt, printable(run.operatorName),
        first + (rest > 0 ? RunLabels(language: language).more(rest) : ""),
      ])
    }
    let sentence = language.label(
      "restore/willBeLost", ["count": lost.count, "name": printable(name)])
    return "registrar: \(sentence)\n\(table.text)"
  }

  /// The name that was given, or that is typed on a terminal.
  private func typedName(_ name: String) -> String? {
    if let confirm { return confirm }
    guard isatty(STDIN_FILENO) == 1 else { return nil }
    Terminal.write(
      Language.ofThisProcess().label("restore/typeName", ["name": printable(name)]))
    return readLine()
  }
}
