import ImportPipeline
import JSONText
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
    var json = JSONWriter(isSpaced: true)
    var count = 0
    func line(
      _ type: String, to output: inout some ReportSink, _ members: (inout JSONWriter) -> Void
    ) {
      json.removeAll()
      json.object { json in
        json.text("type", type)
        members(&json)
        json.text("runId", report.run.id)
      }
      output.write(json.bytes)
      output.write("\n")
      count += 1
    }
    line("run", to: &output) { json in
      json.text("format", ReportObjects.format)
      json.object("tool", objects.tool)
      json.member("package", objects.package)
      objects.run(&json)
      json.member("schemaVersion", ReportObjects.schemaVersion)
    }
    for file in report.files { line("file", to: &output) { objects.file(file, &$0) } }
    var counter = FingerprintCounter(content)
    for (position, issue) in objects.issues.enumerated() {
      line("issue", to: &output) { objects.issue(issue, at: position, &counter, &$0) }
    }
    for change in report.changes { line("change", to: &output) { objects.change(change, &$0) } }
    for account in report.ledger { line("ledger", to: &output) { objects.ledger(account, &$0) } }
    for value in report.explainedValues ?? [] {
      line("value", to: &output) { objects.explained(value, &$0) }
    }
    for finding in report.guards { line("guard", to: &output) { objects.guarded(finding, &$0) } }
    // Each on a line of its own: there may be as many as the earlier report has issues.
    for issue in content.difference?.fixed ?? [] {
      line("fixed", to: &output) { objects.fixed(issue, &$0) }
    }
    let before = count
    line("end", to: &output) { json in
      objects.counts(&json)
      json.member("notRead", objects.notRead)
      json.member("plan", objects.plan)
      json.text("outcome", report.run.outcome.rawValue)
      json.member("exit", Int(report.run.outcome.exitCode))
      json.member("retry", report.run.isRetryable)
      json.member("written", report.run.isWritten)
      json.member("lines", before)
      json.member("schemaVersion", ReportObjects.schemaVersion)
      if content.difference != nil { json.member("since", objects.sinceCounts) }
    }
  }
}
