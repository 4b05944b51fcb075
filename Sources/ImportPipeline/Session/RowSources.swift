import DelimitedText
import TabularCore
import Workbooks

/// A sheet stores a row after one with a higher number.
///
/// The rows read so far must be discarded; the next reading delivers all rows in the order of their
/// numbers.
struct RowsOutOfOrder: Error {}

/// The rows of a worksheet that is read as a table, by their numbers.
struct WorksheetRows: RowSource {
  let workbook: Workbook
  let index: Int

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    let summary = try workbook.readRows(
      ofSheetAt: index, maximumRows: maximumRows, order: .ascending,
      maximumColumns: workbook.limits[.columns], body)
    if summary.isOutOfOrder { throw RowsOutOfOrder() }
    guard summary.isComplete else { return nil }
    return SourceSummary(
      mergedRanges: summary.mergedRanges.map { ($0.first, $0.last) },
      hiddenRows: summary.hiddenRows, hiddenColumns: summary.hiddenColumns,
      validatedRanges: summary.validatedRanges)
  }

  /// The first rows, up to a row number; if `isEnough` is not satisfied, rows stored after later ones are
  /// included.
  func head(upTo lastRow: Int, isEnough: (RowBatch) -> Bool) throws -> RowBatch {
    let head = try head(upTo: lastRow)
    guard !isEnough(head) else { return head }
    do {
      _ = try readRows(maximumRows: 4_096) { _ in true }
      return head
    } catch is RowsOutOfOrder {
      return try self.head(upTo: lastRow)
    }
  }
}

extension WorksheetRows {
  func totalsRanges() throws -> [CellRange] { try workbook.totalsRows(ofSheetAt: index) }

  var progress: (read: Int, size: Int)? { workbook.progress(ofSheetAt: index) }
}

/// The records of a delimited file.
struct DelimitedRows: RowSource {
  let file: InputFile
  let options: DialectOptions
  let limits: Limits

  /// How most of the first lines end.
  func lineEnding() throws -> LineEnding {
    try DelimitedReader(file.source, options: options, limits: limits).lineEnding
  }

  /// The records in blocks for several threads; `nil` when the file is not UTF-8.
  func blocks() throws -> RecordBlocks? {
    let reader = try DelimitedReader(file.source, options: options, limits: limits)
    return RecordBlocks(
      file.source, dialect: reader.dialect, lineEnding: reader.lineEnding, limits: limits)
  }

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    let reader = try DelimitedReader(file.source, options: options, limits: limits)
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: maximumRows) {
      guard body(&batch) else { return nil }
    }
    return SourceSummary()
  }

  func readColumns(
    _ layout: BatchLayout, threads: Int, _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> SourceSummary? {
    guard let blocks = try blocks() else { throw BlockReading.CannotSplit() }
    var next = SourcePart(index: 0, offset: 0, byteCount: 0, line: 0)
    // A thread without a block to read costs its start.
    let threads = min(threads, 1 + file.byteCount / RecordBlocks.usualBlockSize)
    let isWhole = try BlockReading(blocks, layout: layout, threads: threads)
      .forEachBatch(from: &next, body)
    return isWhole ? SourceSummary() : nil
  }

  func readAgain(
    _ parts: [SourcePart], maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws {
    guard let blocks = try blocks() else { throw BlockReading.CannotSplit() }
    var batch = RowBatch()
    for part in parts {
      let block = try blocks.block(
        at: part.offset, byteCount: part.byteCount, index: part.index)
      let reader = try blocks.reader(of: block)
      while try reader.next(into: &batch, maximumRows: maximumRows) {
        batch.moveRows(by: part.line)
        guard body(&batch) else { return }
      }
    }
  }
}

extension RowSource {
  // A source without parts is read by one thread, and validated by another meanwhile.
  func readColumns(
    _ layout: BatchLayout, threads: Int, _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> SourceSummary? {
    let reader = BatchReader(layout)
    return try SequentialReading(self, width: layout.width).forEachBatch { batch in
      let read = try reader.read(batch)
      return try body(read, nil) ? read.batch : nil
    }
  }

  func readAgain(
    _ parts: [SourcePart], maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws {
    _ = try readRows(maximumRows: maximumRows, body)
  }

  func totalsRanges() throws -> [CellRange] { [] }

  /// The first rows, up to a row number, and the reader's findings there.
  func head(upTo lastRow: Int) throws -> RowBatch {
    do {
      return try rows(upTo: lastRow)
    } catch is RowsOutOfOrder {
      return try rows(upTo: lastRow)
    }
  }

  private func rows(upTo lastRow: Int) throws -> RowBatch {
    var head = RowBatch()
    _ = try readRows(maximumRows: lastRow) { batch in
      for index in batch.rows.indices where batch.rows[index].number <= lastRow {
        head.appendRow(at: index, of: batch)
      }
      head.findings += batch.findings.filter { $0.row <= lastRow }
      // Large rows arrive in several batches.
      let last = batch.rows.last?.number ?? batch.findings.last?.row ?? 0
      return last < lastRow
    }
    return head
  }

  /// Whether any row has a cell, and the findings before the first one that does.
  func firstContents() throws -> (isFilled: Bool, findings: [RowFinding]) {
    var isFilled = false
    var findings: [RowFinding] = []
    _ = try readRows(maximumRows: 1_000) { batch in
      isFilled = batch.cells.contains { $0.kind != .blank }
      if findings.count < Self.keptFindings { findings += batch.findings }
      return !isFilled
    }
    return (isFilled, findings)
  }

  private static var keptFindings: Int { 20_000 }
}
