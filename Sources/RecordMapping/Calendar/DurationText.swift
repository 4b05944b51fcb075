/// Lengths of time as people and programs write them: `3h`, `3 h 30`, `3:00`, `90 min`, `30:15:00`,
/// `1 day 06:15:00`, `PT30H15M`.
enum DurationText {
  /// The minutes of a text that names days, hours or minutes; `nil` for any other text.
  ///
  /// Seconds must be 0: the result is exact.
  static func minutes(in text: String) -> Int? {
    let bytes = text.utf8.span
    guard let first = bytes.count > 0 ? bytes[0] : nil else { return nil }
    if first == UInt8(ascii: "P") { return ISODuration.minutes(text) }
    var position = 0
    let days = days(bytes, at: &position) ?? 0
    if days > 0 || position > 0 {
      guard position < bytes.count else { return days * 1440 }
      return clock(bytes, from: position, hoursOfDay: true).map { days * 1440 + $0 }
    }
    return clock(bytes, from: 0, hoursOfDay: false) ?? worded(bytes)
  }

  /// The days at the beginning of a duration, `1 day `, `2 days, `; moves past them.
  private static func days(_ bytes: Span<UInt8>, at position: inout Int) -> Int? {
    var next = position
    let (number, digits) = ByteScanning.number(bytes, at: &next)
    guard (1...4).contains(digits) else { return nil }
    ByteScanning.skipSpaces(bytes, at: &next)
    switch ByteScanning.word(bytes, at: &next) {
    case "day", "days", "jour", "jours", "d", "j": break
    default: return nil
    }
    _ = ByteScanning.skip(UInt8(ascii: ","), bytes, at: &next)
    ByteScanning.skipSpaces(bytes, at: &next)
    position = next
    return number
  }

  /// Hours, minutes and perhaps seconds with colons: `3:00`, `30:15:00`, `06:15:00.000000`.
  private static func clock(_ bytes: Span<UInt8>, from start: Int, hoursOfDay: Bool) -> Int? {
    var position = start
    let (hours, digits) = ByteScanning.number(bytes, at: &position)
    guard (1...4).contains(digits), !hoursOfDay || hours < 24,
      ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position)
    else { return nil }
    let (minutes, minuteDigits) = ByteScanning.number(bytes, at: &position)
    guard minuteDigits == 2, minutes < 60 else { return nil }
    if ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position) {
      let (seconds, secondDigits) = ByteScanning.number(bytes, at: &position)
      guard secondDigits == 2, seconds == 0 else { return nil }
      if ByteScanning.skip(UInt8(ascii: "."), bytes, at: &position) {
        while position < bytes.count, bytes[position] == UInt8(ascii: "0") { position += 1 }
      }
    }
    return position == bytes.count ? hours * 60 + minutes : nil
  }

  /// Hours and minutes with words: `3h`, `3 h 30`, `90 min`.
  private static func worded(_ bytes: Span<UInt8>) -> Int? {
    var position = 0
    let (first, digits) = ByteScanning.number(bytes, at: &position)
    guard (1...4).contains(digits) else { return nil }
    ByteScanning.skipSpaces(bytes, at: &position)
    switch ByteScanning.word(bytes, at: &position) {
    case "min", "mins", "minute", "minutes", "m", "mn":
      _ = ByteScanning.skip(UInt8(ascii: "."), bytes, at: &position)
      return position == bytes.count ? first : nil
    case "h", "hr", "hrs", "hour", "hours", "heure", "heures":
      break
    default:
      return nil
    }
    ByteScanning.skipSpaces(bytes, at: &position)
    guard position < bytes.count else { return first * 60 }
    let (minutes, minuteDigits) = ByteScanning.number(bytes, at: &position)
    guard (1...2).contains(minuteDigits), minutes < 60 else { return nil }
    ByteScanning.skipSpaces(bytes, at: &position)
    if position < bytes.count {
      switch ByteScanning.word(bytes, at: &position) {
      case "min", "mins", "minute", "minutes", "m", "mn": break
      default: return nil
      }
    }
    return position == bytes.count ? first * 60 + minutes : nil
  }
}

extension ISODuration {
  /// The minutes of a duration of days, hours and minutes; `nil` if years, months or seconds prevent a
  /// whole number of minutes.
  static func minutes(_ text: String) -> Int? {
    let date = text.prefix { $0 != "T" }
    guard !date.contains("Y"), !date.contains("M"), let seconds = seconds(text), seconds >= 0,
      seconds < 60 * 9_999_999, seconds.truncatingRemainder(dividingBy: 60) == 0
    else { return nil }
    return Int(seconds) / 60
  }
}
