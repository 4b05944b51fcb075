public import ImportPipeline
public import TabularCore

/// How a request ended before it had anything to report, for those who wait for a report all the same.
public struct EarlyReport: Sendable {
  /// How it ended.
  public var outcome: RunOutcome
  /// Whether the same request may succeed when it is made again.
  public var isTransient: Bool
  /// The sentence of the report.
  public var conclusion: LocalizedText

  /// How a request ended.
  ///
  /// - Parameter conclusion: the sentence; that nothing was written when there is none.
  public init(outcome: RunOutcome, isTransient: Bool = false, conclusion: LocalizedText? = nil) {
    self.outcome = outcome
    self.isTransient = isTransient
    self.conclusion = conclusion ?? LocalizedText(label: "conclusion/nothingWritten")
  }

  /// The end of a request by a failure.
  ///
  /// - Parameter sentence: the front end's words for a request that does not make sense.
  public init(_ failure: ServiceFailure, sentence: String? = nil) {
    self.init(
      outcome: failure.outcome, isTransient: failure.isTransient,
      conclusion: sentence.map { LocalizedText($0) })
  }

  /// A report without files and issues.
  ///
  /// - Parameter now: when it ended, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public func report(_ command: String, executes: Bool, now: String) -> ImportReport {
    var run = ImportReport.Run(
      id: RunID.id(prefix: RunID.prefix(now), count: 0), command: command,
      mode: executes ? "execute" : "validate", target: "", startedAt: now, finishedAt: now,
      outcome: outcome, conclusion: conclusion)
    run.isRetryable = isTransient
    return ImportReport(run: run)
  }
}
