import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// Reports columns of a template whose cells lost their drop-down or question: something was pasted over
/// them, and their format is lost as well.
struct PastedColumns {
  let setup: SourceSetup
  let summary: SourceSummary
  let lastRow: Int

  func report(_ issues: inout SourceIssues) {
    guard let fields = setup.source.template?.validatedFields, !fields.isEmpty else { return }
    // A program that keeps no validations at all leaves none; that says nothing of what people did.
    let last = summary.validatedRanges.map(\.last.row).max() ?? 0
    let rows = setup.source.binding.headerRow + 1...max(setup.source.binding.headerRow + 1, lastRow)
    guard last >= rows.lowerBound, lastRow >= rows.lowerBound else { return }
    for field in fields.sorted() {
      guard let column = setup.source.binding.columnOfField[field] else { continue }
      let lost = lostRows(ofColumn: column, in: rows.lowerBound...min(rows.upperBound, last))
      guard !lost.isEmpty else { continue }
      let header = setup.source.binding.column(numbered: column)?.header ?? ""
      issues.collector.add(
        Issue(
          .sheetPastedOver(column: header, rows: lost),
          at: setup.source.location(
            row: setup.source.binding.headerRow, column: column,
            table: setup.fields.schema.name, field: setup.fields.schema.fields[field].name),
          rows: lost))
    }
  }

  /// The rows in which a column has no validation.
  private func lostRows(ofColumn column: Int, in rows: ClosedRange<Int>) -> RowRanges {
    let covered = summary.validatedRanges
      .filter { ($0.first.column...$0.last.column).contains(column) }
      .map { ($0.first.row, $0.last.row) }.sorted { $0 < $1 }
    var lost: [ClosedRange<Int>] = []
    var next = rows.lowerBound
    for (first, last) in covered where next <= rows.upperBound {
      if first > next { lost.append(next...min(first - 1, rows.upperBound)) }
      next = max(next, last + 1)
    }
    if next <= rows.upperBound { lost.append(next...rows.upperBound) }
    return RowRanges(ranges: lost)
  }
}
