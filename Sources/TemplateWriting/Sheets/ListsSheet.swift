import TabularCore

/// The sheet that drop-downs take their values from: one column per list, each with its own heading.
///
/// Lists are shared by columns of the same label and values; those of equal labels and other values
/// are told apart by their sheets.
struct ListsSheet {
  private static let name = "Lists"
  /// The row of the headings, from 0; the values follow.
  private static let titleRow = 2

  /// A list, with the label of its columns and their sheets.
  private struct List {
    var title: String
    var sheets: [String]
    var values: [String]
  }

  private var lists: [List] = []

  /// The range of a list's values, as a formula; the list is added when it is new.
  ///
  /// - Parameters:
  ///   - title: the label of the column that takes its values from the list.
  ///   - sheet: the name of that column's sheet.
  mutating func range(of values: [String], titled title: String, on sheet: String) -> String {
    let index: Int
    if let known = lists.firstIndex(where: { $0.values == values && $0.title == title }) {
      index = known
      if !lists[index].sheets.contains(sheet) { lists[index].sheets.append(sheet) }
    } else {
      index = lists.count
      lists.append(List(title: title, sheets: [sheet], values: values))
    }
    let letters = columnLetters(index + 1)
    let first = Self.titleRow + 2
    return "=\(Self.name)!$\(letters)$\(first):$\(letters)$\(first + max(values.count, 1) - 1)"
  }

  /// The heading of each list.
  private var headings: [String] {
    lists.map { list in
      let isAlone = lists.count { $0.title == list.title } == 1
      return isAlone ? list.title : "\(list.title) (\(list.sheets.joined(separator: ", ")))"
    }
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
    for (column, (list, heading)) in zip(lists, headings).enumerated() {
      let longest = list.values.map(\.count).max() ?? 0
      try file.setColumn(
        column, width: Double(min(max(longest, heading.count) + 4, 40)), in: sheet)
      try file.write(
        heading, row: Self.titleRow, column: column, style: .optionalHeader, in: sheet)
      for (offset, value) in list.values.enumerated() {
        try file.write(
          value, row: Self.titleRow + 1 + offset, column: column, style: .listValue, in: sheet)
      }
    }
  }
}
