import ImportPipeline
import TabularCore

extension HTMLPage {
  /// What became of the issues of an earlier run, with all that are fixed; the list tells the others.
  func writeDifference(to sink: inout some ReportSink) {
    guard let difference = content.difference else { return }
    let language = content.language
    let title = language.label("since/title", ["run": difference.earlier.run])
    sink.write("<section aria-labelledby=\"since\">\n<h2 id=\"since\">\(HTML.text(title))</h2>\n")
    sink.write("<p>\(HTML.text(difference.summary(in: language))).</p>\n")
    if let reservation = difference.reservation(in: language) {
      sink.write("<p class=\"remark\">\(HTML.sentence(reservation))</p>\n")
    }
    if !difference.fixed.isEmpty {
      sink.write(
        "<details><summary>\(word("since/fixed")) (\(difference.fixed.count))</summary>\n<ul>\n")
      for issue in difference.fixed {
        sink.write(
          "<li><span class=\"place\">\(HTML.text(issue.place))</span>"
            + " \(HTML.sentence(issue.message))</li>\n")
      }
      sink.write("</ul>\n</details>\n")
    }
    sink.write("</section>\n")
  }
}
