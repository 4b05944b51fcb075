import TabularCore

/// What a worksheet part's copy has instead of what the part has.
struct SheetPlan {
  /// A cell that is put in, or whose contents are replaced.
  struct Addition {
    /// The row, from 1.
    var row: Int
    /// The column, from 1.
    var column: Int
    /// The format.
    var format: Int
    /// What it holds; `nil` for a cell that is only marked.
    var text: String?
  }

  /// The prefix of elements with its colon; empty for none.
  var prefix = ""
  /// The marked cells, in order.
  var cells: [WorkbookMarks.MarkedCell] = []
  /// Their formats; `nil` for a cell that cannot be marked.
  var formats: [Int?] = []
  /// The states of rows.
  var status: WorkbookMarks.StatusColumn?
  /// The format of the header of the states.
  var statusHeaderFormat = 0
  /// The column of states of an earlier copy, with the row of the header.
  var formerStatus: (column: Int, headerRow: Int)?
  /// The formats of marks of an earlier copy, each with the one that its cells had before.
  var bases: [Int: Int] = [:]
  /// The texts that cells hold instead of what they held.
  var texts: [CellReference: String] = [:]
  /// The texts that cells hold which the sheet may not have, by row, in the order of their columns.
  var entries: [Int: [Addition]] = [:]
  /// The cells that hold nothing any more.
  var emptied: Set<CellReference> = []
  /// Whether missing rows and cells are put in.
  var inserts = true
  /// The last column with a cell, if all cells but the marked ones are copied as they are; `nil` otherwise.
  var lastKeptColumn: Int?
  /// Elements of the sheet itself that are put in, with their ranks.
  var elements: [(rank: Int, text: String)] = []
  /// Elements of the sheet itself that are left out.
  var drops: Set<String> = []
  /// The range of the sheet's filter; `nil` leaves it.
  var filter: CellRange?

  /// The elements of a worksheet in the order that they must have (ECMA-376 part 1, 18.3.1.99).
  private static let order = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "AlternateContent", "webPublishItems", "tableParts", "extLst",
  ]

  private static let ranks = Dictionary(
    uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })

  /// Where an element stands among the others; `nil` for an unknown one.
  static func rank(of name: String) -> Int? { ranks[name] }

  /// The format of a cell of the copy.
  func format(at place: CellReference, of format: Int) -> Int {
    for index in cells.range(ofRow: place.row) where cells[index].place == place {
      if let format = formats[index] { return format }
    }
    return base(of: format)
  }

  /// The format of a cell without the mark of an earlier copy.
  func base(of format: Int) -> Int { bases.isEmpty ? format : bases[format] ?? format }

  /// Whether a cell holds the state of an earlier copy.
  func isFormerStatus(_ place: CellReference) -> Bool {
    guard let formerStatus else { return false }
    return place.column == formerStatus.column && place.row >= formerStatus.headerRow
  }

  /// What a row gets, by column.
  func additions(toRow row: Int) -> [Addition] {
    var result: [Addition] = entries.isEmpty ? [] : entries[row] ?? []
    let statusColumn = status?.column
    var text: String?
    if let status {
      if row == status.headerRow {
        text = status.header
      } else if row < status.rows.count, status.rows[row] > 0 {
        text = status.words[Int(status.rows[row]) - 1]
      }
    }
    for index in cells.range(ofRow: row) {
      guard cells[index].place.column != statusColumn else { continue }
      guard let format = formats[index] else { continue }
      result.append(
        Addition(row: row, column: cells[index].place.column, format: format, text: nil))
    }
    if let statusColumn {
      let place = CellReference(row: row, column: statusColumn)
      let normal = row == status?.headerRow ? statusHeaderFormat : 0
      let format = format(at: place, of: normal)
      if text != nil || format != normal {
        let addition = Addition(row: row, column: statusColumn, format: format, text: text)
        let index = result.firstIndex { $0.column > statusColumn } ?? result.count
        result.insert(addition, at: index)
      }
    }
    return result
  }

  /// Whether a row keeps its cells as they are, so that all it gets comes behind them.
  func keepsCells(besides additions: ArraySlice<Addition>) -> Bool {
    guard inserts, let lastKeptColumn else { return false }
    return additions.first.map { $0.column > lastKeptColumn } ?? true
  }

  /// The first row after another one that gets anything.
  func firstRow(after row: Int) -> Int? {
    var found: Int?
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].place.row <= row { low = middle + 1 } else { high = middle }
    }
    if low < cells.count { found = cells[low].place.row }
    guard let status else { return found }
    var next = max(row + 1, status.headerRow)
    if next == status.headerRow { return min(found ?? next, next) }
    while next < status.rows.count, status.rows[next] == 0 { next += 1 }
    guard next < status.rows.count else { return found }
    return min(found ?? next, next)
  }

  /// The width of the column of states, in characters.
  static let statusWidth = 18

  /// The tags of columns in place of one: the column of states is wide enough and not hidden.
  ///
  /// - Parameters:
  ///   - tag: makes the tag with other attributes.
  /// - Returns: `nil` for a tag that stays.
  func columns(
    from low: Int, to high: Int, _ tag: ([(name: String, value: String?)]) -> [UInt8]
  ) -> [UInt8]? {
    guard inserts, let column = status?.column, low <= column, column <= high else { return nil }
    func range(_ low: Int, _ high: Int) -> [(name: String, value: String?)] {
      [("min", String(low)), ("max", String(high))]
    }
    var result = low < column ? tag(range(low, column - 1)) : []
    result += tag(
      range(column, column)
        + [("hidden", nil), ("width", String(Self.statusWidth)), ("customWidth", "1")])
    if column < high { result += tag(range(column + 1, high)) }
    return result
  }

  /// The tag of the column of states where none is for it.
  var statusColumnTag: String? {
    guard inserts, let column = status?.column else { return nil }
    return
      "<\(prefix)col min=\"\(column)\" max=\"\(column)\" width=\"\(Self.statusWidth)\" customWidth=\"1\"/>"
  }

  /// The used range with what is put in.
  func dimension(_ range: CellRange) -> CellRange? {
    var last = range.last
    if inserts, let status { last.column = max(last.column, status.column) }
    if inserts, let cell = cells.last?.place { last.row = max(last.row, cell.row) }
    return last == range.last ? nil : CellRange(first: range.first, last: last)
  }
}

extension SheetPlan {
  /// Whether the hint of a row, `1:5`, speaks of the columns of all cells that are put into it.
  static func spans(_ hint: String?, hold additions: ArraySlice<Addition>) -> Bool {
    let ends = (hint ?? "").split(separator: ":").compactMap { Int($0) }
    guard ends.count == 2, ends[0] <= ends[1] else { return false }
    return additions.allSatisfy { ends[0] <= $0.column && $0.column <= ends[1] }
  }

  /// Gives cells other texts, whether the sheet has the cells or not; an empty text empties its cell.
  mutating func enter(_ texts: [CellReference: String]) {
    for (place, text) in texts.sorted(by: { $0.key < $1.key }) {
      if text.isEmpty {
        emptied.insert(place)
      } else {
        entries[place.row, default: []].append(
          Addition(row: place.row, column: place.column, format: 0, text: text))
      }
    }
  }
}
