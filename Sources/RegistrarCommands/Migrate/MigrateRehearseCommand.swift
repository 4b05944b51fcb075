public import ArgumentParser
import ImportPipeline
import ImportService
import Migrations
import TabularCore

/// `registrar migrate rehearse`: the whole migration on a copy.
public struct MigrateRehearseCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Run all phases on a copy of the store, verify, take all of it back; time each step.",
    discussion: """
      The last backup is restored into a store of its own. Only commands of the \
      migration that say so run. What was found is kept in the store of the environment, and \
      registrar migrate report shows it beside the real run. Exits with 7 when a gate is not met.
      """)

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("The store of the copy.", valueName: "store"))
  var scratch: String

  @Option(
    help: ArgumentHelp(
      "The backup that is restored (default: the newest of the store in its folder, else one that is"
        + " made now).", valueName: "file"),
    completion: .file())
  var backup: String?

  @Option(
    help: ArgumentHelp("The name of the copy's store when it is replaced.", valueName: "name"))
  var confirm: String?

  @Flag(
    help: "Mask the copy before anything else: what names a person is replaced by pseudonyms.")
  var mask = false

  @OptionGroup var options: MigrationOptions
  @OptionGroup var guarding: TargetGuard
  @OptionGroup var approving: ApprovalOptions

  /// A command to be parsed.
  public init() {}

  /// Rehearses and prints the times and the gates.
  public func run() throws {
    let site = try options.site(try ImportService.timed())
    var run = RehearsalRun(of: site, in: scratch)
    run.confirmedCopy = confirm
    run.backup = backup
    if mask {
      run.mask = { choice throws(ServiceFailure) in
        _ = try site.service.mask(choice, package: nil, keyFile: nil)
      }
    }
    run.confirmedTarget = guarding.confirmTarget
    run.approvals = try approving.approved()
    let language = options.speech.spoken
    let before = try options.report(site)
    run.progress = { phase, progress in
      switch progress {
      case .step(let step): Terminal.note("\(phase.id): \(before.step(step))")
      case .failed(let issue): Terminal.error(issue)
      case .imported(let report) where report.run.outcome.exitCode != 0,
        .verified(let report) where report.run.outcome.exitCode != 0:
        for issue in report.issues.issues.prefix(20) { Terminal.error(issue, language: language) }
      case .hook, .imported, .verified: break
      }
    }
    let rehearsal = try run.perform()
    let report = try options.report(site)
    for section in report.rehearsalSections {
      var table = ListingTable(columns: section.columns)
      for row in section.rows { table.add(row.map { printable($0) }) }
      try StandardOutput.print(
        "\(section.title)\n" + section.lines.map { $0 + "\n" }.joined() + table.text)
    }
    if !report.isGo(rehearsal) { throw ExitCode(7) }
  }
}
