import CLibXLSXWriter
import ImportPipeline
import ImportReports
import JSONRecords
import TabularCore

/// A workbook made of the tables of a JSON file.
///
/// Every table has a sheet with a header row; record 1 stands in row 2. Every value is a text.
struct JSONWorkbook {
  private let file: ImportReport.File
  private let limits: Limits

  init(_ file: ImportReport.File, limits: Limits) {
    self.file = file
    self.limits = limits
  }

  /// The name of the sheet of a list that was read as a table.
  static func sheetName(_ sheet: ImportReport.Sheet) -> String {
    String((sheet.table ?? "rows").prefix(31))
  }

  /// Writes the workbook of a file's tables; a sheet without rows where it has none.
  func write(
    _ source: any JSONSource, isLines: Bool, to path: String
  ) throws(MarkedCopyError) {
    let document: JSONDocument
    do throws(JSONRecordsError) {
      document = try JSONDocument(
        source, isLines: isLines, limits: limits, keepsWhole: isKeptWhole)
    } catch {
      throw .input(error.content)
    }
    let tables = file.sheets.compactMap { sheet -> (sheet: ImportReport.Sheet, list: JSONList)? in
      document.lists.first { ($0.pointer.isEmpty ? "/" : $0.pointer) == sheet.name }.map {
        (sheet, $0)
      }
    }
    let first = tables.first.map { Self.sheetName($0.sheet) } ?? "Sheet1"
    let book = try DelimitedWorkbook.make(path, sheet: first)
    var isOpen = true
    defer { if isOpen { lxw_workbook_free(book.workbook) } }
    let formats = DelimitedWorkbook.formats(of: book.workbook)
    for (index, table) in tables.enumerated() {
      let name = Self.sheetName(table.sheet)
      guard let sheet = index == 0 ? book.sheet : workbook_add_worksheet(book.workbook, name) else {
        throw .output(.refused(reason: "the sheet has no valid name"))
      }
      do throws(JSONRecordsError) {
        try write(table.list, to: sheet, formats)
      } catch {
        throw .input(error.content)
      }
      guard table.list.recordCount < CellReference.lastRow else { throw .output(.tooManyRows) }
    }
    isOpen = false
    try DelimitedWorkbook.close(book.workbook)
  }

  /// Whether the objects of a member were read as cells: then no part of them is a column.
  private func isKeptWhole(_ header: String) -> Bool {
    let headers = file.sheets.flatMap(\.columns).map(\.header)
    return headers.contains(header) && !headers.contains { $0.hasPrefix(header + ".") }
  }

  private func write(
    _ list: JSONList, to sheet: UnsafeMutablePointer<lxw_worksheet>,
    _ formats: (text: UnsafeMutablePointer<lxw_format>?, header: UnsafeMutablePointer<lxw_format>?)
  ) throws(JSONRecordsError) {
    worksheet_set_column(
      sheet, 0, lxw_col_t(max(0, list.columns.count - 1)), DelimitedWorkbook.columnWidth, nil)
    worksheet_freeze_panes(sheet, 1, 0)
    let reader = list.makeReader()
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: 1_000) {
      for (index, row) in batch.rows.enumerated() where row.number < CellReference.lastRow {
        for cell in batch.cells(ofRowAt: index) where cell.kind != .blank {
          guard Int(cell.column) <= CellReference.lastColumn else { continue }
          var text = DelimitedWorkbook.cellText(batch.text(of: cell))
          if cell.kind == .boolean { text = text == "0" ? "false" : "true" }
          worksheet_write_string(
            sheet, lxw_row_t(row.number), lxw_col_t(cell.column - 1), text,
            row.number == 0 ? formats.header : formats.text)
        }
      }
    }
  }
}
