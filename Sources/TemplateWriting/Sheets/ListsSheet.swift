import TabularCore

/// The sheet that drop-downs take their values from: one column per list, equal lists once.
struct ListsSheet {
  private static let name = "Lists"
  /// The row of the list titles, from 0; the values follow.
  private static let titleRow = 2

  private var lists: [(title: String, values: [String])] = []

  /// The range of a list's values, as a formula; the list is added when it is new.
  mutating func range(of values: [String], titled title: String) -> String {
    let index: Int
    if let known = lists.firstIndex(where: { $0.values == values }) {
      index = known
    } else {
      index = lists.count
      lists.append((title, values))
    }
    let letters = columnLetters(index + 1)
    let first = Self.titleRow + 2
    return "=\(Self.name)!$\(letters)$\(first):$\(letters)$\(first + max(values.count, 1) - 1)"
  }

  /// Adds the sheet to a workbook.
  func write(to file: inout WorkbookFile, title: String) throws(TemplateError) {
    let sheet = try file.addSheet(Self.name)
    file.setTab(0x8A_8F98, of: sheet)
    file.setPrinting(asTable: true, of: sheet)
    file.hideGrid(of: sheet)
    file.freeze(rows: Self.titleRow + 1, columns: 0, in: sheet)
    try file.setRow(0, height: 28, in: sheet)
    try file.write(title, row: 0, column: 0, style: .title, in: sheet)
    for (column, list) in lists.enumerated() {
      let longest = list.values.map(\.count).max() ?? 0
      try file.setColumn(
        column, width: Double(min(max(longest, list.title.count) + 4, 40)), in: sheet)
      try file.write(
        list.title, row: Self.titleRow, column: column, style: .optionalHeader, in: sheet)
      for (offset, value) in list.values.enumerated() {
        try file.write(
          value, row: Self.titleRow + 1 + offset, column: column, style: .listValue, in: sheet)
      }
    }
  }
}
