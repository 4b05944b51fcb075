import ImportPipeline
import TabularCore

extension MarkdownReport {
  /// How many lines the tables of corrections and of explained values have when nobody asks for all.
  static let maximumLines = 200

  /// The corrections of a copy: what was made of which cells, then what a person has to decide.
  func writeCorrections(_ content: ReportContent, to sink: inout some ReportSink) {
    guard let corrections = content.report.corrections else { return }
    let language = content.language
    let words = CorrectionWords(language: language)
    let colon = language.label("punctuation/colon")
    sink.write("\n## \(Markdown.text(language.label("fixed/title")))\n\n")
    sink.write(
      "\(Markdown.code(corrections.file))\(colon) \(Markdown.text(words.counts(corrections)))\n")
    func list(_ title: String, _ headings: [String], _ all: [ReportedCorrection]) {
      let rows = all.prefix(Self.limit(content)).map { original in
        let correction = content.shown(original)
        return [
          Markdown.code(content.places.text(correction.location)),
          Markdown.code(words.before(correction, limit: 60)),
          Markdown.code(words.after(correction, limit: 60)),
          Markdown.text(words.reason(correction)),
        ]
      }
      guard !rows.isEmpty else { return }
      sink.write("\n### \(Markdown.text(language.label(title)))\n\n")
      write(["page/place"] + headings, rows, of: all.count, content, to: &sink)
    }
    list("fixed/applied", ["fixed/before", "fixed/after", "fixed/what"], corrections.applied)
    list("fixed/proposed", ["fixed/found", "fixed/perhaps", "fixed/why"], corrections.proposed)
  }

  /// The values that no cell gave as they stand, each with its origin.
  func writeValues(_ content: ReportContent, to sink: inout some ReportSink) {
    guard let values = content.report.explainedValues, !values.isEmpty else { return }
    let language = content.language
    sink.write("\n## \(Markdown.text(language.label("page/values")))\n\n")
    let rows = values.prefix(Self.limit(content)).map { original in
      let value = content.shown(original)
      let place = value.location
      let detail = value.detail.isEmpty ? "" : " (\(printable(value.detail, limit: 60)))"
      return [
        Markdown.code(content.names.name(of: place.field ?? "", at: place), limit: 40),
        value.read.map { Markdown.code($0, limit: 40) } ?? "",
        Markdown.code(value.value, limit: 40),
        Markdown.text(language.origin(value.origin) + detail),
        Markdown.code(content.places.text(place)), String(value.rows.count),
      ]
    }
    write(
      [
        "values/field", "report/read", "values/value", "values/origin", "values/place",
        "values/rows",
      ], rows, of: values.count, content, to: &sink)
  }

  private static func limit(_ content: ReportContent) -> Int {
    content.options.isVerbose ? Int.max : maximumLines
  }

  /// A table with the first rows of some, and how many there are besides.
  private func write(
    _ headings: [String], _ rows: [[String]], of count: Int, _ content: ReportContent,
    to sink: inout some ReportSink
  ) {
    var table = MarkdownTable(
      headings: headings.map { Markdown.text(content.language.label($0)) }, leftColumns: .max)
    table.rows = rows
    table.write(to: &sink)
    guard count > rows.count else { return }
    let text = content.language.label("fixed/more", ["count": count - rows.count])
    sink.write("\n\(Markdown.text(text))\n")
  }
}
