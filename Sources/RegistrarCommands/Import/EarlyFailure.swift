import ArgumentParser
import ImportPipeline
import TabularCore

/// Why a command ended before it had anything to report.
struct EarlyFailure {
  private let outcome: RunOutcome
  private let isTransient: Bool
  private let conclusion: LocalizedText

  init(_ error: any Error) {
    var isTransient = false
    var status: Int32 = 2
    switch error {
    case let failure as ToldFailure:
      status = failure.status
      isTransient = failure.isTransient
    case let exit as ExitCode: status = exit.rawValue
    default: break
    }
    let outcomes: [RunOutcome] = [
      .usage, .unreadable, .guarded, .locked, .storeFailedRolledBack, .verifyMismatch,
    ]
    outcome = outcomes.first { $0.exitCode == status } ?? .storeFailedRolledBack
    self.isTransient = isTransient
    // What was told on standard error says more; a usage error is a sentence without data.
    conclusion =
      (error as? ValidationError).map { LocalizedText($0.message) }
      ?? LocalizedText("Nothing was written", french: "Rien n'a été écrit")
  }

  /// A report without files and issues that says how the command ended.
  func report(_ command: String, executes: Bool, now: String) -> ImportReport {
    var run = ImportReport.Run(
      id: RunID.id(prefix: RunID.prefix(now), count: 0), command: command,
      mode: executes ? "execute" : "validate", target: "", startedAt: now, finishedAt: now,
      outcome: outcome, conclusion: conclusion)
    run.isRetryable = isTransient
    return ImportReport(run: run)
  }
}
