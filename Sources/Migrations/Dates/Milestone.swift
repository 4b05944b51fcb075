public import Foundation
public import TabularCore

/// A date of a migration, given by itself or by its distance from another.
public struct Milestone: Sendable, Hashable {
  /// How a date is given.
  public enum Date: Sendable, Hashable {
    /// A local time, `2026-12-01T08:00`.
    case local(String)
    /// A distance from another milestone.
    case relative(to: String, Distance)
  }

  /// A distance in time.
  ///
  /// Days and weeks are days of the calendar, so that 08:00 stays 08:00 when clocks are changed in
  /// between; hours and minutes are time that goes by.
  public struct Distance: Sendable, Hashable {
    /// Days of the calendar.
    public var days = 0
    /// Minutes that go by.
    public var minutes = 0

    /// No distance.
    public init() {}

    /// A distance from its text: `-5d`, `+1w`, `-1d12h`, `+90m`.
    public init?(_ text: some StringProtocol) {
      guard let sign = text.first, "+-".contains(sign) else { return nil }
      let factor = sign == "-" ? -1 : 1
      var digits = ""
      var isEmpty = true
      for character in text.dropFirst() {
        if character.isASCII, character.isNumber {
          digits.append(character)
          continue
        }
        guard let number = Int(digits), number < 100_000 else { return nil }
        digits = ""
        isEmpty = false
        switch character {
        case "w": days += factor * number * 7
        case "d": days += factor * number
        case "h": minutes += factor * number * 60
        case "m": minutes += factor * number
        default: return nil
        }
      }
      guard digits.isEmpty, !isEmpty else { return nil }
    }
  }

  /// The id.
  public var id: String
  /// What people call it; `nil` where the file says nothing else than the id.
  public var title: LocalizedText?
  /// When it is.
  public var date: Date
  /// The time zone of a local time; that of the milestone it refers to otherwise.
  public var zone: String?
}

/// When the milestones of a migration are.
public struct MilestoneCalendar: Sendable {
  /// A milestone with its instant.
  public struct Entry: Sendable, Hashable {
    /// The id.
    public var id: String
    /// When it is, UTC.
    public var instant: Foundation.Date
    /// The zone in which its days are counted.
    public var zone: String
  }

  /// Why a date cannot be told.
  public enum Problem: Error, Hashable {
    /// It is no `YYYY-MM-DDTHH:MM`.
    case unreadable(String)
    /// Clocks pass over that time.
    case gap(String)
    /// It refers to a milestone that is not there.
    case unknown(String)
    /// It refers to itself, in the end.
    case circle(String)
  }

  /// The milestones in the order of the file.
  public let entries: [Entry]

  /// The calendar of milestones.
  ///
  /// `T` is the milestone of that name; without one, the first that has a date of its own.
  public init(_ milestones: [Milestone], zone: String) throws(Problem) {
    var known: [String: Entry] = [:]
    var entries: [Entry] = []
    for milestone in milestones {
      entries.append(
        try Self.entry(milestone, among: milestones, zone: zone, known: &known, way: []))
    }
    self.entries = entries
  }

  /// The milestone with an id.
  public subscript(id: String) -> Entry? { entries.first { $0.id == id } }

  private static func entry(
    _ milestone: Milestone, among all: [Milestone], zone: String,
    known: inout [String: Entry], way: [String]
  ) throws(Problem) -> Entry {
    if let entry = known[milestone.id] { return entry }
    guard !way.contains(milestone.id) else { throw .circle(milestone.id) }
    let entry: Entry
    switch milestone.date {
    case .local(let text):
      let zone = milestone.zone ?? zone
      entry = Entry(id: milestone.id, instant: try instant(text, in: zone), zone: zone)
    case .relative(let id, let distance):
      guard let base = base(id, among: all) else { throw .unknown(id) }
      let from = try self.entry(
        base, among: all, zone: zone, known: &known, way: way + [milestone.id])
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = TimeZone(identifier: from.zone) ?? .gmt
      let day = calendar.date(byAdding: .day, value: distance.days, to: from.instant)
      entry = Entry(
        id: milestone.id,
        instant: (day ?? from.instant).addingTimeInterval(Double(distance.minutes) * 60),
        zone: from.zone)
    }
    known[milestone.id] = entry
    return entry
  }

  private static func base(_ id: String, among all: [Milestone]) -> Milestone? {
    if let named = all.first(where: { $0.id == id }) { return named }
    guard id == "T" else { return nil }
    return all.first {
      if case .local = $0.date { true } else { false }
    }
  }

  /// The instant of a local time; the first of two where clocks are set back.
  private static func instant(_ text: String, in zone: String) throws(Problem) -> Foundation.Date {
    let parts = text.split { "-T:".contains($0) }.map { Int($0) }
    guard text.utf8.count == 16, parts.count == 5, let year = parts[0], let month = parts[1],
      let day = parts[2], let hour = parts[3], let minute = parts[4]
    else { throw .unreadable(text) }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
    let wanted = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute)
    var day0 = calendar
    day0.timeZone = .gmt
    // In a calendar without changes of clocks a time that is not read back is no time at all.
    guard let plain = day0.date(from: wanted), Self.matches(plain, wanted, day0) else {
      throw .unreadable(text)
    }
    guard let date = calendar.date(from: wanted), Self.matches(date, wanted, calendar) else {
      throw .gap(text)
    }
    let earlier = date.addingTimeInterval(-3600)
    return Self.matches(earlier, wanted, calendar) ? earlier : date
  }

  private static func matches(
    _ date: Foundation.Date, _ wanted: DateComponents, _ calendar: Calendar
  ) -> Bool {
    let found = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    return found.year == wanted.year && found.month == wanted.month && found.day == wanted.day
      && found.hour == wanted.hour && found.minute == wanted.minute
  }
}

extension MilestoneCalendar.Entry {
  /// The milestone in a time zone: `2026-12-01 08:00 America/Toronto (UTC-05:00)`.
  public func text(in zone: String) -> String { Self.text(instant, in: zone) }

  /// An instant in a time zone.
  public static func text(_ instant: Foundation.Date, in name: String) -> String {
    var calendar = Calendar(identifier: .gregorian)
    let zone = TimeZone(identifier: name) ?? .gmt
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: instant)
    func two(_ number: Int?) -> String {
      let number = number ?? 0
      return (number < 10 ? "0" : "") + String(number)
    }
    let offset = zone.secondsFromGMT(for: instant) / 60
    let sign = offset < 0 ? "-" : "+"
    return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) "
      + "\(two(parts.hour)):\(two(parts.minute)) \(name) "
      + "(UTC\(sign)\(two(abs(offset) / 60)):\(two(abs(offset) % 60)))"
  }
}
