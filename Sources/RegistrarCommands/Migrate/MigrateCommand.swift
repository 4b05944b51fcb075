public import ArgumentParser

/// `registrar migrate`: a whole migration, phase by phase, by its file.
public struct MigrateCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Carry out a migration that is described in a file, phase by phase.",
    discussion: """
      migration.json says where to, when, which phases with which files, commands, checks and items \
      of a checklist. The store of the environment keeps what was done, so that every machine knows.
      """,
    subcommands: [
      MigrateStatusCommand.self, MigrateValidateCommand.self, MigratePlanCommand.self,
      MigrateRunCommand.self, MigrateTickCommand.self, MigrateChecklistCommand.self,
      MigrateReportCommand.self, MigrateRehearseCommand.self,
    ])

  /// A command to be parsed.
  public init() {}
}
