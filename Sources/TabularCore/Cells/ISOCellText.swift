/// The text of a cell of type `d` (ECMA-376 part 1, 18.18.11), parsed.
///
/// It is an ISO 8601 date (`2023-03-15`), date and time (`2023-03-15T10:00:00.5`), or time of day
/// (`T10:00`, `10:00:00`), a time perhaps with a zone designator.
public struct ISOCellText: Sendable, Hashable {
  /// A date as written; whether the calendar has it is not checked.
  public struct Day: Sendable, Hashable {
    /// The year.
    public var year: Int
    /// The month, from 1.
    public var month: Int
    /// The day of the month, from 1.
    public var day: Int
  }

  /// What follows a time.
  public enum Zone: Sendable, Hashable {
    /// Nothing.
    case none
    /// `Z`.
    case utc
    /// An offset from UTC in minutes, east of it from 0.
    case offset(Int)
  }

  /// The date; `nil` for a time alone.
  public private(set) var date: Day?
  /// The time in milliseconds since midnight, 24:00 at most; `nil` for a date alone.
  ///
  /// A fraction of the last second is never rounded into the next day.
  public private(set) var milliseconds: Int?
  /// The zone designator.
  public private(set) var zone = Zone.none

  private static let millisecondsPerDay = 86_400_000

  /// Whether the date is day zero of serial dates: 30 or 31 December 1899, or 1 January 1904.
  ///
  /// A program without a type for times of day puts them on this day.
  public func isOnEpoch(countsFrom1904: Bool) -> Bool {
    if countsFrom1904 { return date == Day(year: 1904, month: 1, day: 1) }
    return date == Day(year: 1899, month: 12, day: 30)
      || date == Day(year: 1899, month: 12, day: 31)
  }

  /// Reads a text; `nil` for any that is none of these.
  public init?(_ text: Span<UInt8>) {
    var scanner = Scanner(text)
    date = scanner.date()
    if date != nil {
      if scanner.isAtEnd { return }
      guard
        scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t"))
          || scanner.skip(UInt8(ascii: " "))
      else { return nil }
    } else {
      _ = scanner.skip(UInt8(ascii: "T"))
    }
    guard let time = scanner.time(), let zone = scanner.zone(), scanner.isAtEnd else { return nil }
    milliseconds = time
    self.zone = zone
  }

  /// Reads the pieces of the text, in the extended format of ISO 8601.
  private struct Scanner: ~Escapable {
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

    /// A calendar date; nothing is consumed otherwise.
    mutating func date() -> Day? {
      let start = place
      if let year = number(4), skip(UInt8(ascii: "-")), let month = number(2),
        skip(UInt8(ascii: "-")), let day = number(2), (1...12).contains(month),
        (1...31).contains(day)
      {
        return Day(year: year, month: month, day: day)
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
      if hour == 24 { return total == millisecondsPerDay ? total : nil }
      return min(total, millisecondsPerDay - 1)
    }

    /// `Z`, `+02:00`, `+0200`, `+02` or nothing; `nil` for anything else.
    mutating func zone() -> Zone? {
      if isAtEnd { return Zone.none }
      if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return .utc }
      var sign = 1
      if skip(UInt8(ascii: "-")) { sign = -1 } else if !skip(UInt8(ascii: "+")) { return nil }
      guard let hours = number(2), hours <= 18 else { return nil }
      if isAtEnd { return .offset(sign * hours * 60) }
      _ = skip(UInt8(ascii: ":"))
      guard let minutes = number(2), minutes < 60 else { return nil }
      return .offset(sign * (hours * 60 + minutes))
    }
  }
}
