public import TabularCore

/// Texts that cells of a sheet hold instead of what the file has: the rows are read as those of a copy of the
/// workbook in which the cells hold them (``WorkbookCopy/write(texts:to:)``).
struct EditedCells {
  /// The texts by row and column; an empty one empties its cell.
  private(set) var texts: [Int: [Int: String]] = [:]

  init(_ texts: [CellReference: String]) {
    for (place, text) in texts { self.texts[place.row, default: [:]][place.column] = text }
  }

  /// Gives the cells of a batch their texts; returns the rows that are none any more.
  func apply(to batch: inout RowBatch) -> [Int] {
    guard batch.rows.contains(where: { texts[$0.number] != nil }) else { return [] }
    var emptied: [Int] = []
    var result = RowBatch()
    result.findings = batch.findings.filter { finding in
      finding.column.map { texts[finding.row]?[$0] == nil } ?? true
    }
    for (index, row) in batch.rows.enumerated() {
      guard let own = texts[row.number] else {
        result.appendRow(at: index, of: batch)
        continue
      }
      apply(own, toRowAt: index, of: batch, &result)
      // A row in which nothing is left is none.
      if result.rows.last?.cellCount == 0,
        !result.findings.contains(where: { $0.row == row.number })
      {
        result.removeLastRow()
        emptied.append(row.number)
      }
    }
    batch = result
    return emptied
  }

  private func apply(
    _ own: [Int: String], toRowAt index: Int, of batch: RowBatch, _ result: inout RowBatch
  ) {
    let row = batch.rows[index]
    result.beginRow(number: row.number, isHidden: row.isHidden)
    var entries = own.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }[...]
    var hasSubtotal = false
    for cell in batch.cells(ofRowAt: index) {
      while let entry = entries.first, entry.key <= Int(cell.column) {
        result.appendCell(column: entry.key, kind: .text, text: entry.value)
        entries.removeFirst()
      }
      guard own[Int(cell.column)] == nil else { continue }
      hasSubtotal = hasSubtotal || cell.formula == .subtotal || cell.formula == .columnSum
      var copy = cell
      copy.offset = UInt32(
        batch.arena.withUnsafeBytes {
          let start = Int(cell.offset)
          return result.appendBytes(
            UnsafeRawBufferPointer(rebasing: $0[start..<start + Int(cell.length)]))
        })
      result.appendCell(copy)
    }
    for entry in entries { result.appendCell(column: entry.key, kind: .text, text: entry.value) }
    if row.hasSubtotal, hasSubtotal { result.markSubtotal() }
  }
}

extension SheetSummary {
  /// Leaves rows out that hold nothing any more.
  mutating func leaveOut(_ rows: Set<Int>) {
    hiddenRows = RowRanges(hiddenRows.ranges.joined().filter { !rows.contains($0) })
  }
}

extension Workbook {
  /// Gives cells of a sheet other texts, in place of those that it was given before: from now on its rows are
  /// read as those of a copy with these texts.
  ///
  /// - Parameters:
  ///   - texts: texts as ``WorkbookCopy/cellText(_:)`` leaves them; an empty one empties its cell. Only cells
  ///     of rows that the sheet has.
  ///   - index: the sheet's position, from 0.
  public func setTexts(_ texts: [CellReference: String], ofSheetAt index: Int) {
    editedCells[index] = texts.isEmpty ? nil : EditedCells(texts)
  }
}
