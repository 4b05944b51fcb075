/// Lines of words aligned in columns: the first to the left, as many others as wanted too, numbers
/// to the right.
struct TextTable {
  /// The rows; the first is the heading.
  var rows: [[String]]
  /// How many columns, from the first, are aligned to the left.
  var leftColumns = 1

  /// Takes out columns that hold nothing but zeros, the last first, as long as lines are too long.
  mutating func removeZeros(toFit width: Int) {
    var column = (rows.first?.count ?? 0) - 1
    while column >= leftColumns, lines.contains(where: { $0.count > width }) {
      if rows.dropFirst().allSatisfy({ column >= $0.count || $0[column] == "0" }) {
        for row in rows.indices where column < rows[row].count { rows[row].remove(at: column) }
      }
      column -= 1
    }
  }

  /// The lines, without spaces at their ends.
  var lines: [String] {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        if column > 0 { line += column == leftColumns ? "    " : "  " }
        line += column < leftColumns ? cell + padding : padding + cell
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
