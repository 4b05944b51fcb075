import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// Reports what only the whole sheet shows: merged cells, hidden rows and columns, a sheet that is full.
struct SheetFindings {
  let setup: SourceSetup
  let summary: SourceSummary
  private let counter: RowCounter
  private var source: TableSource { setup.source }
  private var fields: TableFields { setup.fields }
  private var tableName: String { setup.fields.schema.name }
  private var lastRow: Int { counter.lastRow }

  init(_ setup: SourceSetup, _ summary: SourceSummary, _ counter: RowCounter) {
    self.setup = setup
    self.summary = summary
    self.counter = counter
  }

  func rowsInMergedCells(
    of rows: RowList, _ issues: inout SourceIssues
  ) -> Set<Int> {
    var merged: [ClosedRange<Int>] = []
    let columns = setup.columnToField.keys
    guard let firstColumn = columns.min(), let lastColumn = columns.max() else { return [] }
    for range in summary.mergedRanges {
      guard range.first != range.last, range.last.row >= source.binding.headerRow,
        range.first.row <= lastRow, range.first.column <= lastColumn,
        range.last.column >= firstColumn,
        !setup.isFilledDown(CellRange(first: range.first, last: range.last))
      else { continue }
      issues.collector.add(
        Issue(
          .sheetMergedCells(range: "\(range.first):\(range.last)", first: range.first),
          at: source.location(
            row: range.first.row, column: range.first.column, table: tableName,
            field: setup.columnToField[range.first.column]?.fieldIndex.map {
              fields.schema.fields[$0].name
            })))
      if range.first.row <= source.binding.headerRow { issues.hasHeaderError = true }
      let lower = max(range.first.row, source.binding.headerRow + 1)
      guard lower <= min(range.last.row, lastRow) else { continue }
      merged.append(lower...min(range.last.row, lastRow))
    }
    return ordinals(ofRows: merged, in: rows)
  }

  /// The fields whose cells are hidden by merged ranges in data rows: those cells are not blank.
  func fieldsInMergedRanges() -> [(field: Int, rows: RowRanges)] {
    guard setup.mergedFields.isEmpty else { return [] }
    let ranges = summary.mergedRanges.filter { range in
      range.first != range.last && range.last.row > source.binding.headerRow
        && !setup.isFilledDown(CellRange(first: range.first, last: range.last))
        && range.first.row <= lastRow
    }
    guard !ranges.isEmpty else { return [] }
    return setup.columnToField.sorted { $0.key < $1.key }.compactMap { column, target in
      guard let field = target.fieldIndex else { return nil }
      let rows = RowRanges(
        ranges: ranges.lazy.filter { ($0.first.column...$0.last.column).contains(column) }
          .map { $0.first.row...$0.last.row })
      return rows.isEmpty ? nil : (field, rows)
    }
  }

  /// The ordinals of the rows of this source that are in any of some ranges, which may overlap; each row
  /// is looked up once.
  private func ordinals(ofRows ranges: [ClosedRange<Int>], in rows: RowList) -> Set<Int> {
    var found: Set<Int> = []
    for row in RowRanges(ranges: ranges).ranges.joined() {
      if let ordinal = ordinal(ofRow: row, in: rows) { found.insert(ordinal) }
    }
    return found
  }

  func reportHiddenRows(of list: RowList, _ issues: inout SourceIssues) {
    var rows = RowRanges()
    for range in summary.hiddenRows.ranges {
      for row in range.clamped(
        to: source.binding.headerRow...max(lastRow, source.binding.headerRow))
      where ordinal(ofRow: row, in: list) != nil { rows.insert(row) }
    }
    guard !rows.isEmpty else { return }
    issues.collector.add(
      Issue(
        .sheetHiddenRows(rows), at: source.location(table: tableName), rows: rows))
  }

  /// Hidden columns that a field was read from.
  func reportHiddenColumns(_ issues: inout SourceIssues) {
    guard !summary.hiddenColumns.isEmpty, counter.dataRows > 0 else { return }
    var columns = RowRanges()
    for (column, target) in setup.columnToField.sorted(by: { $0.key < $1.key })
    where target != .ignored && target != .notes
      && summary.hiddenColumns.ranges.contains(where: { $0.contains(column) })
    {
      columns.insert(column)
    }
    guard !columns.isEmpty else { return }
    let names = columns.ranges.map { range in
      let first = columnLetters(range.lowerBound)
      return range.count == 1 ? first : "\(first)–\(columnLetters(range.upperBound))"
    }
    issues.collector.add(
      Issue(
        .sheetHiddenColumns(count: columns.count, columns: names),
        at: source.location(table: tableName)))
  }

  /// Reports a table that ends where a spreadsheet program cuts sheets off; returns its last row.
  func reportRowLimit(of rows: RowList, _ issues: inout SourceIssues) -> Int? {
    let count = source.isWorksheet ? lastRow : source.binding.headerRow + counter.ledger.read
    guard count == 65_536 || count == CellReference.lastRow else { return nil }
    issues.collector.add(
      Issue(
        .tableRowLimit(count: count), at: source.location(row: lastRow, table: tableName)))
    return ordinal(ofRow: lastRow, in: rows)
  }

  /// The ordinal of a row of this source, by its row number.
  private func ordinal(ofRow number: Int, in rows: RowList) -> Int? {
    rows.ordinal(ofNumber: number, from: setup.firstOrdinal)
  }
}
