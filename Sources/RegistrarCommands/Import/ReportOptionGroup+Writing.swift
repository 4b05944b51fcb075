import ArgumentParser
import ImportPipeline
import ImportReports
import TabularCore

extension ReportOptionGroup {
  /// Writes the reports that were asked for; one that cannot be written is told, with the text
  /// report in its stead.
  func write(
    _ report: ImportReport, _ requests: [ReportRequest],
    commandOptions: CommandOptions = .ofThisProcess()
  ) throws {
    var options = ReportOptions()
    options.commandOptions = commandOptions
    options.language = language
    options.isRedacted = redact
    options.showsNotes = notes || verbose
    options.toolVersion = ToolVersion.text
    var failures: [(name: String, reason: String)] = []
    var requests = requests
    while !requests.isEmpty {
      let request = requests.removeFirst()
      var options = options
      options.isVerbose = verbose || request.path != nil
      options.usesColour = request.path == nil && usesColour
      options.width = request.path == nil ? Terminal.width : nil
      Failpoint.reporting.pass()
      guard let reason = request.write(report, options: options) else { continue }
      if failures.isEmpty, isOutputFree { requests.append(ReportRequest(format: .text)) }
      failures.append(
        (request.path?.split(separator: "/").last.map(String.init) ?? "report", reason))
    }
    for failure in failures {
      Terminal.error(
        code: "emit.write-failed", variant: report.run.isWritten ? "written" : "",
        arguments: [
          IssueArgument("file", failure.name), IssueArgument("reason", failure.reason),
          IssueArgument("run", report.run.id),
        ])
    }
    guard failures.isEmpty else {
      throw ExitCode(report.run.outcome.exitCode == 0 ? 6 : report.run.outcome.exitCode)
    }
  }
}
