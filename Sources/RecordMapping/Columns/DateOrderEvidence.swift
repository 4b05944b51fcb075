import TabularCore

/// Evidence from the `a/b/yyyy` texts and the date cells of a column about the order of day and month.
struct DateOrderEvidence: Sendable {
  /// A text of the column.
  private struct Sample: Sendable {
    var row: Int
    var text: String
  }

  private var dayFirst: Sample?
  private var monthFirst: Sample?
  private var open: (sample: Sample, dayFirst: Int, monthFirst: Int)?
  private var firstDateCell: (row: Int, days: Int)?
  private var dayFirstCount = 0
  private var textCount = 0
  private var dateCellCount = 0
  private var lateDateCellCount = 0
  private var textRows = RowRanges()
  private var openRows = RowRanges()
  private var dateCellRows = RowRanges()

  /// Takes a text of the column.
  mutating func observe(text: String, row: Int) {
    let bytes = text.utf8.span
    var position = 0
    guard let date = DateText(bytes, at: &position),
      case .numeric(let first, let second) = date.form,
      position == bytes.count || skipToTime(bytes, at: &position)
    else { return }
    textCount += 1
    textRows.insert(row)
    switch (first > 12, second > 12) {
    case (true, false):
      dayFirstCount += 1
      if dayFirst == nil { dayFirst = Sample(row: row, text: text) }
    case (false, true):
      if monthFirst == nil { monthFirst = Sample(row: row, text: text) }
    case (false, false) where first != second:
      guard let dayFirstDays = date.dayFirstDays, let monthFirstDays = date.monthFirstDays else {
        return
      }
      openRows.insert(row)
      if open == nil { open = (Sample(row: row, text: text), dayFirstDays, monthFirstDays) }
    default: break
    }
  }

  /// Takes a date cell of the column, in days since 1970-01-01.
  mutating func observe(dateCell days: Int, row: Int) {
    dateCellCount += 1
    dateCellRows.insert(row)
    if firstDateCell == nil { firstDateCell = (row, days) }
    if CivilDate.components(ofDays: days).day > 12 { lateDateCellCount += 1 }
  }

  /// The order that the texts prove.
  var order: ColumnDecision.DateOrder {
    switch (dayFirst != nil, monthFirst != nil) {
    case (true, true): .mixed
    case (true, false): .dayFirst
    case (false, true): .monthFirst
    case (false, false): .unclear
    }
  }

  /// Problems of the column.
  var findings: [ColumnFinding] {
    if let dayFirst, let monthFirst { return [mixed(dayFirst, monthFirst)] }
    if order == .unclear, let open {
      return [
        ColumnFinding(
          .valueDateOrderUnclear(
            value: open.sample.text, first: CivilDate.text(ofDays: open.dayFirst),
            second: CivilDate.text(ofDays: open.monthFirst)),
          row: open.sample.row, value: open.sample.text, rows: openRows)
      ]
    }
    if let dayFirst, let cell = firstDateCell, textCount >= 2, dayFirstCount == textCount,
      dateCellCount >= 2, lateDateCellCount == 0
    {
      return [
        ColumnFinding(
          .valueDateOrderSwapped(count: textCount, cells: dateCellCount), row: cell.row,
          value: CivilDate.text(ofDays: cell.days), rows: dateCellRows,
          proof: ColumnFinding.Proof(row: dayFirst.row, text: dayFirst.text))
      ]
    }
    return []
  }

  private func mixed(_ dayFirst: Sample, _ monthFirst: Sample) -> ColumnFinding {
    let (place, other) =
      dayFirst.row <= monthFirst.row ? (dayFirst, monthFirst) : (monthFirst, dayFirst)
    return ColumnFinding(
      .valueDateOrderMixed(first: dayFirst.text, second: monthFirst.text), row: place.row,
      value: place.text, rows: textRows,
      proof: ColumnFinding.Proof(row: other.row, text: other.text))
  }
}
