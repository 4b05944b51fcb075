import ImportPipeline
import TabularCore

extension HTMLPage {
  /// The kinds of issues, root causes first, each with what to do and the rows it lies in.
  func writeCauses(to sink: inout some ReportSink) {
    sink.write(
      "<section aria-labelledby=\"causes\" class=\"causes\">\n<h2 id=\"causes\">"
        + "\(label("causes"))</h2>\n")
    for (number, cause) in causes.causes.prefix(HTMLReport.maximumCauses).enumerated() {
      write(cause, number: number, to: &sink)
    }
    let rest = causes.causes.count - min(causes.causes.count, HTMLReport.maximumCauses)
    if rest > 0 { sink.write("<p>\(label("moreCauses", ["count": rest]))</p>\n") }
    sink.write("</section>\n")
  }

  private func write(
    _ cause: PageCauses.Cause, number: Int, to sink: inout some ReportSink
  ) {
    let group = cause.group
    let issue = content.shown(group.issue)
    let message = content.messages.message(of: issue)
    let isOpen = number < 10 && issue.severity == .error
    let count =
      group.count > 1
      ? " <span class=\"count\">\(HTML.text(labels.ofThisKind(group.count, isExact: group.isExact)))</span>"
      : ""
    sink.write(
      "<details class=\"cause \(issue.severity.rawValue)\" data-cause=\"\(number)\""
        + "\(isOpen ? " open=\"\"" : "")>\n"
        + "<summary>\(badge(issue.severity)) <span class=\"what\">\(HTML.sentence(message))</span>"
        + "\(count) <span class=\"place\">\(HTML.text(content.places.text(issue.location)))</span>"
        + "</summary>\n<dl>\n")
    func item(_ name: String, _ html: String, to sink: inout some ReportSink) {
      sink.write("<div><dt>\(HTML.text(name))</dt><dd>\(html)</dd></div>\n")
    }
    let help = content.messages.help(of: issue)
    if !help.isEmpty { item(content.language.label("page/help"), HTML.sentence(help), to: &sink) }
    if let cleared = cause.cleared.text(in: content.language) {
      item(content.language.label("page/clears"), HTML.text(cleared), to: &sink)
    }
    if let value = issue.isSecret ? Privacy.secret : issue.value {
      let shown = issue.shown.map {
        " (\(HTML.text(labels.shownAs)) <code>\(HTML.text($0))</code>)"
      }
      item(labels.read, "<code>\(HTML.text(value))</code>\(shown ?? "")", to: &sink)
    }
    if let suggestion = issue.suggestion {
      let evidence = Phrases.text(suggestion.evidence, in: content.language)
      item(
        labels.didYouMean, "<code>\(HTML.text(suggestion.text))</code>, \(HTML.sentence(evidence))",
        to: &sink)
    }
    for place in issue.related.prefix(12) {
      let phrase = Phrases.text(place.label, in: content.language)
      let text = HTML.text(content.places.text(place.location, rows: place.rows))
      item(labels.related, phrase.isEmpty ? text : "\(text), \(HTML.sentence(phrase))", to: &sink)
    }
    for other in group.others.prefix(HTMLReport.maximumRows).map({ content.shown($0) }) {
      let text = content.messages.message(of: other)
      guard text != message || other.suggestion?.text != issue.suggestion?.text else { continue }
      let better =
        other.suggestion.map {
          "; \(HTML.text(labels.didYouMean)) <code>\(HTML.text($0.text))</code>"
        } ?? ""
      item(
        labels.also,
        "\(HTML.text(content.places.short(other.location))): \(HTML.sentence(text))\(better)",
        to: &sink)
    }
    if group.rows.count > 1 {
      let rows = group.rows.description(limit: 60, more: labels.moreRows, and: labels.and)
      item(labels.rows, HTML.text(rows, limit: 2_000), to: &sink)
    }
    item(
      content.language.label("report/code"), "<code>\(HTML.text(issue.code.rawValue))</code>",
      to: &sink)
    sink.write("</dl>\n")
    writeGrid(of: group, to: &sink)
    if cause.keptCount > 1 {
      sink.write(
        "<p class=\"script\" hidden=\"\"><button type=\"button\" data-show=\"\(number)\">"
          + "\(label("showInList", ["count": cause.keptCount]))</button></p>\n")
    }
    sink.write("</details>\n")
  }

  /// The first rows of a kind as they were read, with the cells that issues are about marked.
  private func writeGrid(of group: IssueKinds.Group, to sink: inout some ReportSink) {
    let grid = EvidenceGrid(of: group, content, maximumRows: HTMLReport.maximumRows)
    guard !grid.columns.isEmpty else { return }
    let isWorkbook = group.issue.location.form == .workbook
    openTable(caption: label("rowsAsRead"), kind: "grid", to: &sink)
    sink.write("<thead><tr><th scope=\"col\">\(word("markdown/row"))</th>")
    for (column, header) in zip(grid.columns, grid.headers) {
      let letters = isWorkbook ? columnLetters(column) : String(column)
      sink.write(
        "<th scope=\"col\"><span class=\"letters\">\(letters)</span> \(HTML.text(header, limit: 60))</th>"
      )
    }
    sink.write("</tr></thead>\n<tbody>\n")
    for row in grid.rows {
      let texts = row.texts
      sink.write("<tr><th scope=\"row\">\(row.number)</th>")
      for column in grid.columns {
        let text = HTML.text(texts[column] ?? "")
        sink.write(
          row.marked.contains(column)
            ? "<td class=\"bad\"><mark>\(text.isEmpty ? label("emptyCell") : text)</mark></td>"
            : "<td>\(text)</td>")
      }
      sink.write("</tr>\n")
    }
    sink.write("</tbody></table></div>\n")
  }
}
