import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import Synchronization
import TabularCore

/// Why a command ended before it had anything to report.
struct EarlyFailure {
  private let report: EarlyReport
  /// Whether the process has begun to report: what is asked for is written then.
  private static let isReporting = Mutex(false)

  /// - Parameter message: the sentence of a usage error, where the error does not tell it itself.
  init(_ error: any Error, message: String? = nil) {
    if let failure = error as? ServiceFailure {
      report = EarlyReport(failure, sentence: failure.usageError?.message)
      return
    }
    let status =
      switch error {
      case let failure as ToldFailure: failure.status
      case let exit as ExitCode: exit.rawValue
      default: Int32(2)
      }
    let outcomes: [RunOutcome] = [
      .usage, .unreadable, .guarded, .locked, .storeFailedRolledBack, .verifyMismatch,
    ]
    // What was told on standard error says more; a usage error is a sentence without data.
    let sentence = (error as? ValidationError)?.message ?? (status == 2 ? message : nil)
    report = EarlyReport(
      outcome: outcomes.first { $0.exitCode == status } ?? .storeFailedRolledBack,
      conclusion: sentence.map { LocalizedText($0) })
  }

  /// A report without files and issues that says how the command ended.
  func report(_ command: String, executes: Bool, now: String) -> ImportReport {
    report.report(command, executes: executes, now: now)
  }

  // MARK: Command lines that are not understood

  /// The commands that make reports.
  private static let reporting = ["import", "undo", "verify"]

  /// Takes note that the command itself reports from now on.
  static func beginReporting() { isReporting.withLock { $0 = true } }

  /// Ends the reports for programs that a command line asks for which is not understood, or whose
  /// command ended before it began to report: whoever reads them waits for their end.
  static func endReports(of arguments: [String], _ error: any Error, message: String) {
    guard !isReporting.withLock({ $0 }),
      let command = arguments.first(where: { !$0.hasPrefix("-") }),
      reporting.contains(command)
    else { return }
    let now = ((try? RunClock.ofThisProcess()) ?? RunClock()).now()
    let report = EarlyFailure(error, message: message).report(
      command, executes: arguments.contains("--execute"), now: now)
    var options = ReportOptions()
    options.toolVersion = ToolVersion.text
    // What is an input and what is not nobody knows yet: no word of the line is overwritten.
    let words = arguments + arguments.compactMap { $0.split(separator: "=").last.map(String.init) }
    var isPrinted = false
    for request in requests(in: arguments) where request.format != .text {
      guard request.path != nil || !isPrinted else { continue }
      isPrinted = isPrinted || request.path == nil
      guard (try? request.checkPath()) != nil,
        !(request.path.map { ReportTargets.overwrites($0, inputs: words) } ?? false)
      else { continue }
      _ = request.write(report, options: options)
    }
  }

  private static func requests(in arguments: [String]) -> [ReportRequest] {
    var requests: [ReportRequest] = []
    for (index, word) in arguments.enumerated() {
      if word == "--report", index + 1 < arguments.count {
        requests += [ReportRequest(arguments[index + 1])].compactMap(\.self)
      } else if word.hasPrefix("--report=") {
        requests += [ReportRequest(String(word.dropFirst("--report=".count)))].compactMap(\.self)
      }
    }
    return requests
  }
}
