import CLibXLSXWriter
import ImportPipeline

/// What shows records and what is wrong with them.
extension WorkbookFile {
  /// Writes a cell of a record.
  mutating func write(
    _ cell: RecordCell, row: Int, column: Int, style: CellStyle?, in sheet: Sheet
  ) throws(TemplateError) {
    let format = format(style)
    let target = sheets[sheet.index]
    let (row, column) = (lxw_row_t(row), lxw_col_t(column))
    switch cell {
    case .blank:
      // A cell of its own keeps its look where it differs from the column's.
      if style != nil { try check(worksheet_write_blank(target, row, column, format)) }
    case .text(let text): try check(worksheet_write_string(target, row, column, text, format))
    case .number(let number):
      try check(worksheet_write_number(target, row, column, number, format))
    }
  }

  /// Writes a formula with the result that it has at first.
  func write(
    formula: String, result: Double, row: Int, column: Int, in sheet: Sheet
  ) throws(TemplateError) {
    try check(
      worksheet_write_formula_num(
        sheets[sheet.index], lxw_row_t(row), lxw_col_t(column), formula, nil, result))
  }

  /// Gives cells another look while a formula holds; its references are those of the first cell.
  mutating func setLook(
    _ style: CellStyle, where formula: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>,
    in sheet: Sheet
  ) throws(TemplateError) {
    guard let format = format(style) else { return }
    var result = LXW_NO_ERROR
    formula.withMutableCString { formula in
      var condition = lxw_conditional_format()
      condition.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
      condition.value_string = formula
      condition.format = format
      result = worksheet_conditional_format_range(
        sheets[sheet.index], lxw_row_t(rows.lowerBound), lxw_col_t(columns.lowerBound),
        lxw_row_t(rows.upperBound), lxw_col_t(columns.upperBound), &condition)
    }
    try check(result)
  }

  /// Protects the locked cells of a sheet, without a password; rows may be added, and looks changed.
  func protect(_ sheet: Sheet) {
    var options = lxw_protection()
    options.format_cells = 1
    options.format_columns = 1
    options.format_rows = 1
    options.insert_rows = 1
    options.delete_rows = 1
    options.sort = 1
    options.autofilter = 1
    worksheet_protect(sheets[sheet.index], nil, &options)
  }
}
