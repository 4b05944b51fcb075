import ImportPipeline
import TabularCore

/// A report as JUnit XML, for build servers: a suite per table and file, a case per code.
///
/// Errors are failures, those of files and headers are errors of a suite `input`; warnings are output of
/// their case; notes are left out. A case `ledger` says what became of the rows.
public struct JUnitReport: ReportRenderer {
  /// `junit`.
  public let name = "junit"
  /// What the format is for.
  public let purpose = "JUnit XML, for build servers"

  /// The JUnit format.
  public init() {}

  /// What is told of one code.
  private struct Case {
    var code: IssueCode
    var errors: [String] = []
    var warnings: [String] = []
    var firstMessage = ""
    /// How many issues were counted without their details.
    var leftOut = 0
  }

  private struct Suite {
    var name: String
    var table: String?
    var cases: [Case] = []
    var positions: [IssueCode: Int] = [:]
  }

  /// Writes the whole report.
  public func render(_ content: ReportContent, to sink: inout some ReportSink) {
    let suites = suites(content)
    let time = content.report.run.startedAt
    sink.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    let tests = suites.reduce(0) { $0 + $1.cases.count + ($1.table == nil ? 0 : 1) }
    let failed = suites.flatMap(\.cases).count { !$0.errors.isEmpty }
    let inputs = suites.filter { $0.table == nil }.flatMap(\.cases).count { !$0.errors.isEmpty }
    sink.write(
      "<testsuites name=\"registrar\" tests=\"\(tests)\" failures=\"\(failed - inputs)\""
        + " errors=\"\(inputs)\">\n")
    for suite in suites { write(suite, time, content, to: &sink) }
    sink.write("</testsuites>\n")
  }

  private func suites(_ content: ReportContent) -> [Suite] {
    let order = ReportOrder(content.report)
    var suites: [Suite] = []
    var positions: [String: Int] = [:]
    func position(_ name: String, _ table: String?) -> Int {
      if let known = positions[name] { return known }
      positions[name] = suites.count
      suites.append(Suite(name: name, table: table))
      return suites.count - 1
    }
    for line in content.report.ledger {
      let files = content.report.files.filter { $0.sheets.contains { $0.table == line.table } }
      let names = files.isEmpty ? [line.table] : files.map { "\($0.name) › \(line.table)" }
      for name in names { _ = position(name, line.table) }
    }
    for original in content.issues where original.severity != .note {
      let issue = content.shown(original)
      let place = issue.location
      let isInput = order.level(of: issue.code) <= 2 || place.table == nil
      let file = place.isInput ? place.file.map { "\($0) › " } ?? "" : ""
      let name = isInput ? "input" : file + (place.table ?? "")
      let index = position(name, isInput ? nil : place.table)
      let message = content.messages.message(of: issue)
      let help = content.messages.help(of: issue)
      var line = "\(content.places.text(place)): \(message)"
      if !help.isEmpty { line += " (\(help))" }
      let known = suites[index].positions[issue.code]
      let number = known ?? suites[index].cases.count
      if known == nil {
        suites[index].positions[issue.code] = number
        suites[index].cases.append(Case(code: issue.code))
      }
      if issue.severity == .error {
        if suites[index].cases[number].errors.isEmpty {
          suites[index].cases[number].firstMessage = message
        }
        suites[index].cases[number].errors.append(line)
      } else {
        suites[index].cases[number].warnings.append(line)
      }
    }
    for (key, count) in content.report.issues.counts where count.found > count.kept {
      guard let table = key.table, key.severity != .note,
        let suite = suites.firstIndex(where: { $0.table == table && $0.positions[key.code] != nil }
        ),
        let number = suites[suite].positions[key.code]
      else { continue }
      suites[suite].cases[number].leftOut += count.found - count.kept
    }
    return suites
  }

  private func write(
    _ suite: Suite, _ time: String, _ content: ReportContent, to sink: inout some ReportSink
  ) {
    let isInput = suite.table == nil
    let failures = suite.cases.count { !$0.errors.isEmpty }
    let tests = suite.cases.count + (isInput ? 0 : 1)
    sink.write(
      "  <testsuite name=\"\(HTML.text(suite.name))\" tests=\"\(tests)\""
        + " failures=\"\(isInput ? 0 : failures)\" errors=\"\(isInput ? failures : 0)\""
        + " skipped=\"0\"\(time.isEmpty ? "" : " timestamp=\"\(HTML.text(time))\"")>\n")
    let group = "registrar." + (suite.table ?? "input")
    for test in suite.cases {
      sink.write(
        "    <testcase classname=\"\(HTML.text(group))\" name=\"\(HTML.text(test.code.rawValue))\""
          + " time=\"0\">\n")
      let more =
        test.leftOut > 0 ? [content.language.label("since/more", ["count": test.leftOut])] : []
      if !test.errors.isEmpty {
        let element = isInput ? "error" : "failure"
        sink.write(
          "      <\(element) type=\"\(HTML.text(test.code.rawValue))\""
            + " message=\"\(HTML.text(test.firstMessage))\">")
        for line in test.errors + more { sink.write(HTML.text(line) + "\n") }
        sink.write("</\(element)>\n")
      }
      if !test.warnings.isEmpty {
        sink.write("      <system-out>")
        for line in test.warnings + (test.errors.isEmpty ? more : []) {
          sink.write(HTML.text(line) + "\n")
        }
        sink.write("</system-out>\n")
      }
      sink.write("    </testcase>\n")
    }
    if let table = suite.table, let line = content.report.ledger.first(where: { $0.table == table })
    {
      let counts = LedgerLine.columns.map {
        "\(content.language.label("ledger/" + $0.name)) \(line[keyPath: $0.value])"
      }
      sink.write(
        "    <testcase classname=\"\(HTML.text(group))\" name=\"ledger\" time=\"0\">"
          + "<system-out>\(HTML.text(counts.joined(separator: ", ")))</system-out></testcase>\n")
    }
    sink.write("  </testsuite>\n")
  }
}
