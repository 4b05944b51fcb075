/// Rows of texts with their columns in line, for people.
struct ListingTable {
  private var rows: [[String]]

  /// A table with its column titles.
  init(columns: [String]) {
    rows = [columns]
  }

  /// Adds a row with as many texts as there are columns.
  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// The table, every line ended; columns without a text in any row are left out.
  var text: String {
    var rows = rows
    for column in (rows.first ?? []).indices.reversed()
    where rows.count > 1 && rows.dropFirst().allSatisfy({ $0[column].isEmpty }) {
      for row in rows.indices { rows[row].remove(at: column) }
    }
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], cell.count)
      }
    }
    var text = ""
    for row in rows {
      var line = ""
      for (index, cell) in row.enumerated() {
        line += cell + String(repeating: " ", count: widths[index] - cell.count + 2)
      }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }
}
