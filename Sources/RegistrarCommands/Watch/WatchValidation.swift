import ImportPipeline
import ImportReports
import ImportService
import TabularCore

/// How each file of a watched folder is validated and told.
struct WatchValidation {
  let service: ImportService
  /// What every validation asks for, but for the file.
  let request: ImportRequest
  /// The language of what is left beside the files; `nil` for that of each template.
  let language: Language?
  /// Whether personal values are hidden.
  let isRedacted: Bool
  /// The options that commands in help lines are given.
  let wording: CommandOptions

  /// What limits the reading of files.
  var limits: Limits { request.options.limits }

  /// Validates a file.
  func report(
    _ path: String, _ interruption: Interruption
  ) throws(ServiceFailure) -> ImportReport {
    var request = request
    request.options.files = [path]
    let prepared = try service.prepare(request)
    let progress = ProgressLine()
    defer { progress.finish() }
    guard ProgressLine.isTerminal else {
      return prepared.run(cancellation: interruption.cancellation)
    }
    return prepared.run(cancellation: interruption.cancellation) { progress.show($0) }
  }

  /// How a report is told.
  func options(of report: ImportReport) -> ReportOptions {
    var options = ReportOptions()
    options.wording = wording
    options.language = language ?? report.language ?? .ofEnvironment()
    options.isRedacted = isRedacted
    options.showsNotes = true
    options.toolVersion = ToolVersion.text
    return options
  }
}
