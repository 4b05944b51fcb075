import CLibXLSXWriter
import DelimitedText
import ImportPipeline
import ImportReports
import TabularCore

/// A workbook made of the rows of a delimited file.
///
/// Every field is a text, and each record stands in the row with the number of its line, so that places in
/// messages hold for both.
struct DelimitedWorkbook {
  private let file: ImportReport.File
  private let content: ReportContent
  private let limits: Limits

  init(_ file: ImportReport.File, _ content: ReportContent, limits: Limits) {
    self.file = file
    self.content = content
    self.limits = limits
  }

  /// The time that the document's properties name: 2026-01-01T00:00:00Z.
  private static let created = 1_767_225_600
  /// The width of the columns in characters.
  static let columnWidth = 18.0
  /// The most characters that a cell holds.
  private static let longestText = 32_767

  /// The name of the sheet: the file's, without what a sheet's name cannot have.
  static func sheetName(_ file: ImportReport.File, _ content: ReportContent) -> String {
    let base = file.name.split(separator: "/").last.map(String.init) ?? "rows"
    var stem = base
    if let dot = base.lastIndex(of: "."), dot != base.startIndex { stem = String(base[..<dot]) }
    let name = file.sheets.first?.table ?? stem
    let allowed = name.map { "[]:*?/\\'".contains($0) ? "_" : $0 }
    let text = String(allowed.prefix(31))
    return text.isEmpty ? "rows" : text
  }

  /// Writes the workbook of a file's rows.
  func write(_ source: any ByteSource, to path: String) throws(MarkedCopyError) {
    var options = DialectOptions(acceptsDelimiterTie: true)
    if let dialect = file.dialect {
      options.encoding = .named(dialect.encoding)
      options.delimiter = dialect.delimiter
      options.quote = dialect.quote
    }
    let book = try Self.make(path, sheet: Self.sheetName(file, content))
    var isOpen = true
    defer { if isOpen { lxw_workbook_free(book.workbook) } }
    let (asText, asHeader) = Self.formats(of: book.workbook)
    let headerRow = file.sheets.first?.headerRow
    let last = file.sheets.first?.columns.map(\.number).max() ?? 1
    worksheet_set_column(book.sheet, 0, lxw_col_t(last - 1), Self.columnWidth, nil)
    if let headerRow { worksheet_freeze_panes(book.sheet, lxw_row_t(headerRow), 0) }
    do {
      let reader = try DelimitedReader(source, options: options, limits: limits)
      var batch = RowBatch()
      while try reader.next(into: &batch, maximumRows: 1_000) {
        for (index, row) in batch.rows.enumerated() {
          guard row.number <= CellReference.lastRow else {
            throw MarkedCopyError.output(.tooManyRows)
          }
          for cell in batch.cells(ofRowAt: index) where cell.kind != .blank {
            guard Int(cell.column) <= CellReference.lastColumn else { continue }
            let text = Self.cellText(batch.text(of: cell))
            worksheet_write_string(
              book.sheet, lxw_row_t(row.number - 1), lxw_col_t(cell.column - 1), text,
              row.number == headerRow ? asHeader : asText)
          }
        }
      }
    } catch let error as DelimitedTextError {
      throw .input(error.content)
    } catch let error as MarkedCopyError {
      throw error
    } catch {
      throw .output(.refused(reason: "\(error)"))
    }
    isOpen = false
    try Self.close(book.workbook)
  }

  /// Writes a workbook of one empty sheet.
  static func writeEmpty(sheet: String, to path: String) throws(MarkedCopyError) {
    try close(try make(path, sheet: sheet).workbook)
  }

  /// The formats of texts and of headers.
  static func formats(
    of workbook: UnsafeMutablePointer<lxw_workbook>
  ) -> (text: UnsafeMutablePointer<lxw_format>?, header: UnsafeMutablePointer<lxw_format>?) {
    let asText = workbook_add_format(workbook)
    format_set_num_format(asText, "@")
    let asHeader = workbook_add_format(workbook)
    format_set_num_format(asHeader, "@")
    format_set_bold(asHeader)
    return (asText, asHeader)
  }

  static func cellText(_ text: String) -> String {
    text.unicodeScalars.count > longestText
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestText - 1))) + "…" : text
  }

  static func make(
    _ path: String, sheet: String
  ) throws(MarkedCopyError) -> (
    workbook: UnsafeMutablePointer<lxw_workbook>, sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let workbook = workbook_new_opt(path, &options) else {
      throw .output(.refused(reason: "no memory"))
    }
    var properties = lxw_doc_properties()
    properties.created = created
    workbook_set_properties(workbook, &properties)
    guard let made = workbook_add_worksheet(workbook, sheet) else {
      lxw_workbook_free(workbook)
      throw .output(.refused(reason: "the sheet has no valid name"))
    }
    return (workbook, made)
  }

  static func close(
    _ workbook: UnsafeMutablePointer<lxw_workbook>
  ) throws(MarkedCopyError) {
    let code = workbook_close(workbook)
    guard code == LXW_NO_ERROR else {
      let text = lxw_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
      throw .output(.refused(reason: text))
    }
  }
}
