import DelimitedText
import TabularCore
import Workbooks

/// The rows of a worksheet.
struct WorksheetRows: RowSource {
  let workbook: Workbook
  let index: Int

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    let summary = try workbook.readRows(ofSheetAt: index, maximumRows: maximumRows, body)
    guard summary.isComplete else { return nil }
    return SourceSummary(
      mergedRanges: summary.mergedRanges.map { ($0.first, $0.last) },
      hiddenRows: summary.hiddenRows, hiddenColumns: summary.hiddenColumns)
  }
}

extension WorksheetRows {
  func totalsRanges() throws -> [CellRange] { try workbook.totalsRows(ofSheetAt: index) }
}

/// The records of a delimited file.
struct DelimitedRows: RowSource {
  let file: InputFile
  let options: DialectOptions
  let limits: Limits

  /// The records in blocks, for several threads; `nil` when the file is not UTF-8.
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
}

extension RowSource {
  func totalsRanges() throws -> [CellRange] { [] }

  /// The first rows, up to a row number.
  func head(upTo lastRow: Int) throws -> RowBatch {
    var head = RowBatch()
    _ = try readRows(maximumRows: lastRow) { batch in
      for index in batch.rows.indices where batch.rows[index].number <= lastRow {
        let row = batch.rows[index]
        head.beginRow(number: row.number, isHidden: row.isHidden)
        for cell in batch.cells(ofRowAt: index) {
          head.appendCell(
            column: Int(cell.column), kind: cell.kind, format: cell.format,
            text: batch.text(of: cell))
        }
      }
      return false
    }
    return head
  }
}
