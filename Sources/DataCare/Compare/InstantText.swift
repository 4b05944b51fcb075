/// A date and time as a text, perhaps with its distance from UTC.
struct InstantText: Hashable {
  /// Seconds since 1970-01-01 of the wall time.
  var wall: Int
  /// Minutes that the wall time is ahead of UTC; `nil` where the text does not say.
  var offset: Int?

  /// Whether two texts are one instant, written in two zones.
  static func areEqual(_ one: String, _ other: String) -> Bool {
    guard let one = InstantText(one), let other = InstantText(other), let first = one.offset,
      let second = other.offset
    else { return false }
    return one.wall - first * 60 == other.wall - second * 60
  }

  /// The time of `YYYY-MM-DD[T ]HH:MM[:SS[.fff]][Z|±HH[:MM]]`; `nil` for any other text.
  init?(_ text: String) {
    let bytes = Array(text.utf8.prefix(48))
    guard bytes.count >= 16, text.utf8.count <= 48 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), let year = number(0..<4), let month = number(5..<7),
      let day = number(8..<10), let hour = number(11..<13), let minute = number(14..<16),
      (1...12).contains(month), (1...31).contains(day), hour < 25, minute < 60
    else { return nil }
    var index = 16
    var second = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
      guard let value = number(17..<19) else { return nil }
      second = value
      index = 19
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        index += 1
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
      }
    }
    wall = (Self.days(year, month, day) * 24 + hour) * 3_600 + minute * 60 + second
    guard index < bytes.count else { return }
    switch bytes[index] {
    case UInt8(ascii: "Z") where index + 1 == bytes.count: offset = 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let digits = bytes[(index + 1)...].filter { $0 != UInt8(ascii: ":") }
      guard digits.count == 2 || digits.count == 4,
        let value = Int(String(decoding: digits, as: UTF8.self))
      else { return nil }
      let minutes = digits.count == 2 ? value * 60 : value / 100 * 60 + value % 100
      offset = bytes[index] == UInt8(ascii: "-") ? -minutes : minutes
    default: return nil
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar, years counted from March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
