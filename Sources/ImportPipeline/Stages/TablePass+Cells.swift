import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Problems that the study of the column reports once.
  static let columnCodes: Set<IssueCode> = [
    "value.date-order-unclear", "value.date-order-mixed", "value.date-order-swapped",
  ]
  /// Problems that may be wrong if the country or currency of a cell is not known.
  private static let contextCodes: Set<IssueCode> = [
    "value.subdivision-unknown", "value.postal-code-invalid", "value.phone-invalid",
    "value.too-precise", "rule.money-pair",
  ]

  /// Classifies a row and reads the fields that depend on nothing but their cells.
  ///
  /// - Returns: the row, or `nil` for one that is no data row.
  mutating func prepare(
    _ batch: RowBatch, rowAt index: Int, findings: [RowFinding]
  ) throws -> PendingRow? {
    let number = batch.rows[index].number
    var filled: [FilledCell] = []
    filled.reserveCapacity(batch.rows[index].cellCount)
    for cell in batch.cells(ofRowAt: index) where cell.kind != .blank {
      let text = batch.text(of: cell)
      if cell.kind == .text, isBlankText(text) { continue }
      filled.append(FilledCell(cell, text: text))
    }
    if filled.isEmpty, findings.isEmpty {
      blankRun += source.isWorksheet ? 0 : 1
      return nil
    }
    count(rowNumber: number)
    rowContext.hasSubtotal = batch.rows[index].hasSubtotal
    rowContext.isTotalsRow = totalsRows.contains(number)
    let rowClass = RowClass.of(filled, in: rowContext)
    switch rowClass {
    case .blank, .data: break
    case .example, .notData, .unsure: report([number: findings])
    }
    switch rowClass {
    case .blank, .data: break
    case .unsure(let text):
      dataRows += 1
      return reportUnsure(batch.rows[index], first: filled.first?.column, text)
    case .example:
      ledger.example += 1
      return nil
    case .notData(let reason, let text):
      ledger.skipped += 1
      reportRow(
        .rowNotData(reason.noRecord, value: text), number: number, column: filled.first?.column,
        value: text)
      return nil
    }
    dataRows += 1
    var row = PendingRow(
      ordinal: session.tables[table].rows.count + pendingOrdinals, number: number,
      fieldCount: fields.readers.count)
    pendingOrdinals += 1
    for finding in findings { report(finding, in: &row) }
    let broken = findings.first { $0.code.area == "csv" && issues.severity(of: $0.code) == .error }
    let surplus = collect(filled, into: &row)
    if !fields.filledDown.isEmpty { fillDown(&row) }
    if findings.contains(where: \.losesPlace) { excuseBlanks(of: &row) }
    defer { lastPrepared = (number, row.ordinal) }
    silenceHeaderFields(of: &row)
    if let column = broken?.column { forgetCells(from: column, of: &row) }
    readControls(of: &row)
    let isCut = batch.rows[index].endsUnlikeOthers || batch.rows[index].followsUnlikeEnd
    if findings.isEmpty, !isCut, try isRemark(filled, in: row) {
      reportRemark(filled, in: &row)
      return row
    }
    if broken == nil {
      validateWidth(of: &row, batch.rows[index], surplus: surplus)
    }
    if row.action == .skip {
      row.state = .skipped
      row.isResolved = true
      return row
    }
    for field in fields.independent { try read(field, of: &row) }
    row.keepsRefusals = false
    return row
  }

  /// Counts a row that is not blank, and the blank ones before it.
  mutating func count(rowNumber: Int) {
    if source.isWorksheet {
      ledger.blank += max(0, rowNumber - lastRow - 1)
      ledger.read += max(1, rowNumber - lastRow)
    } else {
      ledger.blank += blankRun
      ledger.read += blankRun + 1
      previousRow = blankRun == 0 ? lastRow : 0
      blankRun = 0
    }
    lastRow = rowNumber
  }

  /// Assigns the cells of a row to their fields; returns the first cell beyond the header.
  private mutating func collect(
    _ filled: [FilledCell], into row: inout PendingRow
  ) -> (column: Int, text: String)? {
    var surplus: (column: Int, text: String)?
    for cell in filled {
      let column = cell.column
      let text = cell.text
      guard let target = target(ofColumn: column) else {
        if source.isWorksheet || column <= source.binding.width {
          if source.binding.column(numbered: column)?.isRepeated != true {
            unboundValues[column, default: 0] += 1
          }
        } else if surplus == nil {
          surplus = (column, text)
        }
        continue
      }
      let origin = PendingRow.Origin(
        column: column, text: text, kind: cell.kind, format: cell.format)
      switch target {
      case .field(let index): row.origins[index] = origin
      case .datePart(let index): row.parts[index] = (origin, row.parts[index]?.time)
      case .timePart(let index): row.parts[index] = (row.parts[index]?.date, origin)
      case .action:
        if let action = RowAction(text: withoutSpreadsheetWrapping(text)) {
          row.action = action
        } else {
          reportControl(
            .valueEnumUnknown(.listed(expected: ["upsert", "skip", "delete"])), of: &row,
            column: column, name: "action", text: text)
        }
      case .sourceID:
        let id = cleaned(text)
        if id?.lowercased() == session.options.clearToken.lowercased() {
          row.clearsSourceID = true
        } else {
          row.sourceID = id
        }
        if text.count > ControlColumns.sourceIDLength {
          reportControl(
            .valueTooLong(.field(count: text.count, limit: ControlColumns.sourceIDLength)),
            of: &row, column: column, name: "source_id", text: text)
        }
      case .notes, .ignored: break
      }
    }
    return surplus
  }

  /// Compares the number of fields of a record with that of the header.
  private mutating func validateWidth(
    of row: inout PendingRow, _ record: RowBatch.Row, surplus: (column: Int, text: String)?
  ) {
    guard !source.isWorksheet else { return }
    let fieldCount = record.cellCount
    let width = source.binding.columns.last?.number ?? 0
    if let surplus {
      row.isInvalid = true
      reportRow(
        .csvTooManyFields(count: fieldCount, expected: width, first: surplus.text),
        number: row.number, column: surplus.column, value: surplus.text)
      silence(&row)
    } else if fieldCount < width, fieldCount > 0,
      record.endsUnlikeOthers || record.followsUnlikeEnd
    {
      reportBroken(record, .broken, fieldCount: fieldCount, width: width)
      row.isInvalid = true
      silence(&row)
    } else if width == 1, fieldCount == 1, record.followsUnlikeEnd,
      previousRow > source.binding.headerRow
    {
      // With one column, each part of a broken record has as many fields as a whole record.
      reportBroken(record, .brokenAlone, fieldCount: fieldCount, width: width)
      row.isInvalid = true
      silence(&row)
    } else if fieldCount < width, fieldCount > 0 {
      reportRow(
        .csvTooFewFields(.usual, count: fieldCount, expected: width), number: row.number,
        column: nil, value: nil)
    }
  }

  /// After a broken quote no cell is reliable; the error of the quote stands for all of them.
  private func forgetCells(from column: Int, of row: inout PendingRow) {
    for index in fields.schema.fields.indices {
      guard let place = source.binding.place(ofFieldAt: index), place >= column else { continue }
      row.origins[index] = nil
      row.parts[index] = nil
      row.errors.insert(index)
    }
  }

  private mutating func readControls(of row: inout PendingRow) {
    guard row.action == .delete, !session.options.allowsDelete else { return }
    row.isInvalid = true
    row.hasRowError = true
    reportRow(
      .rowDeleteDisabled(), number: row.number, column: source.binding.actionColumn,
      value: "delete")
    row.isResolved = true
  }

  private func cleaned(_ text: String) -> String? {
    let trimmed = withoutSpreadsheetWrapping(
      text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    return trimmed.isEmpty ? nil : trimmed
  }

  /// Reads a field's cell.
  mutating func read(
    _ index: Int, of row: inout PendingRow, context: ReadingContext = ReadingContext(),
    reader: CompiledField? = nil
  ) throws {
    if fields.isDateTime[index], row.parts[index] != nil {
      return try readParts(index, of: &row, context: context)
    }
    guard let origin = row.origins[index] else { return }
    if row.action == .delete, !isKey(index) { return }
    var context = context
    context.column = decisions[index]
    let cell = input(origin)
    do {
      let reading = try (reader ?? fields.readers[index]).read(cell, in: context)
      accept(reading, index, of: &row, origin: origin)
    } catch {
      if error.awaitsColumn, decisions[index] == nil {
        awaitsColumns = true
        return
      }
      refuse(error, index, of: &row, origin: origin)
    }
  }

  func isKey(_ index: Int) -> Bool { fields.isKey[index] }

  func input(_ origin: PendingRow.Origin) -> CellInput {
    CellInput(
      origin.text, kind: origin.kind, format: origin.format, isWorksheet: source.isWorksheet,
      countsFrom1904: source.countsFrom1904)
  }

  mutating func accept(
    _ reading: FieldReading, _ index: Int, of row: inout PendingRow, origin: PendingRow.Origin
  ) {
    if reading.isClear {
      row.cleared.insert(index)
      row.given.insert(index)
    } else if !reading.value.isNull {
      row.values[index] = reading.value
      row.given.insert(index)
      statistics[index]?.observe(
        reading.value, row: row.number,
        isPercent: origin.format == .percent || origin.text.utf8.contains(UInt8(ascii: "%")))
    }
    guard !origin.isRepeated else { return }
    for remark in reading.remarks { row.remarks.append((index, remark, origin)) }
  }

  mutating func refuse(
    _ problem: CellProblem, _ index: Int, of row: inout PendingRow, origin: PendingRow.Origin
  ) {
    row.errors.insert(index)
    // The meaning of the cell depends on another cell, or on a row that this one waits for: the error
    // there stands for both.
    if row.unsureFields.contains(index), Self.contextCodes.contains(problem.code) { return }
    row.isInvalid = true
    guard !Self.columnCodes.contains(problem.code) else { return }
    row.told.insert(index)
    if origin.isRepeated { return }
    if row.keepsRefusals { return row.refusals.append((index, problem, origin)) }
    report(
      problem.content, field: index, of: row, origin: origin, suggestion: { problem.suggestion })
  }

  /// Reads a date-time from its date and time columns.
  private mutating func readParts(
    _ index: Int, of row: inout PendingRow, context: ReadingContext
  ) throws {
    let field = fields.schema.fields[index]
    let parts = row.parts[index] ?? (nil, nil)
    if let whole = row.origins[index] {
      row.errors.insert(index)
      row.isInvalid = true
      let header = (parts.date ?? parts.time).flatMap {
        source.binding.column(numbered: $0.column)?.header
      }
      report(
        .headerSplitConflict(.twice, field: field.name, header: header ?? ""), field: index,
        of: row, origin: whole)
      return
    }
    let partColumns = source.binding.partsOfField[index]
    var date = try partText(parts.date, fields.dateReader, index, of: &row)
    let time = try partText(parts.time, fields.timeReader, index, of: &row)
    if row.errors.contains(index) || awaitsColumns { return }
    if date == nil, partColumns?.date == nil, let path = field.parts?.dateFrom,
      case .dateTime(let local, _) = try session.value(at: path, of: row, in: table)
    {
      date = String(local.prefix(10))
    }
    guard let date, let time else {
      let missing: IssueContent.TemporalPart = date == nil ? .date : .time
      row.errors.insert(index)
      row.isInvalid = true
      let column = missing == .date ? partColumns?.date : partColumns?.time
      guard column != nil else { return }
      row.told.insert(index)
      report(
        .valueRequired(
          .part(missing), field: field.name, expected: missing == .date ? "a date" : "a time"),
        field: index, of: row, column: column)
      return
    }
    var context = context
    context.column = decisions[index]
    let origin = parts.date ?? parts.time
    do {
      let reading = try fields.readers[index].read(CellInput(date + "T" + time), in: context)
      if let origin { accept(reading, index, of: &row, origin: origin) }
    } catch {
      if let origin = parts.time ?? origin { refuse(error, index, of: &row, origin: origin) }
    }
  }

  private mutating func partText(
    _ origin: PendingRow.Origin?, _ reader: CompiledField, _ index: Int, of row: inout PendingRow
  ) throws -> String? {
    guard let origin, !row.errors.contains(index) else { return nil }
    var context = ReadingContext()
    context.column = decisions[index]
    do {
      let reading = try reader.read(input(origin), in: context)
      for remark in reading.remarks { row.remarks.append((index, remark, origin)) }
      return reading.value.text
    } catch {
      if error.awaitsColumn, decisions[index] == nil {
        awaitsColumns = true
        return nil
      }
      refuse(error, index, of: &row, origin: origin)
      return nil
    }
  }
}
