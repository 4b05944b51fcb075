import Foundation
import ImportPipeline
import ImportService
import JobQueues
import TabularCore

/// A worker: takes jobs one after another until it is to end.
struct JobWorker {
  let execution: JobExecution
  let isOnce: Bool
  let endsWhenEmpty: Bool
  let language: Language

  /// How long a worker without a job waits before it asks again, in seconds.
  private static let interval = 0.5

  /// Who takes the jobs, `host:pid`.
  private var name: String {
    ProcessInfo.processInfo.hostName + ":" + String(ProcessInfo.processInfo.processIdentifier)
  }

  /// Carries out jobs; returns the exit status.
  func run(_ signals: Cancellation) throws(StoreError) -> Int32 {
    var status: Int32 = 0
    while !signals.isRequested {
      let claim = try execution.line.askPatiently(unless: { signals.isRequested }) {
        (queue, connection) throws(StoreError) in
        try queue.claim(worker: name, lease: execution.lease, in: connection)
      }
      guard let claim else {
        if isOnce { return status }
        if endsWhenEmpty {
          let count = try execution.line.askPatiently { (queue, connection) throws(StoreError) in
            try queue.openCount(in: connection)
          }
          if count == 0 { return status }
        }
        Thread.sleep(forTimeInterval: Self.interval)
        continue
      }
      let end = try execution.run(claim, signals: signals)
      tell(end, claim)
      if case .setAside = end, isOnce || endsWhenEmpty { status = 1 }
      if isOnce, !signals.isRequested { return status }
    }
    return isOnce || endsWhenEmpty ? 130 : 0
  }

  /// Says what came of a job, one line on standard error.
  private func tell(_ end: JobExecution.End, _ claim: JobClaim) {
    let job = String(claim.job)
    let file = printable(claim.name)
    let words =
      switch end {
      case .done(let run?):
        language.label("jobs/done", ["job": job, "file": file, "run": run])
      case .done(run: nil): language.label("jobs/doneWithoutRun", ["job": job, "file": file])
      case .setAside(let reason):
        language.label(
          "jobs/setAside", ["job": job, "file": file, "reason": reason.words(in: language)])
      case .again(let reason):
        language.label(
          "jobs/again", ["job": job, "file": file, "reason": reason.words(in: language)])
      case .lost: language.label("jobs/lost", ["job": job, "file": file])
      }
    Terminal.note(words)
  }
}

extension JobReason {
  /// The reason as people read it.
  func words(in language: Language) -> String { language.label("jobs/reason-" + rawValue) }
}
