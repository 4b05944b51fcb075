import TabularCore

/// What has to be known of a worksheet part before it can be copied with marks.
struct SheetSurvey {
  /// The prefix of elements with its colon; empty for none.
  private(set) var prefix = ""
  /// Whether the part is written in the namespaces of ECMA-376 part 1.
  private(set) var isStrict = false
  /// The formats of marked cells, by the positions of the marks.
  private(set) var formats: [Int]
  /// Whether rows and cells stand in the order of their places, so that missing ones can be put in.
  private(set) var isOrdered = true
  /// Whether a cell has the format of a mark.
  private(set) var hasMarkedCells = false
  /// The relationship of the drawing that holds the shapes of notes.
  private(set) var legacyDrawing: String?
  /// The range of the sheet's filter.
  private(set) var filter: CellRange?
  /// Whether the sheet has tables, which have filters of their own.
  private(set) var hasTables = false
  /// The formats of the column of former fills, by row; only of the page of an earlier copy.
  private(set) var formerFormats: [Int: Int] = [:]

  /// The last column that holds anything or is merged with another, but for the column of an earlier copy's states.
  private(set) var lastFilledColumn = 0
  /// The last column with a cell, filled or not.
  private(set) var lastColumn = 0
  /// The format of the last cell of the header.
  private(set) var headerFormat = 0

  private var columns: [(range: ClosedRange<Int>, format: Int)] = []

  /// Reads a part to its end.
  ///
  /// - Parameters:
  ///   - cells: the cells that will be marked, in order.
  ///   - isMark: whether a format is a mark of an earlier copy.
  ///   - headerRow: the row of the table's header.
  ///   - formerStatus: the column of an earlier copy's states.
  ///   - findsFormer: whether the formats of the column of former fills are wanted.
  init(
    _ source: any PartBytes, cells: [WorkbookMarks.MarkedCell], limits: Limits,
    isMark: (Int) -> Bool, findsFormer: Bool = false,
    headerRow: Int? = nil, formerStatus: Int? = nil
  ) throws(WorkbookError) {
    formats = Array(repeating: -1, count: cells.count)
    let reader = MarkupReader(UTF8PartBytes(source), limits: limits)
    var walk = SheetWalk()
    var rowFormats: [Int: Int] = [:]
    var marked = 0..<0
    while try reader.next() {
      switch walk.take(reader) {
      case .root:
        prefix = walk.prefix
        isStrict = walk.isStrict
      case .column:
        guard let low = reader.value("min").flatMap({ Int($0) }),
          let high = reader.value("max").flatMap({ Int($0) }), low >= 1, low <= high
        else { continue }
        columns.append((low...high, reader.value("style").flatMap { Int($0) } ?? 0))
      case .row(let row):
        marked = cells.range(ofRow: row)
        guard !marked.isEmpty,
          reader.value("customFormat").map({ $0 == "1" || $0 == "true" }) == true
        else { continue }
        rowFormats[row] = reader.value("s").flatMap { Int($0) }
      case .cell(let place):
        let format = walk.format(reader)
        if !walk.isOrdered { marked = cells.range(ofRow: place.row) }
        for index in marked
        where cells[index].place == place
          || place.column == formerStatus && cells[index].isStatus(ofRow: place.row)
        {
          formats[index] = format
        }
        if reader.kind == .start, place.column != formerStatus {
          lastFilledColumn = max(lastFilledColumn, place.column)
          if place.row == headerRow { headerFormat = format }
        }
        if !hasMarkedCells, isMark(format) { hasMarkedCells = true }
        if findsFormer, place.column == ReportPage.formerColumn {
          formerFormats[place.row] = format
        }
        lastColumn = max(lastColumn, place.column)
        _ = try reader.takeContents()
      case .other(let name):
        switch name {
        case "autoFilter": filter = reader.value("ref").flatMap(CellRange.init(a1:))
        case "legacyDrawing": legacyDrawing = reader.prefixedValue("id")
        case "tableParts": hasTables = true
        default: continue
        }
      case .merge:
        // What stands below a merge is not seen.
        guard let range = reader.value("ref").flatMap(CellRange.init(a1:)) else { continue }
        lastFilledColumn = max(lastFilledColumn, range.last.column)
      case .endOfRow, .nothing: continue
      }
    }
    resolve(cells, rowFormats)
    isOrdered = walk.isOrdered
  }

  /// Gives cells without an element the format of their row or of their columns.
  private mutating func resolve(
    _ cells: [WorkbookMarks.MarkedCell], _ rowFormats: [Int: Int]
  ) {
    for index in cells.indices where formats[index] < 0 {
      let place = cells[index].place
      guard place.column != WorkbookMarks.statusColumn else {
        formats[index] = 0
        continue
      }
      formats[index] = rowFormats[place.row] ?? format(ofColumn: place.column)
    }
  }

  private func format(ofColumn column: Int) -> Int {
    columns.first { $0.range.contains(column) }?.format ?? 0
  }
}

extension WorkbookMarks.MarkedCell {
  /// Whether the cell is the state of a row.
  fileprivate func isStatus(ofRow row: Int) -> Bool {
    place.column == WorkbookMarks.statusColumn && place.row == row
  }
}

