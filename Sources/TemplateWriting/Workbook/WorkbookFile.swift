import CLibXLSXWriter
import Foundation

/// A workbook being written; owns the library's handle and everything that hangs on it.
///
/// Rows and columns count from 0, as in the library. Equal contents give equal bytes: the created
/// time is fixed, and the library dates the archive's members 1980-01-01.
struct WorkbookFile: ~Copyable {
  /// A sheet of the workbook that gave it out.
  struct Sheet: Sendable {
    let index: Int
  }

  /// The time that the document's properties name: 2026-01-01T00:00:00Z.
  private static let created = 1_767_225_600

  /// The most characters of a note that people would read.
  private static let longestNote = 2000

  private let path: String
  let handle: UnsafeMutablePointer<lxw_workbook>
  private(set) var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []
  /// The widths of the columns of each sheet, in characters.
  private(set) var widths: [[Int: Double]] = []
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
  private var isOpen = true

  /// A workbook that will be written to a path when it is closed.
  init(path: String, title: String) throws(TemplateError) {
    guard let handle = workbook_new(path) else {
      throw TemplateError(.writeFailed, "no memory for a workbook", location: path)
    }
    self.path = path
    self.handle = handle
    title.withMutableCString { title in
      "Registrar".withMutableCString { author in
        var properties = lxw_doc_properties()
        properties.title = title
        properties.author = author
        properties.created = Self.created
        workbook_set_properties(handle, &properties)
      }
    }
  }

  deinit {
    if isOpen { lxw_workbook_free(handle) }
  }

  /// Adds a sheet after the others.
  mutating func addSheet(_ name: String) throws(TemplateError) -> Sheet {
    guard let sheet = workbook_add_worksheet(handle, name) else {
      throw TemplateError(
        .refusedContent, "`\(name)` cannot be the name of a sheet", location: path)
    }
    sheets.append(sheet)
    widths.append([:])
    return Sheet(index: sheets.count - 1)
  }

  /// Adds a property that other programs keep and people rarely see.
  func setProperty(_ name: String, to value: String) {
    workbook_set_custom_property_string(handle, name, value)
  }

  /// Writes the file and gives the memory back.
  mutating func close() throws(TemplateError) {
    isOpen = false
    let code = workbook_close(handle)
    guard code == LXW_NO_ERROR else { throw failure(code) }
  }

  mutating func format(_ style: CellStyle?) -> UnsafeMutablePointer<lxw_format>? {
    guard let style else { return nil }
    if let known = formats[style] { return known }
    guard let format = workbook_add_format(handle) else { return nil }
    style.apply(to: format)
    formats[style] = format
    return format
  }

  private func failure(_ code: lxw_error) -> TemplateError {
    let kind: TemplateError.Code =
      code == LXW_ERROR_CREATING_XLSX_FILE || code == LXW_ERROR_CREATING_TMPFILE
      ? .writeFailed : .refusedContent
    let text = lxw_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
    return TemplateError(kind, text, location: path)
  }

  func check(_ code: lxw_error) throws(TemplateError) {
    guard code == LXW_NO_ERROR else { throw failure(code) }
  }
}

// MARK: - Contents of a sheet

extension WorkbookFile {
  /// Writes a text.
  mutating func write(
    _ text: String, row: Int, column: Int, style: CellStyle? = nil, in sheet: Sheet
  ) throws(TemplateError) {
    let format = format(style)
    try check(
      worksheet_write_string(
        sheets[sheet.index], lxw_row_t(row), lxw_col_t(column), text, format))
  }

  /// Writes a number.
  mutating func write(
    number: Double, row: Int, column: Int, style: CellStyle?, in sheet: Sheet
  ) throws(TemplateError) {
    let format = format(style)
    try check(
      worksheet_write_number(
        sheets[sheet.index], lxw_row_t(row), lxw_col_t(column), number, format))
  }

  /// Writes yes or no.
  func write(isTrue: Bool, row: Int, column: Int, in sheet: Sheet) throws(TemplateError) {
    try check(
      worksheet_write_boolean(
        sheets[sheet.index], lxw_row_t(row), lxw_col_t(column), isTrue ? 1 : 0, nil))
  }

  /// Sets the width, in characters, and the look of all cells of a column.
  mutating func setColumn(
    _ column: Int, width: Double, style: CellStyle? = nil, in sheet: Sheet
  ) throws(TemplateError) {
    let format = format(style)
    widths[sheet.index][column] = width
    try check(
      worksheet_set_column(
        sheets[sheet.index], lxw_col_t(column), lxw_col_t(column), width, format))
  }

