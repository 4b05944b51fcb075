import ImportPipeline
import TabularCore

extension HTMLPage {
  /// A table that may have any number of rows: the first stand in the page, the script has them all.
  struct LongTable {
    /// How the texts of a column are shown.
    enum Form: String {
      /// As they are.
      case text = "t"
      /// As what a cell holds.
      case code = "c"
      /// As sentences, whose code stands in backticks.
      case sentence = "s"
    }

    /// The identifier of the table in the page.
    var id: String
    /// What the table has, in a few words.
    var caption: String
    /// The heading of each column, and how its texts are shown.
    var columns: [(heading: String, form: Form)]
    /// The rows, each with a text for every column.
    var rows: [[String]]
  }

  /// Writes a table; nothing for one without rows.
  func write(_ table: LongTable, to sink: inout some ReportSink) {
    guard !table.rows.isEmpty else { return }
    let forms = table.columns.map(\.form.rawValue).joined()
    sink.write(
      "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(HTML.text(table.caption))\">"
        + "<table id=\"\(table.id)\" data-forms=\"\(forms)\">\n<thead><tr>")
    for column in table.columns {
      sink.write("<th scope=\"col\">\(HTML.text(column.heading))</th>")
    }
    sink.write("</tr></thead>\n<tbody>\n")
    for row in table.rows.prefix(HTMLReport.listedIssues) {
      let cells = zip(row, table.columns).map { text, column in
        switch column.form {
        case .text: "<td>\(HTML.text(text))</td>"
        case .code: "<td><code>\(HTML.text(text))</code></td>"
        case .sentence: "<td>\(HTML.sentence(text))</td>"
        }
      }
      sink.write("<tr>\(cells.joined())</tr>\n")
    }
    sink.write("</tbody></table></div>\n")
    let rest = table.rows.count - HTMLReport.listedIssues
    guard rest > 0 else { return }
    let more = content.language.label("page/moreRows")
    sink.write(
      "<p class=\"unscripted\">\(label("moreWithScript", ["count": rest]))</p>\n"
        + "<p class=\"script\" hidden=\"\"><button type=\"button\" data-more=\"\(table.id)\""
        + " data-words=\"\(HTML.text(more))\">"
        + "\(HTML.text(more.replacing("{count}", with: String(rest))))</button>"
        + " <button type=\"button\" data-save=\"\(table.id)\">\(label("download"))</button></p>\n")
    PageData.writePacked(
      table.id + "-rows", ScriptJSON.array(table.rows.map { ScriptJSON.strings($0) }), to: &sink)
  }

  /// A section with a heading and some tables; nothing when no table has a row.
  private func section(
    _ id: String, _ heading: String, remark: String = "", _ tables: [LongTable],
    to sink: inout some ReportSink
  ) {
    guard tables.contains(where: { !$0.rows.isEmpty }) else { return }
    sink.write(
      "<section aria-labelledby=\"\(id)\">\n<h2 id=\"\(id)\">\(HTML.text(heading))</h2>\n")
    if !remark.isEmpty { sink.write("<p>\(HTML.text(remark))</p>\n") }
    for table in tables where !table.rows.isEmpty {
      if tables.count > 1 { sink.write("<h3>\(HTML.text(table.caption))</h3>\n") }
      write(table, to: &sink)
    }
    sink.write("</section>\n")
  }

  // MARK: What people and the tool decided

  /// The corrections of a copy: what was made of which cells, then what a person has to decide.
  func writeCorrections(to sink: inout some ReportSink) {
    guard let corrections = content.report.corrections else { return }
    let language = content.language
    let words = CorrectionWords(language: language)
    func table(
      _ id: String, _ title: String, _ headings: [String], _ all: [ReportedCorrection]
    ) -> LongTable {
      LongTable(
        id: id, caption: language.label(title),
        columns: [
          (language.label("page/place"), .text), (language.label(headings[0]), .code),
          (language.label(headings[1]), .code), (language.label(headings[2]), .text),
        ],
        rows: all.map { original in
          let correction = content.shown(original)
          return [
            content.places.text(correction.location), words.before(correction, limit: 1_000),
            words.after(correction, limit: 1_000), words.reason(correction),
          ]
        })
    }
    let colon = language.label("punctuation/colon")
    section(
      "fixes", language.label("fixed/title"),
      remark: "\(printable(corrections.file))\(colon) \(words.counts(corrections))",
      [
        table(
          "fixes-applied", "fixed/applied", ["fixed/before", "fixed/after", "fixed/what"],
          corrections.applied),
        table(
          "fixes-proposed", "fixed/proposed", ["fixed/found", "fixed/perhaps", "fixed/why"],
          corrections.proposed),
      ], to: &sink)
  }

  /// What people decided beforehand, decision by decision: corrections that were replayed, findings that are
  /// accepted, and decisions that have ended or that nothing needed.
  func writeDecisions(to sink: inout some ReportSink) {
    let language = content.language
    let groups = causes.causes.map(\.group).filter {
      IssueCatalog.definition(of: $0.issue.code)?.isKeptWhole == true
    }
    let rows = groups.map { group in
      let issue = content.shown(group.issue)
      let count =
        group.count > 1 ? " " + labels.ofThisKind(group.count, isExact: group.isExact) : ""
      return [
        content.places.text(issue.location), content.messages.message(of: issue) + count,
        content.messages.help(of: issue),
      ]
    }
    section(
      "decided", language.label("page/decisions"),
      [
        LongTable(
          id: "decisions", caption: language.label("page/decisions"),
          columns: [
            (language.label("page/place"), .text), (language.label("page/decision"), .sentence),
            (language.label("page/help"), .sentence),
          ], rows: rows)
      ], to: &sink)
  }

  /// The values that no cell gave as they stand, each with its origin.
  func writeValues(to sink: inout some ReportSink) {
    guard let values = content.report.explainedValues else { return }
    let language = content.language
    func word(_ name: String) -> String { language.label("values/\(name)") }
    let rows = values.map { original in
      let value = content.shown(original)
      let place = value.location
      let detail = value.detail.isEmpty ? "" : " (\(printable(value.detail, limit: 200)))"
      return [
        content.names.name(of: place.field ?? "", at: place), value.read ?? "", value.value,
        language.origin(value.origin) + detail, content.places.text(place),
        String(value.rows.count),
      ]
    }
    section(
      "values", language.label("page/values"),
      [
        LongTable(
          id: "explained", caption: language.label("page/values"),
          columns: [
            (word("field"), .text), (language.label("report/read"), .code), (word("value"), .code),
            (word("origin"), .text), (word("place"), .text), (word("rows"), .text),
          ], rows: rows)
      ], to: &sink)
  }
}
