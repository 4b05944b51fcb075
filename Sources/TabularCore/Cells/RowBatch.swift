/// Some rows as read: cells in one array, their bytes in one arena.
///
/// A reader fills a batch, passes it on, and may fill the same batch again; nothing in it is a Swift
/// `String`. Rows are in source order. A row without cells is a blank row.
public struct RowBatch: Sendable {
  /// One row: its number and its cells' range.
  public struct Row: Sendable {
    /// The row number, from 1.
    ///
    /// Worksheet: the number the spreadsheet shows. Delimited: the physical line on which the record
    /// starts.
    public var number: Int
    /// The index of the row's first cell in `cells`.
    public var firstCell: Int
    /// How many cells the row has.
    ///
    /// A worksheet row holds filled cells only, in column order; a delimited record holds every field,
    /// blank ones too.
    public var cellCount: Int
    /// Whether the row is hidden in its sheet.
    public var isHidden: Bool
    /// Whether a cell is a subtotal or a sum over its column.
    public var hasSubtotal = false
    /// Whether the record ends with a different line end than the file's.
    public var endsUnlikeOthers = false
    /// Whether the record before it ends with a different line end than the file's.
    public var followsUnlikeEnd = false

    /// A row of cells `firstCell ..< firstCell + cellCount`.
    @inlinable public init(number: Int, firstCell: Int, cellCount: Int = 0, isHidden: Bool = false)
    {
      self.number = number
      self.firstCell = firstCell
      self.cellCount = cellCount
      self.isHidden = isHidden
    }
  }

  // Readers in other modules append cell after cell, so what they call is inlinable.
  @usableFromInline var arenaStorage: [UInt8] = []
  @usableFromInline var cellStorage: [Cell] = []
  @usableFromInline var rowStorage: [Row] = []

  /// The bytes of all cells, UTF-8.
  @inlinable public var arena: [UInt8] { arenaStorage }
  /// The cells of all rows, row by row.
  @inlinable public var cells: [Cell] { cellStorage }
  /// The rows, in source order.
  @inlinable public var rows: [Row] { rowStorage }
  /// The reader's findings about rows or cells of this batch.
  public var findings: [RowFinding] = []
  /// The cells whose text a correction replaced, by their places in `rows` and `cells`.
  public private(set) var corrected: [CorrectedCell] = []

  /// An empty batch.
  public init() {}

  /// How many rows the batch holds.
  @inlinable public var rowCount: Int { rowStorage.count }
  /// How many bytes the cells take.
  @inlinable public var byteCount: Int { arenaStorage.count }

  /// Removes all rows and keeps the memory.
  public mutating func removeAll() {
    arenaStorage.removeAll(keepingCapacity: true)
    cellStorage.removeAll(keepingCapacity: true)
    rowStorage.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    corrected.removeAll(keepingCapacity: true)
  }

  /// Starts a row; the cells appended after it are its own.
  @inlinable public mutating func beginRow(number: Int, isHidden: Bool = false) {
    rowStorage.append(Row(number: number, firstCell: cellStorage.count, isHidden: isHidden))
  }

  /// Notes that a cell of the last row is a subtotal or a sum over its column.
  public mutating func markSubtotal() {
    guard !rowStorage.isEmpty else { return }
    rowStorage[rowStorage.count - 1].hasSubtotal = true
  }

  /// Notes whether the last record, or the one before it, ends with a different line end than the file's.
  public mutating func markLineEnd(isUnlike: Bool, followsUnlike: Bool) {
    guard !rowStorage.isEmpty else { return }
    rowStorage[rowStorage.count - 1].endsUnlikeOthers = isUnlike
    rowStorage[rowStorage.count - 1].followsUnlikeEnd = followsUnlike
  }

  /// Removes the last row with its cells (its bytes stay in the arena).
  public mutating func removeLastRow() {
    guard let row = rowStorage.popLast() else { return }
    cellStorage.removeLast(cells.count - row.firstCell)
  }

  /// Appends a cell whose bytes are copied into the arena.
  public mutating func appendCell(
    column: Int, kind: CellKind, format: NumberFormatClass = .general,
    formula: CellFormula = .none, isQuoted: Bool = false, bytes: UnsafeRawBufferPointer
  ) {
    let offset = arenaStorage.count
    arenaStorage.append(contentsOf: bytes)
    appendCell(
      Cell(
        column: column, kind: kind, format: format, formula: formula, isQuoted: isQuoted,
        offset: offset, length: bytes.count))
  }

