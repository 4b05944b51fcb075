public import ArgumentParser
import ImportService
import Migrations
import TabularCore

/// `registrar migrate tick ITEM`: says who did what an item of a checklist asks for.
public struct MigrateTickCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "tick", abstract: "Say who did what an item of a checklist asks for.")

  @Argument(help: ArgumentHelp("The item.", valueName: "item"))
  var item: String

  @Option(help: ArgumentHelp("Who did it.", valueName: "name"))
  var who: String

  @Option(help: ArgumentHelp("What there is to say about it.", valueName: "text"))
  var note: String?

  @OptionGroup var options: MigrationOptions
  @OptionGroup var guarding: TargetGuard

  /// A command to be parsed.
  public init() {}

  /// Records the tick.
  public func run() throws {
    let service = try ImportService.timed()
    let site = try options.site(service)
    let found = try MigrationOptions.telling { () throws(MigrationProblem) in
      try site.migration.item(named: item)
    }
    try site.tick(found, by: who, note: note, confirmed: guarding.confirmTarget)
    try StandardOutput.tell(
      options.speech.spoken.label(
        "migrate/tickedNow", ["item": found.id, "person": printable(who)]))
  }
}
