extension SerialDate {
  /// Reads the text of a cell of type `d` (ECMA-376 part 1, 18.18.11).
  ///
  /// It is an ISO 8601 date (`2023-03-15`), date and time (`2023-03-15T10:00:00.5`), or time of day
  /// (`T10:00`, `10:00:00`). A zone designator is passed over: cells hold local times.
  public init?(isoText text: Span<UInt8>) {
    var scanner = ISOScanner(text)
    var days: Int?
    if let date = scanner.date() {
      days = date
      if scanner.isAtEnd {
        self = .dateTime(days: date, milliseconds: 0)
        return
      }
      guard
        scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t"))
          || scanner.skip(UInt8(ascii: " "))
      else { return nil }
    } else {
      _ = scanner.skip(UInt8(ascii: "T"))
    }
    guard let milliseconds = scanner.time(), scanner.skipZone(), scanner.isAtEnd else { return nil }
    guard let days else {
      self = .time(milliseconds: min(milliseconds, Self.millisecondsPerDay - 1))
      return
    }
    // 24:00, and fractions that round up to it, are the next day's midnight.
    let isNextDay = milliseconds >= Self.millisecondsPerDay
    self = .dateTime(
      days: isNextDay ? days + 1 : days, milliseconds: isNextDay ? 0 : milliseconds)
  }
}

/// Reads the pieces of an ISO 8601 text in the extended format.
private struct ISOScanner: ~Escapable {
  private let text: Span<UInt8>
  private var place = 0

  @_lifetime(copy text)
  init(_ text: Span<UInt8>) { self.text = text }

  var isAtEnd: Bool { place == text.count }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard place < text.count, text[place] == byte else { return false }
    place += 1
    return true
  }

  /// Exactly `count` digits; nothing is consumed otherwise.
  private mutating func number(_ count: Int) -> Int? {
    guard place + count <= text.count else { return nil }
    var value = 0
    for index in place..<place + count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    place += count
    return value
  }

  /// A calendar date as days since 1970-01-01; nothing is consumed otherwise.
  mutating func date() -> Int? {
    let start = place
    if let year = number(4), skip(UInt8(ascii: "-")), let month = number(2),
      skip(UInt8(ascii: "-")), let day = number(2),
      let date = CivilDate(year: year, month: month, day: day)
    {
      return date.daysSince1970
    }
    place = start
    return nil
  }

  /// A time of day in milliseconds, at most 24:00.
  mutating func time() -> Int? {
    guard let hour = number(2), skip(UInt8(ascii: ":")), let minute = number(2), hour <= 24,
      minute < 60
    else { return nil }
    var seconds = 0
    var nanoseconds = 0
    if skip(UInt8(ascii: ":")) {
      guard let read = number(2), read < 60 else { return nil }
      seconds = read
      if skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) {
        guard let first = number(1) else { return nil }
        nanoseconds = first * 100_000_000
        var scale = 10_000_000
        while let digit = number(1) {
          nanoseconds += digit * scale
          scale /= 10
        }
      }
    }
    let total = ((hour * 60 + minute) * 60 + seconds) * 1000 + (nanoseconds + 500_000) / 1_000_000
    return total <= SerialDate.millisecondsPerDay ? total : nil
  }

  /// Passes over `Z`, `+02:00`, `+0200` or nothing; false for anything else.
  mutating func skipZone() -> Bool {
    if isAtEnd || skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return true }
    guard skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-")), number(2) != nil else { return false }
    if isAtEnd { return true }
    _ = skip(UInt8(ascii: ":"))
    return number(2) != nil
  }
}
