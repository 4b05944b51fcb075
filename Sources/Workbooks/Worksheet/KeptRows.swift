public import TabularCore

/// The rows of a sheet in memory, to be read again and again without its part.
struct KeptRows {
  /// The batches as the reader of the part gave them.
  let batches: [RowBatch]
  /// What is known of the sheet.
  let summary: SheetSummary
  /// Whether the rows stand in the order of their numbers.
  let isOrdered: Bool
  /// The last column that any row reaches.
  let lastColumn: Int

  /// The most rows of a batch that is kept.
  static let batchRows = 2_000

  init(_ batches: [RowBatch], _ summary: SheetSummary) {
    self.batches = batches
    self.summary = summary
    lastColumn =
      batches.lazy.map { batch in
        batch.cells.lazy.map { Int($0.column) }.max() ?? 0
      }.max() ?? 0
    var last = 0
    isOrdered = batches.allSatisfy { batch in
      batch.rows.allSatisfy { row in
        defer { last = row.number }
        return row.number >= last
      }
    }
  }

  /// Delivers the rows as the reader of the part does.
  func deliver(
    maximumRows: Int, order: RowOrder, _ body: (inout RowBatch) -> Bool
  ) -> SheetSummary {
    var lastNumber = 0
    for batch in batches {
      for start in stride(from: 0, to: max(1, batch.rowCount), by: max(1, maximumRows)) {
        var piece = Self.piece(of: batch, from: start, count: max(1, maximumRows))
        if order == .ascending, !isOrdered {
          for row in piece.rows {
            guard row.number >= lastNumber else {
              var summary = SheetSummary()
              summary.isOutOfOrder = true
              return summary
            }
            lastNumber = row.number
          }
        }
        guard body(&piece) else { return SheetSummary() }
      }
    }
    return summary
  }

  /// Some rows of a batch with their findings; the last ones have those of rows that are not there.
  private static func piece(of batch: RowBatch, from start: Int, count: Int) -> RowBatch {
    guard batch.rowCount > count else { return batch }
    let end = min(batch.rowCount, start + count)
    var piece = RowBatch()
    for index in start..<end { piece.appendRow(at: index, of: batch) }
    guard !batch.findings.isEmpty else { return piece }
    let own = Set(piece.rows.map(\.number))
    let all = Set(batch.rows.map(\.number))
    piece.findings = batch.findings.filter {
      own.contains($0.row) || end == batch.rowCount && !all.contains($0.row)
    }
    return piece
  }

  /// The row with a number alone; `nil` if the sheet has none.
  func row(_ number: Int) -> RowBatch? {
    guard isOrdered else {
      for batch in batches {
        if let index = batch.rows.firstIndex(where: { $0.number == number }) {
          return Self.piece(of: batch, from: index, count: 1)
        }
      }
      return nil
    }
    var low = 0
    var high = batches.count
    while low < high {
      let middle = (low + high) / 2
      if batches[middle].rows.last.map({ $0.number < number }) ?? true {
        low = middle + 1
      } else {
        high = middle
      }
    }
    // Batches without rows hold findings alone, so that a later one may have the row.
    while low < batches.count {
      if let index = batches[low].index(ofRow: number) {
        return Self.piece(of: batches[low], from: index, count: 1)
      }
      guard batches[low].rows.first.map({ $0.number < number }) ?? true else { return nil }
      low += 1
    }
    return nil
  }
}

extension Workbook {
  /// Keeps the rows of every sheet in memory once they are read, so that they are read again in a fraction of
  /// the time; for a workbook that is read many times.
  public func keepRows() { keptRows = keptRows ?? [:] }

  /// The rows of a sheet in memory, read now if they are to be kept; `nil` where none are, for a sheet that
  /// cannot be read to its end, and for one with more columns than are wanted.
  func keptRows(ofSheetAt index: Int, maximumColumns: Int?) -> KeptRows? {
    guard let kept = keptRows else { return nil }
    if kept[index] == nil {
      var batches: [RowBatch] = []
      let summary = try? readStored(
        index, maximumRows: KeptRows.batchRows, order: .stored, maximumColumns: nil
      ) { batch in
        batches.append(batch)
        return true
      }
      let isWhole = summary?.isComplete ?? false
      keptRows?[index] = .some(isWhole ? summary.map { KeptRows(batches, $0) } : nil)
    }
    guard let rows = keptRows?[index] ?? nil else { return nil }
    return rows.lastColumn > maximumColumns ?? Int.max ? nil : rows
  }

  /// The row of a sheet with a number, as its cells are now; `nil` if the sheet has none, or is not kept.
  public func row(_ number: Int, ofSheetAt index: Int) -> RowBatch? {
    guard var row = uneditedRow(number, ofSheetAt: index) else { return nil }
    _ = editedCells[index]?.apply(to: &row)
    return row.rowCount == 1 ? row : nil
  }

  /// The row of a sheet with a number, as the file has it; `nil` if the sheet has none, or is not kept.
  public func uneditedRow(_ number: Int, ofSheetAt index: Int) -> RowBatch? {
    guard sheets.indices.contains(index) else { return nil }
    return keptRows(ofSheetAt: index, maximumColumns: limits[.columns])?.row(number)
  }
}
