import ImportPipeline
import TabularCore

/// A report as JSON objects, one per line, each with a `type`: run, file, issue,
/// change, ledger, value, guard, fixed, end.
///
/// Every line names the run. The first says which version of the schema the lines have. The last,
/// `end`, is written however the run ended, and counts the lines before it: a stream without it was cut
/// off.
public struct NDJSONReport: ReportRenderer {
  /// `ndjson`.
  public let name = "ndjson"
  /// What the format is for.
  public let purpose = "one object per line, for programs"

  /// The format of JSON lines.
  public init() {}

  /// Writes the whole report, with a final line break.
  public func render(_ content: ReportContent, to output: inout some ReportSink) {
    let report = content.report
    let objects = ReportObjects(content)
    let id = JSONValue.string(report.run.id)
    let version = ("schemaVersion", JSONValue.integer(ReportObjects.schemaVersion))
    var count = 0
    func line(
      _ type: String, _ object: JSONValue, before: [(String, JSONValue)] = [],
      after: [(String, JSONValue)] = [], to output: inout some TextOutputStream
    ) {
      guard case .object(let members) = object else { return }
      JSONValue.object([("type", .string(type))] + before + members + after + [("runId", id)])
        .write(to: &output)
      output.write("\n")
      count += 1
    }
    line("run", objects.run, before: head(objects), after: [version], to: &output)
    for file in report.files { line("file", objects.file(file), to: &output) }
    var counter = FingerprintCounter(content)
    for (position, issue) in objects.issues.enumerated() {
      line("issue", objects.issue(issue, at: position, &counter), to: &output)
    }
    for change in report.changes { line("change", objects.change(change), to: &output) }
    for account in report.ledger { line("ledger", objects.ledger(account), to: &output) }
    for value in report.explainedValues ?? [] {
      line("value", objects.explained(value), to: &output)
    }
    for finding in report.guards { line("guard", objects.guarded(finding), to: &output) }
    // Each on a line of its own: there may be as many as the earlier report has issues.
    for issue in objects.fixedIssues { line("fixed", issue, to: &output) }
    line(
      "end", objects.counts,
      after: [
        ("notRead", objects.notRead), ("plan", objects.plan),
        ("outcome", .string(report.run.outcome.rawValue)),
        ("exit", .integer(Int(report.run.outcome.exitCode))),
        ("retry", .bool(report.run.isRetryable)), ("written", .bool(report.run.isWritten)),
        ("lines", .integer(count)), version,
      ] + (content.difference == nil ? [] : [("since", objects.sinceCounts)]), to: &output)
  }

  private func head(_ objects: ReportObjects) -> [(String, JSONValue)] {
    [
      ("format", .string(ReportObjects.format)), ("tool", objects.tool),
      ("package", objects.package),
    ]
  }
}
