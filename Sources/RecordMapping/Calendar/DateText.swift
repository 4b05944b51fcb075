/// A date as written in a text, before the order of day and month is known.
struct DateText: Equatable {
  /// What the text says about the order of day and month.
  enum Form: Equatable {
    /// Year first, or the month by its name: nothing is ambiguous.
    case resolved(month: Int, day: Int)
    /// `a/b/yyyy`: which one is the day depends on the column.
    case numeric(first: Int, second: Int)
  }

  /// Day and month.
  var form: Form
  /// The year; two digits are completed.
  var year: Int
  /// The two digits of the year as written, if it has only two.
  var shortYear: Int?

  /// Reads a date that begins at `position` and moves past it; `nil` when there is none.
  init?(_ bytes: Span<UInt8>, at position: inout Int) {
    guard position < bytes.count else { return nil }
    let start = position
    if ByteScanning.isDigit(bytes[start]) {
      let (value, count) = ByteScanning.number(bytes, at: &position)
      switch count {
      case 8:
        self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
      case 4:
        guard let date = Self.afterYear(value, bytes, at: &position) else { return nil }
        self = date
      case 1, 2:
        guard let date = Self.afterFirst(value, bytes, at: &position) else { return nil }
        self = date
      default:
        return nil
      }
    } else {
      guard let date = Self.monthFirst(bytes, at: &position) else { return nil }
      self = date
    }
  }

  private init(year: Int, month: Int, day: Int) {
    form = .resolved(month: month, day: day)
    self.year = year
  }

  private init(_ form: Form, year: Int, digits: Int) {
    self.form = form
    if digits == 2 {
      shortYear = year
      self.year = year < 70 ? 2000 + year : 1900 + year
    } else {
      self.year = year
    }
  }

  /// `2027-03-06` and `2027/03/06`, after the year.
  private static func afterYear(
    _ year: Int, _ bytes: Span<UInt8>, at position: inout Int
  ) -> DateText? {
    guard position < bytes.count else { return nil }
    let mark = bytes[position]
    guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") else { return nil }
    position += 1
    let (month, monthDigits) = ByteScanning.number(bytes, at: &position)
    guard monthDigits == 2, ByteScanning.skip(mark, bytes, at: &position) else { return nil }
    let (day, dayDigits) = ByteScanning.number(bytes, at: &position)
    guard dayDigits == 2 else { return nil }
    return DateText(year: year, month: month, day: day)
  }

  /// `6/3/2027`, `6-Mar-2027`, `1er déc. 2026`, `6 de marzo de 2027`, after the first number.
  private static func afterFirst(
    _ first: Int, _ bytes: Span<UInt8>, at position: inout Int
  ) -> DateText? {
    guard position < bytes.count else { return nil }
    let mark = bytes[position]
    if mark == UInt8(ascii: "/") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "."),
      position + 1 < bytes.count, ByteScanning.isDigit(bytes[position + 1])
    {
      position += 1
      let (second, digits) = ByteScanning.number(bytes, at: &position)
      guard digits <= 2, ByteScanning.skip(mark, bytes, at: &position) else { return nil }
      let (year, yearDigits) = ByteScanning.number(bytes, at: &position)
      guard yearDigits == 2 || yearDigits == 4 else { return nil }
      return DateText(.numeric(first: first, second: second), year: year, digits: yearDigits)
    }
    skipOrdinal(bytes, at: &position)
    guard skipParting(bytes, at: &position, isNeeded: false) else { return nil }
    skipOf(bytes, at: &position)
    guard let month = month(bytes, at: &position),
      skipParting(bytes, at: &position, isNeeded: true)
    else { return nil }
    skipOf(bytes, at: &position)
    return year(month: month, day: first, bytes, at: &position)
  }

  /// `Mar 6, 2027`, from the name on.
  private static func monthFirst(_ bytes: Span<UInt8>, at position: inout Int) -> DateText? {
    guard let month = month(bytes, at: &position),
      skipParting(bytes, at: &position, isNeeded: true)
    else { return nil }
    let (day, digits) = ByteScanning.number(bytes, at: &position)
    guard digits == 1 || digits == 2 else { return nil }
    skipOrdinal(bytes, at: &position)
    guard skipParting(bytes, at: &position, isNeeded: true) else { return nil }
    return year(month: month, day: day, bytes, at: &position)
  }

  private static func year(
    month: Int, day: Int, _ bytes: Span<UInt8>, at position: inout Int
  ) -> DateText? {
    let (year, digits) = ByteScanning.number(bytes, at: &position)
    guard digits == 2 || digits == 4 else { return nil }
    return DateText(.resolved(month: month, day: day), year: year, digits: digits)
  }

  private static func month(_ bytes: Span<UInt8>, at position: inout Int) -> Int? {
    let month = MonthNames.month(named: ByteScanning.word(bytes, at: &position))
    if month != nil { _ = ByteScanning.skip(UInt8(ascii: "."), bytes, at: &position) }
    return month
  }

  /// Moves past `st`, `nd`, `rd`, `th`, `er` or `e` if no other letter follows.
  private static func skipOrdinal(_ bytes: Span<UInt8>, at position: inout Int) {
    var end = position
    switch ByteScanning.word(bytes, at: &end) {
    case "st", "nd", "rd", "th", "er", "e": position = end
    default: break
    }
  }

  /// Moves past the `de` or `del` between the parts of a Spanish date, and the spaces that follow it.
  private static func skipOf(_ bytes: Span<UInt8>, at position: inout Int) {
    var end = position
    guard ["de", "del"].contains(ByteScanning.word(bytes, at: &end)), end < bytes.count,
      bytes[end] == UInt8(ascii: " ")
    else { return }
    ByteScanning.skipSpaces(bytes, at: &end)
    position = end
  }

  /// Moves past a comma, a hyphen or spaces between the parts of a date.
  private static func skipParting(
    _ bytes: Span<UInt8>, at position: inout Int, isNeeded: Bool
  ) -> Bool {
    let start = position
    if !ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position) {
      _ = ByteScanning.skip(UInt8(ascii: ","), bytes, at: &position)
      ByteScanning.skipSpaces(bytes, at: &position)
    }
    return position > start || !isNeeded
  }
}

extension DateText {
  /// The days since 1970-01-01 if nothing is ambiguous; `nil` if the calendar has no such date.
  var resolvedDays: Int? {
    guard case .resolved(let month, let day) = form else { return nil }
    return CivilDate.days(year: year, month: month, day: day)
  }

  /// The days since 1970-01-01 with the day first; `nil` if the calendar has no such date.
  var dayFirstDays: Int? {
    guard case .numeric(let day, let month) = form else { return resolvedDays }
    return CivilDate.days(year: year, month: month, day: day)
  }

  /// The days since 1970-01-01 with the month first; `nil` if the calendar has no such date.
  var monthFirstDays: Int? {
    guard case .numeric(let month, let day) = form else { return resolvedDays }
    return CivilDate.days(year: year, month: month, day: day)
  }
}
