import ImportPipeline
import TabularCore

extension TextPage {
  /// The values that no cell gave as they stand, each with its origin.
  func writeValues(_ content: ReportContent, to output: inout some TextOutputStream) {
    guard let values = content.report.explainedValues else { return }
    let language = content.language
    func word(_ name: String) -> String { language.label("values/\(name)") }
    guard !values.isEmpty else { return output.write(word("none") + "\n\n") }
    var table = TextTable(
      rows: [[word("field"), word("value"), word("origin"), word("place"), word("rows")]],
      leftColumns: 4)
    for original in values {
      let value = content.shown(original)
      let place = value.location
      let read = value.read.map { "`\(printable($0, limit: 40))` → " } ?? ""
      let origin = language.origin(value.origin)
      let detail = value.detail.isEmpty ? "" : " (\(printable(value.detail, limit: 60)))"
      table.rows.append([
        printable(content.names.name(of: place.field ?? "", at: place), limit: 40),
        read + "`\(printable(value.value, limit: 40))`", origin + detail,
        content.places.text(place), String(value.rows.count),
      ])
    }
    for line in table.lines { output.write(line + "\n") }
    output.write("\n")
  }
}
