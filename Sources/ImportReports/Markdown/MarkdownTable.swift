/// A table of Markdown; its cells are Markdown already.
struct MarkdownTable {
  /// The headings of the columns.
  var headings: [String]
  /// How many columns, from the first, are aligned to the left; the others to the right.
  var leftColumns: Int
  /// The rows, with a cell per heading.
  var rows: [[String]] = []

  /// Writes the table.
  func write(to sink: inout some ReportSink) {
    let rules = headings.indices.map { $0 < leftColumns ? "---" : "--:" }
    for row in [headings, rules] + rows {
      sink.write("| \(row.map(Self.cell).joined(separator: " | ")) |\n")
    }
  }

  /// A bar would end the cell, also within code; behind a backslash it would whatever stands before it.
  private static func cell(_ text: String) -> String {
    text.replacing("\\|", with: "\\ |").replacing("|", with: "\\|")
  }
}
