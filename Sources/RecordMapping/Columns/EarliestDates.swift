import TabularCore

/// The earliest two dates of a column and the latest one.
struct EarliestDates: Sendable {
  private var count = 0
  private var earliest: (days: Int, row: Int)?
  private var second = Int.max
  private var latest = Int.min

  /// The days between the date systems of 1900 and 1904.
  static let shift = 1462

  /// Takes a date, in days since 1970-01-01.
  mutating func observe(_ days: Int, row: Int) {
    count += 1
    latest = max(latest, days)
    guard let first = earliest else { return earliest = (days, row) }
    if days < first.days {
      second = first.days
      earliest = (days, row)
    } else {
      second = min(second, days)
    }
  }

  /// The greatest span of a column's dates in which a stray date is concluded: over many years, as among
  /// birth dates, some dates are 1,462 days apart by chance.
  static let span = 366

  /// The one date that is 1,462 days before the others, which are close together.
  var findings: [ColumnFinding] {
    guard count >= 5, let earliest, latest - second <= Self.span,
      (second...latest).contains(earliest.days + Self.shift)
    else { return [] }
    let text = CivilDate.text(ofDays: earliest.days)
    return [
      ColumnFinding(
        .valueDate1904Shift(
          value: text, expected: CivilDate.text(ofDays: earliest.days + Self.shift)),
        row: earliest.row, value: text)
    ]
  }
}
