import CLibXLSXWriter

extension WorkbookFile {
  /// Prints a sheet on one page, upright.
  func setPagePrinting(of sheet: Sheet) {
    worksheet_fit_to_pages(sheets[sheet.index], 1, 1)
  }

  /// Prints a sheet across, on as many pages side by side as keep it readable.
  ///
  /// Its headers and key columns stand on each page. Call it when all columns are there.
  ///
  /// - Parameters:
  ///   - headerRow: the row that is repeated, from 0.
  ///   - keyColumns: how many of the first columns are repeated.
  func setTablePrinting(headerRow: Int, keyColumns: Int, of sheet: Sheet) {
    let widths = widths[sheet.index].sorted { $0.key < $1.key }.map(\.value)
    let pages = PrintedPages(widths: widths, keyColumns: keyColumns).across
    let sheet = sheets[sheet.index]
    worksheet_set_landscape(sheet)
    worksheet_set_margins(sheet, PrintedPages.margin, PrintedPages.margin, 0.5, 0.6)
    let row = lxw_row_t(headerRow)
    worksheet_repeat_rows(sheet, row, row)
    if pages > 1 {
      if keyColumns > 0 { worksheet_repeat_columns(sheet, 0, lxw_col_t(keyColumns - 1)) }
      // The pages of a row come one after the other.
      worksheet_print_across(sheet)
    }
    worksheet_fit_to_pages(sheet, UInt16(clamping: pages), 0)
    // The sheet, and which page of how many.
    worksheet_set_footer(sheet, "&L&A&R&P / &N")
  }
}
