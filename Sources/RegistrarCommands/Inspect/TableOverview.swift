import TabularCore

/// Counts the rows and columns of a table and guesses its header, for the overview.
struct TableOverview {
  /// Rows with a filled cell.
  private(set) var rowCount = 0
  /// The greatest column number of a filled cell, from 1.
  private(set) var columnCount = 0
  /// The number of the last row with a filled cell, from 1; 0 without any.
  private(set) var lastRow = 0
  /// The row that looks like the header: its number and its texts.
  private(set) var header: (row: Int, texts: [String])?

  /// How many rows are looked at for the header.
  private static let headerRows = 20
  private var candidates: [(row: Int, texts: [String], filled: Int)] = []

  /// Takes the rows of a batch in.
  mutating func add(_ batch: RowBatch) {
    for (index, row) in batch.rows.enumerated() {
      var filled = 0
      for cell in batch.cells(ofRowAt: index) where cell.kind != .blank {
        filled += 1
        columnCount = max(columnCount, Int(cell.column))
      }
      guard filled > 0 else { continue }
      rowCount += 1
      lastRow = max(lastRow, row.number)
      guard row.number <= Self.headerRows || candidates.isEmpty else { continue }
      var texts: [String] = []
      for cell in batch.cells(ofRowAt: index).prefix(100) {
        while texts.count + 1 < Int(cell.column), texts.count < 100 { texts.append("") }
        texts.append(batch.text(of: cell))
      }
      let isText = batch.cells(ofRowAt: index).allSatisfy {
        $0.kind == .text || $0.kind == .blank
      }
      if isText || candidates.isEmpty { candidates.append((row.number, texts, filled)) }
    }
    // A sheet may store its rows in another order than that of their numbers.
    candidates.sort { $0.row < $1.row }
    header = bestCandidate
  }

  /// The first row of texts that fills at least half of the columns, else the first filled row.
  private var bestCandidate: (row: Int, texts: [String])? {
    let wide = candidates.first { $0.filled * 2 >= columnCount }
    return (wide ?? candidates.first).map { ($0.row, $0.texts) }
  }

  /// The overview as pairs of a label's name and a value.
  func lines(in language: Language) -> [(String, String)] {
    var lines = [("rows", String(rowCount)), ("columns", String(columnCount))]
    if let text = headerText(in: language) { lines.append(("header", text)) }
    return lines
  }

  /// The overview as members of a JSON object.
  var jsonMembers: String {
    var members = "\"rows\": \(rowCount), \"columns\": \(columnCount)"
    if let header {
      let texts = header.texts.map(maskedJSON).joined(separator: ", ")
      members += ", \"header\": {\"row\": \(header.row), \"texts\": [\(texts)]}"
    }
    return members
  }

  /// The header's row and texts, not endlessly many; `nil` without a filled row.
  func headerText(in language: Language) -> String? {
    guard let header else { return nil }
    let shown = header.texts.prefix(12).map { printable($0, limit: 40) }
    let rest = header.texts.count > 12 ? ", … (\(header.texts.count))" : ""
    return language.label(
      "inspect/headerRow", ["row": header.row, "texts": shown.joined(separator: ", ") + rest])
  }
}
