import ImportPipeline
import TabularCore

/// The sheet that drop-downs take their values from: one column per list, each with its own heading; lists of
/// stored records have the record that each belongs to before it, and its name behind it.
///
/// Lists are shared by columns of the same label and values; those of equal labels and other values
/// are told apart by their sheets.
struct ListsSheet {
  /// The sheet's name, which formulas take without quotes.
  let name: String
  /// The row of the headings, from 0; the values follow.
  private static let titleRow = 2

  /// A list, with the label of its columns and their sheets.
  private struct List {
    var title: String
    var sheets: [String]
    var values: [String]
    /// The records that the values belong to, with their heading.
    var parents: (title: String, values: [String])?
    /// The names of the values.
    var names: [String]?
    /// The first of its columns, from 0.
    var column = 0

    var valueColumn: Int { column + (parents == nil ? 0 : 1) }
    var width: Int { 1 + (parents == nil ? 0 : 1) + (names == nil ? 0 : 1) }
  }

  private var lists: [List] = []

  init(name: String) { self.name = name }

  /// The range of a list's values, as a formula; the list is added when it is new.
  ///
  /// - Parameters:
  ///   - title: the label of the column that takes its values from the list.
  ///   - sheet: the name of that column's sheet.
  mutating func range(of values: [String], titled title: String, on sheet: String) -> String {
    add(List(title: title, sheets: [sheet], values: values)).map { list in
      "=" + cells(list.valueColumn, of: list)
    } ?? ""
  }

  /// The range of stored records, as a formula; limited to those of the parent that a cell of the row names,
  /// if it names one of the list.
  ///
  /// - Parameter parent: the label of the column that names the parent, and its cell in the first row.
  mutating func range(
    of choices: StoreContents.Choices, titled title: String, on sheet: String,
    parent: (title: String, cell: String)?
  ) -> String {
    var list = List(title: title, sheets: [sheet], values: choices.values.map(\.value))
    if let parent { list.parents = (parent.title, choices.values.map(\.parent)) }
    if choices.hasNames { list.names = choices.values.map(\.name) }
    guard let added = add(list) else { return "" }
    let values = cells(added.valueColumn, of: added)
    guard let parent else { return "=" + values }
    let parents = cells(added.column, of: added)
    let heading = "\(name)!$\(columnLetters(added.valueColumn + 1))$\(Self.titleRow + 1)"
    let count = "COUNTIF(\(parents),\(parent.cell))"
    return "=IF(\(count)=0,\(values),"
      + "OFFSET(\(heading),MATCH(\(parent.cell),\(parents),0),0,\(count),1))"
  }

  /// Adds a list, or the sheet to a list that is there; lists are laid out from left to right.
  private mutating func add(_ list: List) -> List? {
    let known = lists.firstIndex {
      $0.values == list.values && $0.title == list.title
        && $0.parents?.values == list.parents?.values && $0.names == list.names
    }
    if let known {
      if let sheet = list.sheets.first, !lists[known].sheets.contains(sheet) {
        lists[known].sheets.append(sheet)
      }
      return lists[known]
    }
    var list = list
    list.column = lists.last.map { $0.column + $0.width } ?? 0
    lists.append(list)
    return list
  }

  private func cells(_ column: Int, of list: List) -> String {
    let letters = columnLetters(column + 1)
    let first = Self.titleRow + 2
    return "\(name)!$\(letters)$\(first):$\(letters)$\(first + max(list.values.count, 1) - 1)"
  }

  /// The heading of a list.
  private func heading(_ list: List) -> String {
    let isAlone = lists.count { $0.title == list.title } == 1
    return isAlone ? list.title : "\(list.title) (\(list.sheets.joined(separator: ", ")))"
  }

  /// Adds the sheet to a workbook.
  ///
  /// - Parameter names: the heading of names.
  func write(to file: inout WorkbookFile, title: String, names: String) throws(TemplateError) {
    let sheet = try file.addSheet(name)
    file.setTab(0x8A_8F98, of: sheet)
    file.hideGrid(of: sheet)
    file.freeze(rows: Self.titleRow + 1, columns: 0, in: sheet)
    try file.setRow(0, height: 28, in: sheet)
    try file.write(title, row: 0, column: 0, style: .title, in: sheet)
    for list in lists {
      if let parents = list.parents {
        try write(
          parents.values, headed: parents.title, style: .controlHeader, column: list.column,
          in: sheet, of: &file)
      }
      try write(
        list.values, headed: heading(list), style: .optionalHeader, column: list.valueColumn,
        in: sheet, of: &file)
      if let texts = list.names {
        try write(
          texts, headed: names, style: .controlHeader, column: list.valueColumn + 1, in: sheet,
          of: &file)
      }
    }
    file.setTablePrinting(headerRow: Self.titleRow, keyColumns: 0, of: sheet)
  }

  private func write(
    _ values: [String], headed heading: String, style: CellStyle, column: Int,
    in sheet: WorkbookFile.Sheet, of file: inout WorkbookFile
  ) throws(TemplateError) {
    let longest = values.map(\.count).max() ?? 0
    try file.setColumn(column, width: Double(min(max(longest, heading.count) + 4, 40)), in: sheet)
    try file.write(heading, row: Self.titleRow, column: column, style: style, in: sheet)
    for (offset, value) in values.enumerated() where !value.isEmpty {
      try file.write(
        value, row: Self.titleRow + 1 + offset, column: column, style: .listValue, in: sheet)
    }
  }
}
