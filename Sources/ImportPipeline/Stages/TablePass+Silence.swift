import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// Issues that are suppressed because another error explains them.
extension TablePass {
  /// Reports the notes and warnings of a finished row: those of cells without an error.
  mutating func tellRemarks(of row: PendingRow) {
    for (index, remark, origin) in row.remarks
    where !row.isSilenced && !row.hasRowError && !row.told.contains(index) {
      report(remark.content, field: index, of: row, origin: origin)
    }
  }

  /// Whether a field's cell holds a text that counts as blank.
  func placeholder(_ index: Int, of row: PendingRow) -> String? {
    row.remarks.first { $0.field == index && $0.remark.code == "value.placeholder" }?.origin.text
  }

  /// Keeps only the key of a row whose cells may be in the wrong columns, so that rows that refer to it
  /// wait for it.
  func silence(_ row: inout PendingRow) {
    row.isSilenced = true
    row.hasRowError = true
    row.sourceID = nil
    row.clearsSourceID = false
    for index in fields.schema.fields.indices where !isKey(index) {
      row.origins[index] = nil
      row.parts[index] = nil
      row.errors.insert(index)
    }
  }

  /// Suppresses issues about blank cells in a row that has a misplaced cell: it may belong to any of
  /// them.
  func excuseBlanks(of row: inout PendingRow) {
    for index in fields.schema.fields.indices
    where row.origins[index] == nil && row.parts[index] == nil {
      row.errors.insert(index)
      row.told.insert(index)
    }
  }

  /// Leaves out the cells of fields that the header or a merged range hides; keys are read, but nothing
  /// is reported about them.
  func silenceHeaderFields(of row: inout PendingRow) {
    for (index, rows) in mergedFields where rows.contains(row.number) {
      hide(index, of: &row)
      if isKey(index) { row.errors.insert(index) }
    }
    guard !silencedFields.isEmpty else { return }
    for index in fields.schema.fields.indices where silencedFields.contains(index) {
      hide(index, of: &row)
    }
  }

  private func hide(_ index: Int, of row: inout PendingRow) {
    row.told.insert(index)
    guard !isKey(index) else { return }
    row.origins[index] = nil
    row.parts[index] = nil
    row.errors.insert(index)
  }

  /// Reports a record that a foreign line end breaks in two.
  mutating func reportBroken(
    _ record: RowBatch.Row, _ lack: IssueContent.FieldLack, fieldCount: Int, width: Int
  ) {
    issues.add(
      Issue(
        .csvTooFewFields(lack, count: fieldCount, expected: width), severity: .error,
        at: source.location(row: record.number, table: ledger.table),
        related: record.followsUnlikeEnd && previousRow > source.binding.headerRow
          ? [
            .init(
              source.location(row: previousRow, table: ledger.table),
              label: "the record before it")
          ] : []))
    // The record before may have lost its end to this one.
    guard record.followsUnlikeEnd, let first = ordinalBefore(record.number) else { return }
    repeatedOrdinals.insert(first)
  }

  /// The data row read before this one, if no other is between them.
  private func ordinalBefore(_ number: Int) -> Int? {
    if let lastPrepared, lastPrepared.number == previousRow { return lastPrepared.ordinal }
    let rows = session.tables[table].rows
    guard rows.count > firstOrdinal, Int(rows[rows.count - 1].number) == previousRow else {
      return nil
    }
    return rows.count - 1
  }

  /// Reports a row that looks like a total but may be a record; returns it as an invalid one.
  mutating func reportUnsure(
    _ row: RowBatch.Row, first: Int?, _ text: String
  ) -> PendingRow {
    let field: String? = first.flatMap { columnToField[$0]?.fieldIndex }.map {
      fields.schema.fields[$0].name
    }
    issues.add(
      Issue(
        .rowNotData(.unsure, value: text), severity: .error,
        at: source.location(row: row.number, column: first, table: ledger.table, field: field),
        value: String(text.prefix(200))))
    var pending = PendingRow(
      ordinal: session.tables[table].rows.count + pendingOrdinals, number: row.number,
      fieldCount: fields.readers.count)
    pendingOrdinals += 1
    pending.isInvalid = true
    pending.isResolved = true
    pending.isSilenced = true
    return pending
  }
}

extension RowClass.Reason {
  /// What the issue calls the row.
  var noRecord: IssueContent.NoRecord {
    switch self {
    case .header: .header
    case .total: .total
    case .totalsRow: .totalsRow
    case .subtotal: .subtotal
    case .clientOutput: .client
    }
  }
}

extension RowFinding {
  /// Whether a cell was left out whose column is unknown.
  var losesPlace: Bool {
    code == "sheet.bad-cell"
      && ["no-reference", "beyond", "misplaced"].contains(content.variant)
  }
}
