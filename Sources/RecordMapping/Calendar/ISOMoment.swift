import TabularCore

/// The date and time of a cell of type `d` (ECMA-376 part 1, 18.18.11).
struct ISOMoment {
  /// The days since 1970-01-01; `nil` for a time of day.
  private(set) var days: Int?
  /// The milliseconds since midnight; `nil` for a date alone.
  private(set) var milliseconds: Int?
  /// The part of the text after the time.
  private(set) var zone: ISOCellText.Zone

  /// Reads the text of a cell; `nil` when it is neither a date of the calendar nor a time.
  ///
  /// A time on day zero of serial dates is a time of day.
  init?(_ cell: CellInput) {
    guard let written = ISOCellText(cell.text.utf8.span) else { return nil }
    milliseconds = written.milliseconds
    zone = written.zone
    guard let date = written.date else { return }
    guard let day = CivilDate.days(year: date.year, month: date.month, day: date.day) else {
      return nil
    }
    if milliseconds != nil, written.isOnEpoch(countsFrom1904: cell.countsFrom1904) { return }
    days = day
    if milliseconds == 86_400_000 {
      days = day + 1
      milliseconds = 0
    }
  }

  /// Whether an offset from UTC is given; `Z` says nothing, since cells hold local times.
  var hasOffset: Bool {
    if case .offset = zone { return true }
    return false
  }
}
