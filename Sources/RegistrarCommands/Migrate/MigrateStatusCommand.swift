public import ArgumentParser
import ImportService
import Migrations
import TabularCore

/// `registrar migrate status`: where each phase stands, and what is next.
public struct MigrateStatusCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show where each phase stands, what waits, what is next.")

  /// How the state is told.
  enum Format: String, WordChoice {
    case text
    case json
  }

  @Option(help: ArgumentHelp("The format.", valueName: "format"))
  var format = Format.text

  @OptionGroup var options: MigrationOptions

  /// A command to be parsed.
  public init() {}

  /// Prints a line per phase, or the whole state as one line of JSON.
  public func run() throws {
    let site = try options.site(try ImportService.timed())
    let report = try options.report(site)
    if format == .json {
      try StandardOutput.print(report.json)
      return
    }
    let language = options.speech.spoken
    var table = ListingTable(
      columns: ["phase", "status", "rounds", "last", "who", "due", "waits"].map {
        language.label("migrate/" + $0)
      })
    for phase in site.migration.phases { table.add(report.phaseRow(phase).map { printable($0) }) }
    try StandardOutput.print(table.text + report.nextLine)
  }
}

/// `registrar migrate checklist`: what people have to do, and who did it.
public struct MigrateChecklistCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "checklist",
    abstract: "Show what people have to do, who did it, and the counts of the ledgers.")

  @OptionGroup var options: MigrationOptions

  /// A command to be parsed.
  public init() {}

  /// Prints a line per item.
  public func run() throws {
    let site = try options.site(try ImportService.timed())
    guard let section = try options.report(site).checklist else { return }
    var table = ListingTable(columns: section.columns)
    for row in section.rows { table.add(row.map { printable($0) }) }
    try StandardOutput.print(table.text, terminator: "")
  }
}
