import RecordMapping
import Schemas
import TabularCore

extension RowClassifier {
  /// Compares the number of fields of a record with that of the header.
  mutating func validateWidth(
    of row: inout PendingRow, _ record: RowBatch.Row, surplus: (column: Int, text: String)?,
    rows: RowList, previousRow: Int, _ issues: inout SourceIssues
  ) {
    guard !source.isWorksheet else { return }
    let fieldCount = record.cellCount
    let width = source.binding.columns.last?.number ?? 0
    if let surplus {
      row.isInvalid = true
      issues.reportRow(
        .csvTooManyFields(count: fieldCount, expected: width, first: surplus.text),
        number: row.number, column: surplus.column, value: surplus.text)
      collector.silence(&row)
    } else if fieldCount < width, fieldCount > 0,
      record.endsUnlikeOthers || record.followsUnlikeEnd
    {
      reportBroken(
        record, .broken, fieldCount: fieldCount, width: width, rows: rows, previousRow: previousRow,
        &issues)
      row.isInvalid = true
      collector.silence(&row)
    } else if width == 1, fieldCount == 1, record.followsUnlikeEnd,
      previousRow > source.binding.headerRow
    {
      // With one column, each part of a broken record has as many fields as a whole record.
      reportBroken(
        record, .brokenAlone, fieldCount: fieldCount, width: width, rows: rows,
        previousRow: previousRow,
        &issues)
      row.isInvalid = true
      collector.silence(&row)
    } else if fieldCount < width, fieldCount > 0 {
      issues.reportRow(
        .csvTooFewFields(.usual, count: fieldCount, expected: width), number: row.number,
        column: nil, value: nil)
    }
  }

  /// Reports a record that a foreign line end breaks in two.
  private mutating func reportBroken(
    _ record: RowBatch.Row, _ lack: IssueContent.FieldLack, fieldCount: Int, width: Int,
    rows: RowList, previousRow: Int, _ issues: inout SourceIssues
  ) {
    issues.collector.add(
      Issue(
        .csvTooFewFields(lack, count: fieldCount, expected: width), severity: .error,
        at: source.location(row: record.number, table: tableName),
        related: record.followsUnlikeEnd && previousRow > source.binding.headerRow
          ? [
            .init(
              source.location(row: previousRow, table: tableName),
              label: "the record before it")
          ] : []))
    // The record before may have lost its end to this one.
    if record.followsUnlikeEnd { noteCut(before: previousRow, rows: rows) }
  }
}
