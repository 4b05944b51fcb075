import TabularCore

/// Stored local dates and times, `YYYY-MM-DDTHH:MM`.
public enum LocalTime {
  /// The value of a local time in a zone; `nil` when the text is not a local time or the zone is unknown.
  ///
  /// - Throws: `value.local-time-gap` when clocks skip the time.
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

  /// The local time of an instant `YYYY-MM-DDTHH:MM:SSZ` in a zone; `nil` when the text or the zone is
  /// invalid.
  public static func text(ofInstant instant: String, zone: String) -> String? {
    guard instant.utf8.count >= 19, let days = CivilDate.days(in: instant.prefix(10)) else {
      return nil
    }
    var position = 11
    guard let time = TimeText(instant.utf8.span, at: &position),
      let found = ZoneRules.utcToLocal(
        Int64(days) * 86_400 + Int64(time.minutes) * 60, zone: zone)
    else { return nil }
    return CivilDate.text(ofDays: found.days) + "T"
      + TimeOfDay.text(ofMinutes: found.seconds / 60)
  }

  /// A local time as people write it: `2027-03-06 09:00`.
  public static func shown(_ local: String) -> String {
    String(local.map { $0 == "T" ? " " : $0 })
  }
}
