import ImportPipeline
import TabularCore

/// What a page shows before anything is filtered: plain HTML, readable without a script.
struct HTMLPage {
  let content: ReportContent
  let causes: PageCauses
  let labels: TextLabels

  init(_ content: ReportContent) {
    self.content = content
    causes = PageCauses(content)
    labels = TextLabels(language: content.language)
  }

  /// A label of the page, as HTML.
  func label(
    _ name: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    HTML.text(content.language.label("page/" + name, values))
  }

  /// The word for a severity with its mark, which needs no colour.
  func badge(_ severity: Severity) -> String {
    "<span class=\"badge \(severity.rawValue)\">\(HTML.text(labels.severity(severity)))</span>"
  }

  func write(to sink: inout some ReportSink) {
    sink.write("<a class=\"skip\" href=\"#causes\">\(label("skip"))</a>\n")
    writeHead(to: &sink)
    sink.write("<main>\n")
    writeLedger(to: &sink)
    writeDifference(to: &sink)
    writeCorrections(to: &sink)
    writeDecisions(to: &sink)
    if !causes.causes.isEmpty {
      writeSheets(to: &sink)
      writeColumns(to: &sink)
      writeFilters(to: &sink)
      writeCauses(to: &sink)
      writeList(to: &sink)
    }
    writeValues(to: &sink)
    sink.write("</main>\n")
    let tool = content.options.toolVersion.isEmpty ? "" : " " + content.options.toolVersion
    sink.write("<footer><p>registrar\(HTML.text(tool))</p></footer>\n")
  }

  // MARK: What happened

  private func writeHead(to sink: inout some ReportSink) {
    let language = content.language
    let report = content.report
    let run = report.run
    var conclusion = run.conclusion.text(in: language)
    if conclusion.isEmpty { conclusion = run.isWritten ? labels.written : labels.nothingWritten }
    conclusion = conclusion.prefix(1).uppercased() + conclusion.dropFirst()
    sink.write("<header>\n<h1>\(HTML.text(language.label("markdown/title")))</h1>\n")
    sink.write("<p class=\"conclusion\">\(HTML.sentence(conclusion)).</p>\n<ul class=\"totals\">\n")
    for severity in [Severity.error, .warning, .note] {
      let count = report.issues.count(of: severity)
      let name =
        switch severity {
        case .error: language.label("report/errors", ["count": count])
        case .warning: labels.warnings(count)
        case .note: labels.notes(count)
        }
      let kind = count == 0 ? "none" : severity.rawValue
      sink.write("<li class=\"\(kind)\">\(HTML.text(name))</li>\n")
    }
    sink.write("</ul>\n<dl>\n")
    var facts = [(language.label("run/run"), run.id), (language.label("run/target"), run.target)]
    if let package = report.package {
      facts.append((language.label("run/package"), "\(package.name) \(package.version)"))
    }
    facts.append((language.label("run/started"), run.startedAt))
    if !report.files.isEmpty {
      facts.append((language.label("runs/files"), report.files.map(\.name).joined(separator: ", ")))
    }
    for (name, value) in facts {
      sink.write(
        "<div><dt>\(HTML.text(name))</dt><dd>\(HTML.text(value, limit: 1_000))</dd></div>\n")
    }
    sink.write("</dl>\n")
    for text in remarks { sink.write("<p class=\"remark\">\(HTML.sentence(text))</p>\n") }
    sink.write("</header>\n")
  }

  /// What else is to be said of the run.
  private var remarks: [String] {
    let report = content.report
    var remarks: [String] = []
    if !report.unreadTables.isEmpty { remarks.append(labels.notRead(report.unreadTables)) }
    if report.run.isPartial { remarks.append(labels.partial) }
    for finding in report.guards {
      if let approver = finding.approver { remarks.append(labels.approved(finding, by: approver)) }
    }
    if let plan = report.plan { remarks.append(labels.plan(plan)) }
    if report.isPlanWithheld { remarks.append(labels.noPlan) }
    let leftOut = CodeCounts(report).leftOut
    if leftOut > 0 { remarks.append(content.language.label("page/leftOut", ["count": leftOut])) }
    return remarks
  }

  // MARK: Counts

