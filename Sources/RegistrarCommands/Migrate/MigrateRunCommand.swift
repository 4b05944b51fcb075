public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import Migrations
import TabularCore

/// `registrar migrate run PHASE`: a round of a phase.
public struct MigrateRunCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a phase: commands, backup, import, checks, commands.",
    discussion: """
      A command that fails or takes too long ends the phase; before the import nothing is written \
      then. A phase whose process was killed is gone on with by --resume: what it had written is \
      not written again.

      Exit status as of registrar import; 4 when the order, a checklist, a guard, a command before \
      the import or a check of the plan refuses, 7 when the records are written and a check, the \
      verification or a command after the import fails.
      """)

  @Argument(help: ArgumentHelp("The phase.", valueName: "phase"))
  var phase: String

  @Argument(
    help: ArgumentHelp("The files of this batch (default: those of the phase).", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Flag(help: "Go on with the round whose process was killed.")
  var resume = false

  @Option(
    help: ArgumentHelp("Write exactly what this plan says.", valueName: "file"),
    completion: .file())
  var plan: String?

  @OptionGroup var options: MigrationOptions
  @OptionGroup var guarding: TargetGuard
  @OptionGroup var approving: ApprovalOptions

  /// A command to be parsed.
  public init() {}

  /// Runs the phase; exits with the status of its outcome.
  public func run() throws {
    let service = try ImportService.timed()
    let site = try options.site(service)
    let chosen = try MigrationOptions.telling { () throws(MigrationProblem) in
      try site.migration.phase(named: phase)
    }
    if resume {
      let state = try site.state()
      try MigrationOptions.telling { () throws(MigrationProblem) in
        guard state.unfinished?.phase == chosen.id else {
          throw .nothingToResume(phase: chosen.id)
        }
      }
    }
    let report = try options.report(site)
    let language = options.speech.spoken
    let interruption = Interruption()
    var run = PhaseRun(of: chosen, at: site)
    run.confirmedTarget = guarding.confirmTarget
    run.resumes = resume
    run.files = files
    run.plan = plan
    run.approvals = try approving.approved()
    run.cancellation = interruption.cancellation
    run.issueRecord = { KeptIssues.json(of: $0) }
    let reportOptions = options.options(site)
    run.progress = { progress in
      Self.tell(progress, report, language, reportOptions)
    }
    let outcome = try run.perform()
    interruption.end()
    let step = outcome.result.failedStep
    try StandardOutput.tell(
      language.label(
        step == nil ? "migrate/roundDone" : "migrate/roundFailed",
        [
          "phase": chosen.id, "round": outcome.round, "step": step.map { report.step($0) } ?? "",
        ]))
    if outcome.outcome.exitCode != 0 { throw ExitCode(outcome.outcome.exitCode) }
  }

  /// Tells what goes on.
  private static func tell(
    _ progress: PhaseRun.Progress, _ report: MigrationReport, _ language: Language,
    _ options: ReportOptions
  ) {
    switch progress {
    case .step(let step): Terminal.note(report.step(step))
    case .hook(let hook, let tail):
      guard !hook.isSuccess else {
        let tenths = Int((hook.seconds * 10).rounded())
        Terminal.note(
          language.label(
            "migrate/hookDone", ["hook": hook.id, "seconds": "\(tenths / 10).\(tenths % 10)"]))
        return
      }
      guard !tail.isEmpty else { return }
      Terminal.note(language.label("migrate/hookOutput", ["hook": hook.id]))
      for line in tail.split(whereSeparator: \.isNewline).suffix(20) {
        Terminal.write("  \(printable(String(line), limit: 400))\n")
      }
    case .imported(let report), .verified(let report):
      try? StandardOutput.print(TextReport().text(of: report, options), terminator: "")
    case .failed(let issue): Terminal.error(issue)
    }
  }
}