extension [WorkbookMarks.MarkedCell] {
  /// The positions of the cells of a row; the cells are in order.
  func range(ofRow row: Int) -> Range<Int> {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].place.row < row { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < count, self[end].place.row == row { end += 1 }
    return low..<end
  }
}

/// Follows the tags of a worksheet part and tells which row and cell each is.
struct SheetWalk {
  /// What a tag is.
  enum Event {
    /// The root.
    case root
    /// A description of columns.
    case column
    /// The start of a row, by its number.
    case row(Int)
    /// The end of a row that has a start.
    case endOfRow(Int)
    /// The start of a cell.
    case cell(CellReference)
    /// A merged range.
    case merge
    /// Another element of the sheet itself, by its name.
    case other(String)
    /// Anything else.
    case nothing
  }

  /// The prefix of elements with its colon; empty for none.
  private(set) var prefix = ""
  /// Whether the part is written in the namespaces of ECMA-376 part 1.
  private(set) var isStrict = false
  /// Whether rows and cells stand in the order of their places.
  private(set) var isOrdered = true
  private var rowName: [UInt8] = []
  private var cellName: [UInt8] = []
  private var isInData = false
  private var isInColumns = false
  private var isInMerges = false
  private var row = 0
  private var isInRow = false
  private var column = 0

  /// Takes the tag that a reader has cut off.
  mutating func take(_ reader: MarkupReader) -> Event {
    switch reader.kind {
    case .other: return .nothing
    case .end:
      if reader.depth == 1 {
        isInData = false
        isInColumns = false
        isInMerges = false
      } else if reader.depth == 2, isInData, isInRow, reader.isNamed(rowName) {
        isInRow = false
        return .endOfRow(row)
      }
      return .nothing
    case .start, .empty: break
    }
    let depth = reader.kind == .start ? reader.depth : reader.depth + 1
    switch depth {
    case 1:
      takeRoot(reader)
      return .root
    case 2:
      let name = reader.localName
      isInData = name == "sheetData" && reader.kind == .start
      isInColumns = name == "cols" && reader.kind == .start
      isInMerges = name == "mergeCells" && reader.kind == .start
      return .other(name)
    case 3 where isInData: return reader.isNamed(rowName) ? takeRow(reader) : .nothing
    case 3 where isInColumns: return .column
    case 3 where isInMerges: return .merge
    case 4 where isInRow: return reader.isNamed(cellName) ? takeCell(reader) : .nothing
    default: return .nothing
    }
  }

  private mutating func takeRoot(_ reader: MarkupReader) {
    let name = String(decoding: reader.name, as: UTF8.self)
    if let colon = name.firstIndex(of: ":") { prefix = String(name[...colon]) }
    rowName = Array((prefix + "row").utf8)
    cellName = Array((prefix + "c").utf8)
    isStrict = String(decoding: reader.bytes, as: UTF8.self)
      .contains("http://purl.oclc.org/ooxml/spreadsheetml/main")
  }

  private mutating func takeRow(_ reader: MarkupReader) -> Event {
    let stated = number(reader, "r")
    let next = stated ?? row + 1
    if next <= row { isOrdered = false }
    row = next
    column = 0
    isInRow = reader.kind == .start
    return .row(row)
  }

  private mutating func takeCell(_ reader: MarkupReader) -> Event {
    var place = CellReference(row: row, column: column + 1)
    if let attribute = reader.attribute("r") {
      let bytes = reader.bytes[attribute.value]
      place =
        Self.reference(bytes) ?? CellReference(a1: reader.value(of: attribute)) ?? place
    }
    if place.row != row || place.column <= column { isOrdered = false }
    column = max(column, place.column)
    return .cell(place)
  }

  /// The format of the cell whose tag was cut off.
  func format(_ reader: MarkupReader) -> Int { number(reader, "s") ?? 0 }

  private func number(_ reader: MarkupReader, _ name: StaticString) -> Int? {
    guard let attribute = reader.attribute(name) else { return nil }
    var value = 0
    for byte in reader.bytes[attribute.value] {
      guard byte >= 48, byte <= 57, value < 1 << 40 else {
        // White space around a number, a reference instead of a digit, `3.0`.
        let text = reader.value(of: attribute).filter { !$0.isWhitespace }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
      }
      value = value * 10 + Int(byte) - 48
    }
    return attribute.value.isEmpty ? nil : value
  }

  /// A plain reference such as `B12`; `nil` for any other text.
  private static func reference(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> CellReference? {
    var column = 0
    var row = 0
    for byte in bytes {
      if byte >= 65, byte <= 90, row == 0 {
        column = column * 26 + Int(byte) - 64
      } else if byte >= 48, byte <= 57, column > 0 {
        row = row * 10 + Int(byte) - 48
      } else {
        return nil
      }
      guard column <= CellReference.lastColumn, row <= CellReference.lastRow else { return nil }
    }
    return row > 0 && column > 0 ? CellReference(row: row, column: column) : nil
  }
}
