import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import TabularCore

extension ReportOptionGroup {
  /// Makes a report, writes it as it was asked for, and ends with the exit status of its outcome.
  ///
  /// A command that fails before it has anything to report (a package with mistakes, a backup that does
  /// not count) still ends the JSON reports that were asked for: they say why and whether to retry.
  ///
  /// - Parameters:
  ///   - inputs: the files that the command reads, which no report replaces.
  ///   - lastRun: finds what the store keeps of the last run of the same files, for `--since last`.
  func reporting(
    _ command: String, executes: Bool, clock: RunClock, inputs: [String] = [],
    lastRun: () throws -> EarlierReport? = { nil },
    _ body: (inout CommandOptions) throws -> ImportReport
  ) throws {
    let requests = try requests()
    // Read before anything else: the report of this run may take its place.
    let earlier = try since.flatMap { try $0 == "last" ? lastRun() : EarlierReport(path: $0) }
    for request in requests {
      try ReportTargets.check(request.path, of: "report", inputs: inputs)
      try request.checkPath()
    }
    EarlyFailure.beginReporting()
    // A run that is killed leaves no report, and none of an earlier run that could be taken for its own.
    for request in requests { request.removeFormer() }
    var commandOptions = CommandOptions.ofThisProcess()
    let report: ImportReport
    do {
      report = try body(&commandOptions)
    } catch {
      (error as? ServiceFailure)?.tell()
      try? write(
        EarlyFailure(error).report(command, executes: executes, now: clock.now()),
        requests.filter { $0.format != .text }, commandOptions, since: nil)
      throw (error as? ServiceFailure)?.told ?? error
    }
    try write(report, requests, commandOptions, since: earlier)
    if report.run.outcome.exitCode != 0 { throw ExitCode(report.run.outcome.exitCode) }
  }

  /// How a report is told, whatever its format is.
  func options(of report: ImportReport, _ commandOptions: CommandOptions) -> ReportOptions {
    var options = ReportOptions()
    options.wording = commandOptions
    options.language = language ?? report.language ?? .ofEnvironment()
    options.isRedacted = redact
    options.showsNotes = notes || verbose
    options.toolVersion = ToolVersion.text
    return options
  }

  /// Writes the reports that were asked for; one that cannot be written is told, with the text
  /// report in its stead.
  ///
  /// A reader that goes away before it has read all is no failure of a run that wrote nothing. A run
  /// that wrote never ends with 0 when its report did not arrive.
  private func write(
    _ report: ImportReport, _ requests: [ReportRequest], _ commandOptions: CommandOptions,
    since earlier: EarlierReport?
  ) throws {
    var options = options(of: report, commandOptions)
    options.since = earlier
    let language = options.language
    var failures: [(name: String, failure: ReportRequest.WritingFailure)] = []
    var requests = requests
    while !requests.isEmpty {
      let request = requests.removeFirst()
      var options = options
      options.isVerbose = verbose || request.path != nil
      options.usesColour = request.path == nil && usesColour
      options.width = request.path == nil ? Terminal.width : nil
      Failpoint.reporting.pass()
      guard let failure = request.write(report, options: options) else { continue }
      if failure.isClosed, !report.run.isWritten { continue }
      if failures.isEmpty, isOutputFree { requests.append(ReportRequest(format: .text)) }
      let name = request.path?.split(separator: "/").last.map(String.init)
      failures.append((name ?? language.label("thing/standardOutput"), failure))
    }
    for (name, failure) in failures {
      let run = report.run.id
      let time: IssueContent.WriteFailure =
        failure.isClosed
        ? .writtenUnread(run: run) : report.run.isWritten ? .written(run: run) : .before
      Terminal.error(
        .emitWriteFailed(time, file: name, reason: failure.reason, run: run), language: language)
    }
    guard !failures.isEmpty else { return }
    if report.run.isWritten {
      Terminal.note(
        language.label(
          "notice/runEnded",
          ["run": report.run.id, "conclusion": report.run.conclusion.text(in: language)]))
    }
    throw ExitCode(report.run.outcome.exitCode == 0 ? 6 : report.run.outcome.exitCode)
  }
}
