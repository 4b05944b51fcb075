import CSheetXML
import TabularCore

/// Reads the rows of one worksheet part and delivers them in batches.
final class WorksheetReader {
  private let maximumRows: Int
  private let body: (inout RowBatch) -> Bool
  private let stringCount: Int
  private let textLength: Int
  private let contents: CellContents
  private let isCalculatedOnLoad: Bool
  private var batch = RowBatch()
  /// What is known of the sheet so far.
  private(set) var summary = SheetSummary()
  /// Whether a cell refers to a missing shared string.
  private(set) var hasBadStringIndex = false
  /// Whether a row is stored after a later one, if that ends the reading.
  private(set) var isOutOfOrder = false
  private let order: RowOrder
  private let maximumColumns: Int
  private var lastNumber = 0
  private var failure: WorkbookError?

  /// A reader that calls `body` with each batch.
  init(
    maximumRows: Int, order: RowOrder, maximumColumns: Int?, stringCount: Int, limits: Limits,
    contents: CellContents, isCalculatedOnLoad: Bool, body: @escaping (inout RowBatch) -> Bool
  ) {
    self.contents = contents
    self.isCalculatedOnLoad = isCalculatedOnLoad
    self.order = order
    self.maximumColumns = maximumColumns ?? CellReference.lastColumn
    self.maximumRows = max(1, maximumRows)
    textLength = limits[.textLength]
    self.stringCount = stringCount
    self.body = body
  }

  /// Reads the part to its end, or until the body returns false.
  func read(
    _ member: ZipMember, strings: borrowing SharedStrings, styles: Styles, limits: Limits
  ) throws(WorkbookError) {
    let table = strings.table
    var ranges: [CellRange] = []
    var hidden = RowRanges()
    var validated: [CellRange] = []
    let outcome: sx_outcome? = styles.formats.withUnsafeBufferPointer { formats in
      styles.sections.withUnsafeBufferPointer { sections in
        var workbook = sx_workbook(
          strings: table, formats: formats.baseAddress, format_count: formats.count,
          sections: sections.baseAddress,
          doubts_zeros: isCalculatedOnLoad && contents == .shown ? 1 : 0,
          keeps_space: contents == .stored ? 1 : 0)
        guard let sheet = sx_sheet_create(&workbook) else { return nil }
        defer { sx_sheet_free(sheet) }
        var bounds = sx_limits(limits, readsAhead: member.isLarge)
        let outcome = sx_sheet_parse(
          sheet, sx_input(member), &bounds, maximumRows,
          { context, block in
            guard let context, let block else { return 1 }
            let reader = Unmanaged<WorksheetReader>.fromOpaque(context).takeUnretainedValue()
            return reader.take(block.pointee) ? 0 : 1
          }, Unmanaged.passUnretained(self).toOpaque())
        ranges = Self.ranges(of: sheet, sx_sheet_merges)
        validated = Self.ranges(of: sheet, sx_sheet_validated)
        hidden = Self.hiddenColumns(of: sheet)
        return outcome
      }
    }
    guard let outcome else { throw .malformed("memory ran out", part: member.name) }
    if let failure { throw failure }
    try outcome.check(member, expected: "worksheet", limits: limits)
    guard outcome.status == SX_OK else { return }
    try member.drain()
    summary.mergedRanges = ranges
    summary.validatedRanges = validated
    summary.hiddenColumns = hidden
    summary.isComplete = true
  }

  private static func ranges(
    of sheet: OpaquePointer,
    _ list: (OpaquePointer, UnsafeMutablePointer<Int>) -> UnsafePointer<sx_range>?
  ) -> [CellRange] {
    var count = 0
    let ranges = list(sheet, &count)
    return UnsafeBufferPointer(start: ranges, count: count).map { range in
      CellRange(
        first: CellReference(row: Int(range.first_row), column: Int(range.first_column)),
        last: CellReference(row: Int(range.last_row), column: Int(range.last_column)))
    }
  }

  private static func hiddenColumns(of sheet: OpaquePointer) -> RowRanges {
    var count = 0
    let ranges = sx_sheet_hidden_columns(sheet, &count)
    var columns = RowRanges()
    var next = 1
    // Ranges may overlap; each column is reported once.
    for range in UnsafeBufferPointer(start: ranges, count: count).sorted(by: {
      $0.first_column < $1.first_column
    }) where Int(range.last_column) >= next {
      for column in max(Int(range.first_column), next)...Int(range.last_column) {
        columns.insert(column)
      }
      next = Int(range.last_column) + 1
    }
    return columns
  }

