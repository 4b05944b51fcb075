public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import Migrations
import TabularCore

/// `registrar migrate validate`: the imports of phases as validations.
public struct MigrateValidateCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Validate the files of phases against the store; nothing is written.",
    discussion: """
      A phase whose parents are not imported yet is validated together with the files of the phases \
      that it depends on. Exits with the status of the first phase that is not sound.
      """)

  @Argument(help: ArgumentHelp("Phases (default: all).", valueName: "phase"))
  var phases: [String] = []

  @OptionGroup var options: MigrationOptions

  /// A command to be parsed.
  public init() {}

  /// Validates phase by phase.
  public func run() throws {
    let site = try options.site(try ImportService.timed())
    try MigrateValidateCommand.validate(
      try options.phases(phases, of: site), at: site, options, plans: nil)
  }

  /// Validates phases; writes their plans into a folder where one is named.
  static func validate(
    _ phases: [Phase], at site: MigrationSite, _ options: MigrationOptions, plans: String?
  ) throws {
    let language = options.speech.spoken
    var status: Int32 = 0
    for phase in phases {
      let steps =
        try site.cleanings(of: phase, plans: plans)
        + [site.validation(of: phase, plans: plans)].compactMap(\.self)
      if steps.isEmpty {
        Terminal.note(language.label("migrate/noFiles", ["phase": phase.id]))
      }
      for prepared in steps {
        let report = prepared.run()
        try StandardOutput.print(
          "\(language.label("migrate/phase")) \(phase.id)\n"
            + TextReport().text(of: report, options.options(site)))
        if let plan = report.plan {
          try StandardOutput.print(
            language.label("migrate/plans", ["phase": phase.id, "path": printable(plan.path)]))
        }
        if status == 0 { status = report.run.outcome.exitCode }
      }
    }
    if status != 0 { throw ExitCode(status) }
  }
}

/// `registrar migrate plan`: the plans of phases, for people to look at.
public struct MigratePlanCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Write what phases would do to the store, as plan files.",
    discussion: "registrar plan show FILE shows a plan; migrate run PHASE --plan FILE keeps to it.")

  @Argument(help: ArgumentHelp("Phases (default: those that can run now).", valueName: "phase"))
  var phases: [String] = []

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The folder of the plans.", valueName: "folder"),
    completion: .directory)
  var output = "."

  @OptionGroup var options: MigrationOptions

  /// A command to be parsed.
  public init() {}

  /// Writes a plan per phase.
  public func run() throws {
    let site = try options.site(try ImportService.timed())
    let chosen =
      phases.isEmpty ? try site.state().next : try options.phases(phases, of: site)
    try MigrateValidateCommand.validate(chosen, at: site, options, plans: output)
  }
}