  /// Appends a cell whose bytes are those of `text`.
  public mutating func appendCell(
    column: Int, kind: CellKind, format: NumberFormatClass = .general, text: String
  ) {
    let offset = arenaStorage.count
    arenaStorage.append(contentsOf: text.utf8)
    appendCell(
      Cell(
        column: column, kind: kind, format: format, offset: offset,
        length: arenaStorage.count - offset))
  }

  /// Appends a cell over bytes that are in the arena already.
  @inlinable public mutating func appendCell(_ cell: Cell) {
    precondition(!rowStorage.isEmpty, "a cell belongs to a row: call beginRow first")
    cellStorage.append(cell)
    rowStorage[rowStorage.count - 1].cellCount += 1
  }

  /// Appends cells over bytes that are in the arena already.
  @inlinable public mutating func appendCells(_ cells: UnsafeBufferPointer<Cell>) {
    guard !cells.isEmpty else { return }
    precondition(!rowStorage.isEmpty, "a cell belongs to a row: call beginRow first")
    cellStorage.append(contentsOf: cells)
    rowStorage[rowStorage.count - 1].cellCount += cells.count
  }

  /// Appends a row of another batch, with its cells and their bytes.
  public mutating func appendRow(at index: Int, of other: RowBatch) {
    let row = other.rowStorage[index]
    var copy = row
    copy.firstCell = cellStorage.count
    copy.cellCount = 0
    rowStorage.append(copy)
    for var cell in other.cells(ofRowAt: index) {
      let start = Int(cell.offset)
      cell.offset = UInt32(arenaStorage.count)
      arenaStorage.append(contentsOf: other.arenaStorage[start..<start + Int(cell.length)])
      appendCell(cell)
    }
  }

  /// Adds a number of lines to all row numbers.
  public mutating func moveRows(by lines: Int) {
    guard lines != 0 else { return }
    for index in rowStorage.indices { rowStorage[index].number += lines }
    for index in findings.indices { findings[index].row += lines }
  }

  /// Appends bytes to the arena and returns the offset of the first.
  @inlinable public mutating func appendBytes(_ bytes: UnsafeRawBufferPointer) -> Int {
    let offset = arenaStorage.count
    arenaStorage.append(contentsOf: bytes)
    return offset
  }

  /// Gives a cell another text.
  public mutating func replaceCell(at cell: Int, by text: String) {
    let offset = arenaStorage.count
    arenaStorage.append(contentsOf: text.utf8)
    cellStorage[cell].kind = text.isEmpty ? .blank : .text
    cellStorage[cell].format = .general
    cellStorage[cell].formula = .none
    cellStorage[cell].offset = UInt32(offset)
    cellStorage[cell].length = UInt32(arenaStorage.count - offset)
  }

  /// Gives a cell another text, whose bytes are in the arena already, and notes which correction did.
  public mutating func correctCell(
    at cell: Int, ofRowAt row: Int, offset: Int, length: Int, by correction: Int
  ) {
    corrected.append(
      CorrectedCell(row: row, column: Int(cellStorage[cell].column), correction: correction))
    cellStorage[cell].kind = .text
    cellStorage[cell].format = .general
    cellStorage[cell].formula = .none
    cellStorage[cell].offset = UInt32(offset)
    cellStorage[cell].length = UInt32(length)
  }

  /// The bytes of a cell of this batch, UTF-8.
  @_lifetime(borrow self)
  public func bytes(of cell: Cell) -> Span<UInt8> {
    arenaStorage.span.extracting(Int(cell.offset)..<Int(cell.offset) + Int(cell.length))
  }

  /// The text of a cell of this batch.
  public func text(of cell: Cell) -> String {
    let start = Int(cell.offset)
    return String(decoding: arenaStorage[start..<start + Int(cell.length)], as: UTF8.self)
  }

  /// Where the row with a number stands, from 0; `nil` for a row that the batch does not hold.
  ///
  /// - Precondition: the rows ascend by their numbers.
  public func index(ofRow number: Int) -> Int? {
    var low = 0
    var high = rowStorage.count
    while low < high {
      let middle = (low + high) / 2
      if rowStorage[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < rowStorage.count && rowStorage[low].number == number ? low : nil
  }

  /// The cells of the row at `index`, which counts from 0.
  public func cells(ofRowAt index: Int) -> ArraySlice<Cell> {
    let row = rowStorage[index]
    return cellStorage[row.firstCell..<row.firstCell + row.cellCount]
  }
}
