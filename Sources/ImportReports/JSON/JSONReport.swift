import ImportPipeline
import JSONText
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
    var json = JSONWriter(isSpaced: true)
    output.write("{\n")
    member("format", &json, to: &output) { $0.text(ReportObjects.format) }
    member("tool", &json, to: &output) { $0.object(objects.tool) }
    member("run", &json, to: &output) { $0.object(objects.run) }
    member("package", &json, to: &output, objects.package)
    list("files", report.files, &json, to: &output, objects.file)
    list("ledger", report.ledger, &json, to: &output, objects.ledger)
    member("counts", &json, to: &output) { $0.object(objects.counts) }
    var counter = FingerprintCounter(content)
    var position = -1
    list("issues", objects.issues, &json, to: &output) { issue, json in
      position += 1
      objects.issue(issue, at: position, &counter, &json)
    }
    list("changes", report.changes, &json, to: &output, objects.change)
    member("notRead", &json, to: &output, objects.notRead)
    list("guards", report.guards, &json, to: &output, objects.guarded)
    if let values = report.explainedValues {
      list("values", values, &json, to: &output, objects.explained)
    }
    let hasDifference = content.difference != nil
    let hasCorrections = report.corrections != nil
    member(
      "plan", &json, isLast: !hasDifference && !hasCorrections, to: &output, objects.plan)
    if hasDifference {
      member("since", &json, isLast: !hasCorrections, to: &output, objects.since)
    }
    if hasCorrections {
      member("corrections", &json, isLast: true, to: &output, objects.corrections)
    }
    output.write("}\n")
  }

  private func member(
    _ key: String, _ json: inout JSONWriter, isLast: Bool = false, to output: inout some ReportSink,
    _ value: (inout JSONWriter) -> Void
  ) {
    output.write("  \"\(key)\": ")
    json.removeAll()
    value(&json)
    output.write(json.bytes)
    output.write(isLast ? "\n" : ",\n")
  }

  private func list<Item>(
    _ key: String, _ items: some Collection<Item>, _ json: inout JSONWriter,
    to output: inout some ReportSink, _ members: (Item, inout JSONWriter) -> Void
  ) {
    output.write("  \"\(key)\": [")
    var isFirst = true
    for item in items {
      output.write(isFirst ? "\n    " : ",\n    ")
      isFirst = false
      json.removeAll()
      json.object { members(item, &$0) }
      output.write(json.bytes)
    }
    output.write(isFirst ? "],\n" : "\n  ],\n")
  }
}