  /// Sets the height of a row in points.
  func setRow(_ row: Int, height: Double, in sheet: Sheet) throws(TemplateError) {
    try check(worksheet_set_row(sheets[sheet.index], lxw_row_t(row), height, nil))
  }

  /// Keeps the first rows and columns in view.
  func freeze(rows: Int, columns: Int, in sheet: Sheet) {
    worksheet_freeze_panes(sheets[sheet.index], lxw_row_t(rows), lxw_col_t(columns))
  }

  /// Adds a note to a cell; its box is as large as the text needs.
  func addNote(
    _ text: String, row: Int, column: Int, in sheet: Sheet
  ) throws(TemplateError) {
    let text = text.shortened(to: Self.longestNote)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = lines.reduce(0) { $0 + max(1, ($1.count + 47) / 48) }
    var result = LXW_NO_ERROR
    "Calibri".withMutableCString { font in
      var options = lxw_comment_options()
      options.width = 320
      options.height = UInt16(clamping: 16 + rows * 17)
      options.font_name = font
      options.font_size = 10
      options.color = 0xFF_FBE6
      result = worksheet_write_comment_opt(
        sheets[sheet.index], lxw_row_t(row), lxw_col_t(column), text, &options)
    }
    try check(result)
  }

  /// Gives the cells of a column a rule.
  ///
  /// - Parameters:
  ///   - rows: the rows, from 0.
  ///   - title: the title of the question or of the words; 32 characters of it are kept.
  ///   - message: the question or the words; 255 characters of it are kept.
  ///   - prompt: the words beside the cell while it is chosen, where the rule asks a question.
  func setRule(
    _ rule: CellRule, column: Int, rows: ClosedRange<Int>, title: String, message: String,
    prompt: String = "", in sheet: Sheet
  ) throws(TemplateError) {
    var formula = ""
    let hasPrompt = !prompt.isEmpty
    var validation = lxw_data_validation()
    validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
    switch rule {
    case .choices(let range, let questions):
      formula = range
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      if !questions { validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue) }
    case .prompt:
      validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
      validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue)
    case .wholeNumber(let limits):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      validation.set(limits)
    case .number(let limits):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      validation.set(limits)
    case .length(let most):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
      validation.set(0...Double(most))
    case .date:
      validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE_NUMBER.rawValue)
      // 1950-01-01 to 2199-12-31 as serial numbers.
      validation.set(18_264...109_574)
    case .time:
      validation.validate = UInt8(LXW_VALIDATION_TYPE_TIME_NUMBER.rawValue)
      validation.set(0...0.999_999)
    }
    var result = LXW_NO_ERROR
    formula.withMutableCString { formula in
      title.shortened(to: 32).withMutableCString { title in
        message.shortened(to: 255).withMutableCString { message in
          if case .choices = rule { validation.value_formula = formula }
          prompt.shortened(to: 255).withMutableCString { prompt in
            if case .prompt = rule {
              validation.input_title = title
              validation.input_message = message
            } else {
              validation.error_title = title
              validation.error_message = message
              if hasPrompt { validation.input_message = prompt }
            }
            result = worksheet_data_validation_range(
              sheets[sheet.index], lxw_row_t(rows.lowerBound), lxw_col_t(column),
              lxw_row_t(rows.upperBound), lxw_col_t(column), &validation)
          }
        }
      }
    }
    try check(result)
  }

  /// Hides a sheet.
  func hide(_ sheet: Sheet) {
    worksheet_hide(sheets[sheet.index])
  }

  /// Hides the grid of a sheet that is read, not filled in.
  func hideGrid(of sheet: Sheet) {
    worksheet_gridlines(sheets[sheet.index], UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
  }

  /// Colours the tab of a sheet, `0xRRGGBB`.
  func setTab(_ color: UInt32, of sheet: Sheet) {
    worksheet_set_tab_color(sheets[sheet.index], color)
  }
}

extension lxw_data_validation {
  fileprivate mutating func set(_ limits: ClosedRange<Double>) {
    criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
    minimum_number = limits.lowerBound
    maximum_number = limits.upperBound
  }
}

extension String {
  /// The text, cut where the workbook format has no room for more characters.
  fileprivate func shortened(to limit: Int) -> String {
    guard unicodeScalars.count > limit else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(limit - 1))) + "…"
  }

  /// Calls a closure with a C string of its own, for structures whose fields are not `const`.
  func withMutableCString(_ body: (UnsafeMutablePointer<CChar>) -> Void) {
    var bytes = utf8CString
    bytes.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { body(start) }
    }
  }
}
