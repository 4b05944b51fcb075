import ImportPipeline
import TabularCore

extension HTMLPage {
  /// What the script filters by; nothing without it.
  func writeFilters(to sink: inout some ReportSink) {
    sink.write(
      "<form id=\"filters\" class=\"script\" hidden=\"\" aria-label=\"\(label("filter"))\">\n")
    sink.write("<fieldset><legend>\(word("report/severity"))</legend>\n")
    for severity in [Severity.error, .warning, .note]
    where content.report.issues.count(of: severity) > 0 {
      sink.write(
        "<label><input type=\"checkbox\" name=\"severity\" value=\"\(severity.rawValue)\""
          + " checked=\"\"/> \(HTML.text(labels.severity(severity)))</label>\n")
    }
    sink.write("</fieldset>\n")
    func choice(
      _ name: String, _ title: String, _ options: [(value: String, text: String)],
      to sink: inout some ReportSink
    ) {
      sink.write(
        "<label>\(title) <select name=\"\(name)\"><option value=\"\">\(label("all"))</option>")
      for option in options {
        sink.write(
          "<option value=\"\(HTML.text(option.value))\">\(HTML.text(option.text, limit: 80))</option>"
        )
      }
      sink.write("</select></label>\n")
    }
    choice(
      "sheet", label("sheet"), causes.sheets.enumerated().map { (String($0), $1.name) }, to: &sink)
    choice(
      "column", label("column"),
      causes.columns.enumerated().map { index, column in
        (
          String(index),
          causes.sheets.count > 1
            ? "\(column.name) – \(causes.sheets[column.sheet].name)" : column.name
        )
      }, to: &sink)
    let codes = Set(causes.causes.map(\.group.issue.code.rawValue)).sorted()
    choice("code", word("report/code"), codes.map { ($0, $0) }, to: &sink)
    sink.write(
      "<label>\(label("search")) <input type=\"search\" name=\"text\" autocomplete=\"off\"/></label>\n"
        + "<label>\(label("order")) <select name=\"order\"><option value=\"\">\(label("byCause"))"
        + "</option><option value=\"row\">\(label("byRow"))</option></select></label>\n"
        + "<button type=\"reset\">\(label("reset"))</button>\n"
        + "<p id=\"only\" hidden=\"\"></p>\n</form>\n")
  }

  /// All issues; the page itself has the first of them, the script shows the others.
  func writeList(to sink: inout some ReportSink) {
    sink.write("<section aria-labelledby=\"list\">\n<h2 id=\"list\">\(label("list"))</h2>\n")
    sink.write(
      "<div class=\"script tools\" hidden=\"\"><p id=\"matches\" role=\"status\"></p>"
        + "<button type=\"button\" id=\"download\">\(label("download"))</button></div>\n")
    sink.write(
      "<p class=\"unscripted\">\(label("withoutScript", ["count": min(causes.keptCount, HTMLReport.listedIssues), "total": causes.keptCount]))</p>\n"
    )
    openTable(caption: label("list"), kind: "list", to: &sink)
    sink.write("<thead><tr>")
    for name in ["place", "what", "help"] {
      sink.write("<th scope=\"col\">\(label(name))</th>")
    }
    sink.write("</tr></thead>\n<tbody id=\"issues\">\n")
    var room = HTMLReport.listedIssues
    for cause in causes.causes {
      for original in [cause.group.issue] + cause.group.others.prefix(room) where room > 0 {
        room -= 1
        writeLine(content.shown(original), to: &sink)
      }
      guard room > 0 else { break }
    }
    sink.write("</tbody></table></div>\n")
    sink.write(
      "<nav class=\"script pages\" hidden=\"\" aria-label=\"\(label("pages"))\">"
        + "<button type=\"button\" data-page=\"first\">\(label("first"))</button>"
        + "<button type=\"button\" data-page=\"previous\">\(label("previous"))</button>"
        + "<label>\(label("page")) <input id=\"page\" type=\"number\" min=\"1\" value=\"1\"/></label>"
        + "<span id=\"of\"></span>"
        + "<button type=\"button\" data-page=\"next\">\(label("next"))</button>"
        + "<button type=\"button\" data-page=\"last\">\(label("last"))</button></nav>\n")
    sink.write("</section>\n")
  }

  private func writeLine(_ issue: Issue, to sink: inout some ReportSink) {
    let suggestion =
      issue.suggestion.map {
        " <span class=\"hint\">\(HTML.text(labels.didYouMean)) <code>\(HTML.text($0.text))</code></span>"
      } ?? ""
    sink.write(
      "<tr><td class=\"place\">\(HTML.text(content.places.text(issue.location)))</td>"
        + "<td>\(badge(issue.severity)) \(HTML.sentence(content.messages.message(of: issue)))</td>"
        + "<td>\(HTML.sentence(content.messages.help(of: issue)))\(suggestion)</td></tr>\n")
  }
}