  /// The counts of each table; what became of the rows adds up to what was read.
  private func writeLedger(to sink: inout some ReportSink) {
    let lines = content.report.ledger
    guard !lines.isEmpty else { return }
    let further: [(name: String, value: KeyPath<LedgerLine, Int>)] = [
      ("pruned", \.pruned), ("pending", \.pending),
    ].filter { column in lines.contains { $0[keyPath: column.1] > 0 } }
    let columns = LedgerLine.columns + further
    let heading = word("markdown/tables")
    sink.write("<section aria-labelledby=\"ledger\">\n<h2 id=\"ledger\">\(heading)</h2>\n")
    openTable(caption: heading, to: &sink)
    sink.write("<thead><tr><th scope=\"col\">\(word("ledger/table"))</th>")
    for column in columns {
      sink.write("<th scope=\"col\" class=\"number\">\(word("ledger/" + column.name))</th>")
    }
    sink.write("</tr></thead>\n<tbody>\n")
    func row(_ name: String, _ counts: [Int], to sink: inout some ReportSink) {
      let cells = counts.map { "<td class=\"number\">\($0)</td>" }.joined()
      sink.write("<tr><th scope=\"row\">\(name)</th>\(cells)</tr>\n")
    }
    for line in lines {
      row(HTML.text(title(of: line.table)), columns.map { line[keyPath: $0.value] }, to: &sink)
    }
    sink.write("</tbody>\n")
    if lines.count > 1 {
      let sums = columns.map { column in lines.reduce(0) { $0 + $1[keyPath: column.value] } }
      sink.write("<tfoot>\n")
      row(label("total"), sums, to: &sink)
      sink.write("</tfoot>\n")
    }
    sink.write("</table></div>\n</section>\n")
  }

  /// A label of another group, as HTML.
  func word(_ key: String) -> String { HTML.text(content.language.label(key)) }

  private func title(of table: String) -> String {
    content.report.tableTitles[table]?.text(in: content.language) ?? table
  }

  /// A table that can be scrolled by itself on a narrow screen, and by the keyboard.
  func openTable(caption: String, kind: String = "", to sink: inout some ReportSink) {
    sink.write(
      "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(caption)\"><table"
        + (kind.isEmpty ? "" : " class=\"\(kind)\"") + ">\n")
  }

  private func writeSheets(to sink: inout some ReportSink) {
    sink.write("<section aria-labelledby=\"sheets\">\n<h2 id=\"sheets\">\(label("bySheet"))</h2>\n")
    openTable(caption: label("bySheet"), to: &sink)
    sink.write("<thead><tr><th scope=\"col\">\(label("sheet"))</th>")
    for name in ["errors", "warnings", "notes"] {
      sink.write("<th scope=\"col\" class=\"number\">\(word("markdown/" + name))</th>")
    }
    sink.write("</tr></thead>\n<tbody>\n")
    for sheet in causes.sheets {
      sink.write("<tr><th scope=\"row\">\(HTML.text(sheet.name))</th>")
      for severity in [Severity.error, .warning, .note] {
        sink.write("<td class=\"number\">\(sheet.counts[severity] ?? 0)</td>")
      }
      sink.write("</tr>\n")
    }
    sink.write("</tbody></table></div>\n</section>\n")
  }

  /// A bar for each column, longest first: errors and warnings; for notes nothing is to be done.
  private func writeColumns(to sink: inout some ReportSink) {
    let bars = causes.columns.map(Bar.init).filter { $0.total > 0 }
      .sorted { ($1.total, $0.column.sheet) < ($0.total, $1.column.sheet) }
    guard let most = bars.first?.total else { return }
    sink.write(
      "<section aria-labelledby=\"columns\">\n<h2 id=\"columns\">\(label("byColumn"))</h2>\n")
    openTable(caption: label("byColumn"), kind: "chart", to: &sink)
    sink.write("<thead><tr><th scope=\"col\">\(label("column"))</th>")
    for name in ["errors", "warnings"] {
      sink.write("<th scope=\"col\" class=\"number\">\(word("markdown/" + name))</th>")
    }
    sink.write("<td></td></tr></thead>\n<tbody>\n")
    for bar in bars.prefix(HTMLReport.maximumBars) {
      let sheet = HTML.text(causes.sheets[bar.column.sheet].name)
      sink.write("<tr><th scope=\"row\">\(HTML.text(bar.column.name))")
      sink.write(" <span class=\"in\">\(sheet)</span></th>")
      sink.write("<td class=\"number\">\(bar.errors)</td><td class=\"number\">\(bar.warnings)</td>")
      sink.write("<td class=\"bar\">\(bar.drawing(most: most))</td></tr>\n")
    }
    sink.write("</tbody></table></div>\n")
    if bars.count > HTMLReport.maximumBars {
      sink.write("<p>\(label("moreColumns", ["count": bars.count - HTMLReport.maximumBars]))</p>\n")
    }
    sink.write("</section>\n")
  }

  /// The bar of a column.
  private struct Bar {
    var column: PageCauses.Place
    var errors: Int
    var warnings: Int
    var total: Int { errors + warnings }

    init(_ column: PageCauses.Place) {
      self.column = column
      errors = column.counts[.error] ?? 0
      warnings = column.counts[.warning] ?? 0
    }

    /// Errors, then warnings; the numbers beside it say the same.
    func drawing(most: Int) -> String {
      let first = errors * 1_000 / most
      let second = warnings * 1_000 / most
      return """
        <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="error" width="\(first)" height="10"/>\
        <rect class="warning" x="\(first)" width="\(second)" height="10"/></svg>
        """
    }
  }
}
