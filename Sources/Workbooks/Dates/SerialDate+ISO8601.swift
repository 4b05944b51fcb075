import TabularCore

extension SerialDate {
  /// Reads the text of a cell of type `d` (ECMA-376 part 1, 18.18.11).
  ///
  /// A zone designator is ignored: cells hold local times. A time on day zero of serial dates is a time
  /// of day.
  public init?(isoText text: Span<UInt8>) {
    guard let written = ISOCellText(text) else { return nil }
    guard let date = written.date else {
      let milliseconds = written.milliseconds ?? 0
      self = .time(milliseconds: min(milliseconds, Self.millisecondsPerDay - 1))
      return
    }
    guard let day = CalendarDay(year: date.year, month: date.month, day: date.day) else {
      return nil
    }
    let milliseconds = written.milliseconds ?? 0
    if written.milliseconds != nil, written.isOnEpoch(countsFrom1904: false) {
      self = .time(milliseconds: min(milliseconds, Self.millisecondsPerDay - 1))
      return
    }
    // 24:00 is the next day's midnight.
    let isNextDay = milliseconds >= Self.millisecondsPerDay
    self = .dateTime(
      days: day.daysSince1970 + (isNextDay ? 1 : 0), milliseconds: isNextDay ? 0 : milliseconds)
  }
}