  /// Copies a block of rows into the batch and delivers it.
  private func take(_ block: sx_block) -> Bool {
    // A local batch: its many accesses need no exclusivity checks.
    var batch = RowBatch()
    swap(&batch, &self.batch)
    defer { swap(&batch, &self.batch) }
    batch.removeAll()
    let text = UnsafeRawBufferPointer(start: block.text, count: block.text_length)
    _ = batch.appendBytes(text)
    let cells = UnsafeBufferPointer(start: block.cells, count: block.cell_count)
    for row in UnsafeBufferPointer(start: block.rows, count: block.row_count) {
      batch.beginRow(number: Int(row.number), isHidden: row.is_hidden != 0)
      if row.has_subtotal != 0 { batch.markSubtotal() }
      if row.is_hidden != 0 { summary.hiddenRows.insert(Int(row.number)) }
      let first = Int(row.first_cell)
      if row.number < lastNumber, order == .ascending {
        isOutOfOrder = true
        return false
      }
      lastNumber = Int(row.number)
      if row.cell_count > 0, cells[first + Int(row.cell_count) - 1].column > maximumColumns {
        failure = WorkbookError(
          .fileTooLarge(.columns, limit: maximumColumns), row: Int(row.number))
        return false
      }
      for cell in cells[first..<first + Int(row.cell_count)] {
        guard let kind = CellKind(rawValue: cell.kind) else { continue }
        if kind == .isoDate, !isDate(cell, in: text) {
          batch.findings.append(
            badCell(
              .date, row: Int(row.number), column: Int(cell.column),
              value: string(text, cell.offset, cell.length)))
          continue
        }
        batch.appendCell(
          Cell(
            column: Int(cell.column), kind: kind,
            format: NumberFormatClass(rawValue: cell.format) ?? .general,
            formula: CellFormula(rawValue: cell.formula) ?? .none, offset: Int(cell.offset),
            length: Int(cell.length)))
      }
      if row.cell_count > 0 { summary.lastRow = max(summary.lastRow, Int(row.number)) }
    }
    summary.filledCellCount += block.cell_count
    for finding in UnsafeBufferPointer(start: block.findings, count: block.finding_count) {
      batch.findings.append(rowFinding(finding, text))
    }
    return body(&batch)
  }

  private func isDate(_ cell: sx_cell, in text: UnsafeRawBufferPointer) -> Bool {
    let start = Int(cell.offset)
    let bytes = Array(text[start..<start + Int(cell.length)])
    return SerialDate(isoText: bytes.span) != nil
  }

  private func string(
    _ text: UnsafeRawBufferPointer, _ offset: UInt32, _ length: UInt32
  ) -> String {
    String(decoding: text[Int(offset)..<Int(offset) + Int(length)].prefix(200), as: UTF8.self)
  }

  private func rowFinding(_ finding: sx_finding, _ text: UnsafeRawBufferPointer) -> RowFinding {
    let row = Int(finding.row)
    let column = finding.column > 0 ? Int(finding.column) : nil
    let value = string(text, finding.offset, finding.length)
    switch finding.problem {
    case SX_BAD_REFERENCE:
      return badCell(
        isReference(value) ? .beyond : .noReference, row: row, column: column, value: value,
        cell: value)
    case SX_BAD_ROW_NUMBER:
      return leavingOut(badCell(.rowNumber, row: row, column: nil, value: value))
    case SX_OTHER_ROW:
      return leavingOut(
        badCell(.otherRow, row: row, column: column, value: value, cell: value))
    case SX_DUPLICATE_CELL: return badCell(.repeated, row: row, column: column, value: value)
    case SX_MISPLACED:
      let finding = badCell(.misplaced, row: row, column: column, value: value)
      return column == nil ? leavingOut(finding) : finding
    case SX_REPEATED_ROW:
      return leavingOut(badCell(.rowRepeated, row: row, column: nil, value: nil))
    case SX_BAD_STRING_INDEX:
      hasBadStringIndex = true
      return badCell(
        .sharedString(index: value, count: stringCount), row: row, column: column, value: value)
    case SX_BAD_NUMBER: return badCell(.number, row: row, column: column, value: value)
    case SX_BAD_BOOLEAN: return badCell(.boolean, row: row, column: column, value: value)
    case SX_BAD_TYPE: return badCell(.type, row: row, column: column, value: value)
    case SX_BAD_ESCAPE:
      return RowFinding(
        .valueTextDamaged(.control(character: "NUL or half a surrogate pair")), row: row,
        column: column, value: value)
    default:
      return RowFinding(
        .valueTooLong(.textLength(limit: textLength)), row: row, column: column, value: value)
    }
  }

  /// Whether a text has the form of a cell reference, within a sheet or beyond it.
  private func isReference(_ text: String) -> Bool {
    let letters = text.utf8.prefix { ($0 | 0x20) &- 0x61 < 26 }
    let digits = text.utf8.dropFirst(letters.count)
    return text.isEmpty
      || (!letters.isEmpty && !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
        && digits.contains { $0 != 0x30 } && digits.first != 0x30)
  }

  private func leavingOut(_ finding: RowFinding) -> RowFinding {
    var finding = finding
    finding.leavesRowOut = true
    return finding
  }

  /// A finding `sheet.bad-cell`.
  private func badCell(
    _ fault: IssueContent.BadCell, row: Int, column: Int?, value: String?, cell: String? = nil
  ) -> RowFinding {
    let place = column.map { CellReference(row: row, column: $0).description }
    return RowFinding(
      .sheetBadCell(
        fault, cell: cell.flatMap { $0.isEmpty ? nil : $0 } ?? place ?? String(row), row: row),
      row: row, column: column, value: value)
  }
}
