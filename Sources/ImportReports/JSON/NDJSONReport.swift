public import ImportPipeline
import TabularCore

/// A report as JSON objects, one per line, each with a `type`: run, file, issue,
/// change, ledger, guard, end.
public struct NDJSONReport: ReportRenderer {
  private var options: ReportOptions

  /// A report of JSON lines with its options.
  public init(_ options: ReportOptions = ReportOptions()) { self.options = options }

  /// Writes the whole report, with a final line break.
  public func render(_ report: ImportReport, to output: inout some TextOutputStream) {
    let objects = ReportObjects(report, options)
    line("run", merging: objects.run, before: head(objects), to: &output)
    for file in report.files { line("file", merging: objects.file(file), to: &output) }
    for issue in objects.issues { line("issue", merging: objects.issue(issue), to: &output) }
    for change in report.changes { line("change", merging: objects.change(change), to: &output) }
    for account in report.ledger {
      line("ledger", merging: objects.ledger(account), to: &output)
    }
    for finding in report.guards { line("guard", merging: objects.guarded(finding), to: &output) }
    line(
      "end", merging: objects.counts,
      after: [("notRead", objects.notRead), ("plan", objects.plan)], to: &output)
  }

  private func head(_ objects: ReportObjects) -> [(String, JSONValue)] {
    [
      ("format", .string(ReportObjects.format)), ("tool", objects.tool),
      ("package", objects.package),
    ]
  }

  private func line(
    _ type: String, merging object: JSONValue, before: [(String, JSONValue)] = [],
    after: [(String, JSONValue)] = [], to output: inout some TextOutputStream
  ) {
    guard case .object(let members) = object else { return }
    JSONValue.object([("type", .string(type))] + before + members + after).write(to: &output)
    output.write("\n")
  }
}
