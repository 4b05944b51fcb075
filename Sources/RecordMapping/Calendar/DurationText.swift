/// Lengths of time as people write them: `3h`, `3 h 30`, `3:00`, `90 min`.
enum DurationText {
  /// The minutes of a text that names hours or minutes; `nil` for any other text.
  static func minutes(in text: String) -> Int? {
    let bytes = text.utf8.span
    var position = 0
    let (first, digits) = ByteScanning.number(bytes, at: &position)
    guard (1...4).contains(digits) else { return nil }
    if ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position) {
      let (minutes, minuteDigits) = ByteScanning.number(bytes, at: &position)
      guard minuteDigits == 2, minutes < 60, position == bytes.count else { return nil }
      return first * 60 + minutes
    }
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
