import TabularCore

/// Delivers the rows of a sheet by their numbers, however its part stores them.
///
/// The part is read once to learn where the bytes are, and then once for every 64 MiB of rows: memory
/// stays bounded without a temporary file.
struct SortedRows {
  private let workbook: Workbook
  private let sheet: Int
  private let maximumColumns: Int?

  /// Bytes of rows that are held at once.
  private static let windowSize = 64 << 20
  /// The most readings; a sheet that needs more is refused.
  private static let mostWindows = 32

  init(_ workbook: Workbook, sheet: Int, maximumColumns: Int?) {
    self.workbook = workbook
    self.sheet = sheet
    self.maximumColumns = maximumColumns
  }

  /// Reads all rows, as `Workbook.readRows` does.
  func read(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws(WorkbookError) -> SheetSummary {
    var sizes = Array(repeating: 0, count: CellReference.lastRow + 1)
    var summary = try workbook.readRows(ofSheetAt: sheet, maximumColumns: maximumColumns) { batch in
      for index in batch.rows.indices {
        sizes[batch.rows[index].number] = Self.size(ofRowAt: index, in: batch)
      }
      return true
    }
    let windows = try windows(of: sizes)
    sizes = []
    for window in windows {
      guard try give(window, maximumRows: max(1, maximumRows), body) else {
        summary.isComplete = false
        return summary
      }
    }
    return summary
  }

  private static func size(ofRowAt index: Int, in batch: RowBatch) -> Int {
    batch.cells(ofRowAt: index).reduce(MemoryLayout<RowBatch.Row>.stride) {
      $0 + MemoryLayout<Cell>.stride + Int($1.length)
    }
  }

  /// All row numbers, cut so that the rows of each range can be held at once.
  private func windows(of sizes: [Int]) throws(WorkbookError) -> [ClosedRange<Int>] {
    var windows: [ClosedRange<Int>] = []
    var first = 0
    var held = 0
    for (number, size) in sizes.enumerated() {
      if held > 0, held + size > Self.windowSize {
        windows.append(first...number - 1)
        first = number
        held = 0
      }
      held += size
    }
    windows.append(first...sizes.count - 1)
    guard windows.count <= Self.mostWindows else {
      throw WorkbookError(
        .fileTooLarge(.rowOrder, limit: Self.mostWindows * Self.windowSize),
        part: workbook.sheets[sheet].part)
    }
    return windows
  }

  /// Delivers the rows and findings of a range of numbers; `false` when `body` stops.
  private func give(
    _ window: ClosedRange<Int>, maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws(WorkbookError) -> Bool {
    var held = RowBatch()
    var findings: [RowFinding] = []
    _ = try workbook.readRows(ofSheetAt: sheet) { batch in
      findings += batch.findings.filter { window.contains($0.row) }
      for index in batch.rows.indices where window.contains(batch.rows[index].number) {
        held.appendRow(at: index, of: batch)
      }
      return true
    }
    let order = held.rows.indices.sorted { held.rows[$0].number < held.rows[$1].number }
    var left = findings.sorted { $0.row < $1.row }[...]
    var batch = RowBatch()
    for start in stride(from: 0, to: order.count, by: maximumRows) {
      batch.removeAll()
      let end = min(order.count, start + maximumRows)
      for index in order[start..<end] { batch.appendRow(at: index, of: held) }
      let last = end == order.count ? window.upperBound : held.rows[order[end - 1]].number
      batch.findings = Array(left.prefix { $0.row <= last })
      left = left.dropFirst(batch.findings.count)
      guard body(&batch) else { return false }
    }
    guard !left.isEmpty else { return true }
    batch.removeAll()
    batch.findings = Array(left)
    return body(&batch)
  }
}
