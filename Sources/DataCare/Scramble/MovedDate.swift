import RecordMapping

/// Dates that stand for others.
enum MovedDate {
  /// Another day of the same year, so that an age stays within a year; the text itself if it is no date.
  static func date(of text: String, _ draws: inout KeyedDraws) -> String {
    guard let days = CivilDate.days(in: text) else { return text }
    let year = CivilDate.components(ofDays: days).year
    guard let first = CivilDate.days(year: year, month: 1, day: 1),
      let last = CivilDate.days(year: year, month: 12, day: 31)
    else { return text }
    let count = last - first + 1
    let moved = (days - first + 1 + draws.next(below: count - 1)) % count
    return CivilDate.text(ofDays: first + moved)
  }

  /// The same time on another day; the text itself if it does not begin with a date.
  static func moment(of text: String, by days: Int) -> String {
    guard let date = CivilDate.days(in: text.prefix(10)) else { return text }
    return CivilDate.text(ofDays: date + days) + text.dropFirst(10)
  }
}
