import TabularCore

/// Stored local dates and times, `YYYY-MM-DDTHH:MM`.
public enum LocalTime {
  /// The value of a local time in a zone; `nil` when the text is no local time or the zone is unknown.
  ///
  /// - Throws: `value.local-time-gap` where clocks skip the time.
  public static func reading(_ local: String, zone: String) throws(CellProblem) -> FieldReading? {
    guard local.utf8.count >= 16, let days = CivilDate.days(in: local.prefix(10)) else {
      return nil
    }
    var position = 11
    guard let time = TimeText(local.utf8.span, at: &position) else { return nil }
    var context = ReadingContext()
    context.zone = zone
    let reading = try DateTimeReader().reading(days: days, minutes: time.minutes, in: context)
    guard case .dateTime(_, let utc) = reading.value, !utc.isEmpty else { return nil }
    return reading
  }

  /// A local time as people write it: `2027-03-06 09:00`.
  public static func shown(_ local: String) -> String {
    String(local.map { $0 == "T" ? " " : $0 })
  }
}
