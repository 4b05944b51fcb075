/// The rule in the footer of a time zone file: `EST5EDT,M3.2.0,M11.1.0` (RFC 8536 section 3.3).
struct ZoneFooter: Equatable {
  /// A day of the year and a local time on it.
  struct Change: Equatable {
    /// The day.
    enum Day: Equatable {
      /// The month from 1, the week from 1 (5 is the last), the day of the week from 0 (Sunday).
      case weekday(month: Int, week: Int, day: Int)
      /// The day of the year from 1, not counting 29 February.
      case julian(Int)
      /// The day of the year from 0.
      case ordinal(Int)
    }
    var day: Day
    /// Seconds since midnight, possibly negative or more than a day.
    var time: Int
  }

  /// The offset of standard time, in seconds east of UTC.
  var standard: Int32
  /// The offset of summer time with its beginning and end; `nil` where there is none.
  var summer: (offset: Int32, begins: Change, ends: Change)?

  static func == (left: ZoneFooter, right: ZoneFooter) -> Bool {
    left.standard == right.standard && left.summer?.offset == right.summer?.offset
      && left.summer?.begins == right.summer?.begins && left.summer?.ends == right.summer?.ends
  }

  /// Reads a rule; `nil` when it is empty or not understood.
  init?(_ bytes: some Sequence<UInt8>) {
    var scanner = ZoneRuleScanner(bytes)
    guard scanner.skipName(), let west = scanner.time() else { return nil }
    standard = Int32(-west)
    guard !scanner.isAtEnd else { return }
    guard scanner.skipName() else { return nil }
    var offset = standard + 3600
    if scanner.next != UInt8(ascii: ",") {
      guard let west = scanner.time() else { return nil }
      offset = Int32(-west)
    }
    guard let begins = scanner.change(), let ends = scanner.change(), scanner.isAtEnd else {
      return nil
    }
    summer = (offset, begins, ends)
  }

  /// Appends the rule's changes after the last transition.
  func extend(_ transitions: inout ZoneTransitions, throughYear last: Int) {
    let latest = transitions.starts.last
    guard let summer else {
      // Without transitions the footer only repeats the only type.
      return
    }
    var year = latest.map { civilYear(ofDay: Int($0 / 86_400)) } ?? 1970
    guard year <= last else { return }
    year = max(year, 1900)
    while year <= last {
      let changes = [
        (Self.instant(of: summer.begins, in: year) - Int64(standard), summer.offset),
        (Self.instant(of: summer.ends, in: year) - Int64(summer.offset), standard),
      ]
      for (start, offset) in changes.sorted(by: { $0.0 < $1.0 })
      where latest.map({ start > $0 }) ?? true {
        transitions.append(start: start, offset: offset)
      }
      year += 1
    }
  }

  /// The local seconds since 1970 of a change in a year.
  private static func instant(of change: Change, in year: Int) -> Int64 {
    let first = civilDays(year: year, month: 1, day: 1)
    let isLeap = civilDays(year: year + 1, month: 1, day: 1) - first == 366
    let day: Int
    switch change.day {
    case .ordinal(let number): day = first + number
    case .julian(let number): day = first + number - (isLeap && number > 59 ? 0 : 1)
    case .weekday(let month, let week, let weekday):
      let monthStart = civilDays(year: year, month: month, day: 1)
      let monthEnd =
        month == 12
        ? civilDays(year: year + 1, month: 1, day: 1)
        : civilDays(year: year, month: month + 1, day: 1)
      // 1970-01-01 was a Thursday.
      let startWeekday = ((monthStart + 4) % 7 + 7) % 7
      var candidate = monthStart + (weekday - startWeekday + 7) % 7 + (week - 1) * 7
      while candidate >= monthEnd { candidate -= 7 }
      day = candidate
    }
    return Int64(day) * 86_400 + Int64(change.time)
  }
}

/// Reads the parts of a rule from its bytes.
private struct ZoneRuleScanner {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  var next: UInt8? { rest.first }
  var isAtEnd: Bool { rest.isEmpty }

  /// Skips `EST` or `<-03>`.
  mutating func skipName() -> Bool {
    if next == UInt8(ascii: "<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let letters = rest.prefix { (0x41...0x5A).contains($0 & 0xDF) }
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  /// `[+|-]hh[:mm[:ss]]` in seconds.
  mutating func time() -> Int? {
    var sign = 1
    if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") {
      sign = next == UInt8(ascii: "-") ? -1 : 1
      rest.removeFirst()
    }
    guard var seconds = number() else { return nil }
    seconds *= 3600
    for unit in [60, 1] where next == UInt8(ascii: ":") {
      rest.removeFirst()
      guard let part = number() else { return nil }
      seconds += part * unit
    }
    return sign * seconds
  }

  /// `,M3.2.0/2`, `,J60` or `,59`, with an optional time (02:00 without).
  mutating func change() -> ZoneFooter.Change? {
    guard take(",") else { return nil }
    let day: ZoneFooter.Change.Day
    if take("M") {
      guard let month = number(), take("."), let week = number(), take("."),
        let weekday = number(), (1...12).contains(month), (1...5).contains(week), weekday < 7
      else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if take("J") {
      guard let number = number(), (1...365).contains(number) else { return nil }
      day = .julian(number)
    } else {
      guard let number = number(), number < 366 else { return nil }
      day = .ordinal(number)
    }
    guard take("/") else { return ZoneFooter.Change(day: day, time: 7200) }
    return time().map { ZoneFooter.Change(day: day, time: $0) }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...3).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
private func civilDays(year: Int, month: Int, day: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// The year of a day counted from 1970-01-01.
private func civilYear(ofDay day: Int) -> Int {
  // The estimate is off by one at most.
  var year = 1970 + Int((Double(day) / 365.2425).rounded(.down))
  while civilDays(year: year, month: 1, day: 1) > day { year -= 1 }
  while civilDays(year: year + 1, month: 1, day: 1) <= day { year += 1 }
  return year
}
