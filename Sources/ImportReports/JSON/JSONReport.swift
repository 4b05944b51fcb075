import ImportPipeline
import TabularCore

/// A report as one JSON object, `registrar.report/1`: every kept issue singly, totals exact.
///
/// One line per issue, file and table, so that two reports compare line by line.
public struct JSONReport: ReportRenderer {
  /// `json`.
  public let name = "json"
  /// What the format is for.
  public let purpose = "one object, for programs"

  /// The JSON format.
  public init() {}

  /// Writes the whole report, with a final line break.
  public func render(_ content: ReportContent, to output: inout some ReportSink) {
    let report = content.report
    let objects = ReportObjects(content)
    output.write("{\n")
    member("format", .string(ReportObjects.format), to: &output)
    member("tool", objects.tool, to: &output)
    member("run", objects.run, to: &output)
    member("package", objects.package, to: &output)
    list("files", report.files, to: &output, objects.file)
    list("ledger", report.ledger, to: &output, objects.ledger)
    member("counts", objects.counts, to: &output)
    var counter = FingerprintCounter(content)
    var position = -1
    list("issues", objects.issues, to: &output) { issue in
      position += 1
      return objects.issue(issue, at: position, &counter)
    }
    list("changes", report.changes, to: &output, objects.change)
    member("notRead", objects.notRead, to: &output)
    list("guards", report.guards, to: &output, objects.guarded)
    if let values = report.explainedValues {
      list("values", values, to: &output, objects.explained)
    }
    let hasDifference = content.difference != nil
    let hasCorrections = report.corrections != nil
    member("plan", objects.plan, isLast: !hasDifference && !hasCorrections, to: &output)
    if hasDifference { member("since", objects.since, isLast: !hasCorrections, to: &output) }
    if hasCorrections { member("corrections", objects.corrections, isLast: true, to: &output) }
    output.write("}\n")
  }

  private func member(
    _ key: String, _ value: JSONValue, isLast: Bool = false,
    to output: inout some TextOutputStream
  ) {
    output.write("  \"\(key)\": ")
    value.write(to: &output)
    output.write(isLast ? "\n" : ",\n")
  }

  private func list<Item>(
    _ key: String, _ items: some Collection<Item>, to output: inout some TextOutputStream,
    _ object: (Item) -> JSONValue
  ) {
    output.write("  \"\(key)\": [")
    for (index, item) in items.enumerated() {
      output.write(index == 0 ? "\n    " : ",\n    ")
      object(item).write(to: &output)
    }
    output.write(items.isEmpty ? "],\n" : "\n  ],\n")
  }
}
