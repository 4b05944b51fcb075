/// A time of day as written in a text.
struct TimeText: Equatable {
  /// Minutes since midnight.
  var minutes: Int
  /// Whether seconds other than 00 were written.
  var hasSeconds: Bool

  /// Reads a time that begins at `position` and moves past it; `nil` when there is none.
  ///
  /// Accepted are `9:00`, `09:00:00`, `9:00 AM`, `9 am`, `9h`, `9h30`, `9 h 30` and `0900`.
  init?(_ bytes: Span<UInt8>, at position: inout Int) {
    var (hour, digits) = ByteScanning.number(bytes, at: &position)
    var minute = 0
    hasSeconds = false
    var isComplete = false
    if digits == 4 {
      minute = hour % 100
      hour /= 100
      isComplete = true
    } else if digits == 1 || digits == 2 {
      if ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position) {
        guard let clock = Self.clock(bytes, at: &position) else { return nil }
        minute = clock.minute
        hasSeconds = clock.hasSeconds
        isComplete = true
      } else if let letter = Self.hourLetter(bytes, at: &position) {
        guard let written = letter else { return nil }
        minute = written
        isComplete = true
      }
    } else {
      return nil
    }
    if digits <= 2, let isAfternoon = Self.halfOfDay(bytes, at: &position) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
      isComplete = true
    }
    guard isComplete, hour < 24, minute < 60 else { return nil }
    minutes = hour * 60 + minute
  }

  /// Minutes and seconds after the first colon.
  private static func clock(
    _ bytes: Span<UInt8>, at position: inout Int
  ) -> (minute: Int, hasSeconds: Bool)? {
    let (minute, digits) = ByteScanning.number(bytes, at: &position)
    guard digits == 2 else { return nil }
    guard ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position) else { return (minute, false) }
    let (second, secondDigits) = ByteScanning.number(bytes, at: &position)
    guard secondDigits == 2, second < 60 else { return nil }
    var hasSeconds = second > 0
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."),
      ByteScanning.isDigit(bytes[position + 1])
    {
      position += 1
      while position < bytes.count, ByteScanning.isDigit(bytes[position]) {
        hasSeconds = hasSeconds || bytes[position] != UInt8(ascii: "0")
        position += 1
      }
    }
    return (minute, hasSeconds)
  }

  /// The minutes after `h`, 0 if there are none.
  ///
  /// The inner `nil` means that they are not two digits, the outer one that there is no `h`.
  private static func hourLetter(_ bytes: Span<UInt8>, at position: inout Int) -> Int?? {
    var next = position
    ByteScanning.skipSpaces(bytes, at: &next)
    guard next < bytes.count, bytes[next] | 0x20 == UInt8(ascii: "h") else { return nil }
    next += 1
    position = next
    ByteScanning.skipSpaces(bytes, at: &next)
    guard next < bytes.count, ByteScanning.isDigit(bytes[next]) else { return .some(0) }
    let (minute, digits) = ByteScanning.number(bytes, at: &next)
    position = next
    return digits == 2 ? .some(minute) : .some(nil)
  }

  /// Whether `am` or `pm` follows, and which.
  private static func halfOfDay(_ bytes: Span<UInt8>, at position: inout Int) -> Bool? {
    var next = position
    ByteScanning.skipSpaces(bytes, at: &next)
    for (word, isAfternoon) in [("am", false), ("pm", true)] as [(StaticString, Bool)]
    where ByteScanning.hasWord(word, bytes, at: next) {
      position = next + 2
      return isAfternoon
    }
    for (word, isAfternoon) in [("a.m.", false), ("p.m.", true)] as [(StaticString, Bool)]
    where ByteScanning.hasWord(word, bytes, at: next) {
      position = next + 4
      return isAfternoon
    }
    return nil
  }
}
