import Foundation
@testable import Migrations
import Testing

/// Dates of a migration, by themselves and by their distance, in several zones and over changes of clocks.
@Suite struct MilestoneTests {
  private func texts(_ milestones: [Milestone], in zone: String) throws -> [String] {
    try MilestoneCalendar(milestones, zone: "America/Toronto").entries.map { $0.text(in: zone) }
  }

  private static func relative(_ id: String, _ text: String, to base: String = "T") throws
    -> Milestone
  {
    Milestone(
      id: id, date: .relative(to: base, try #require(Milestone.Distance(text))), zone: nil)
  }

  /// Clocks are set back on 1 November 2026 and forward on 14 March 2027 in Toronto.
  @Test func daysAreOfTheCalendar_andHoursGoBy() throws {
    let milestones = [
      Milestone(id: "cutover", date: .local("2026-11-03T08:00"), zone: nil),
      try Self.relative("freeze", "-5d"), try Self.relative("hours", "-120h"),
      try Self.relative("notice", "-1w", to: "freeze"), try Self.relative("both", "-1d12h"),
    ]
    #expect(
      try texts(milestones, in: "America/Toronto") == [
        "2026-11-03 08:00 America/Toronto (UTC-05:00)",
        "2026-10-29 08:00 America/Toronto (UTC-04:00)",
        "2026-10-29 09:00 America/Toronto (UTC-04:00)",
        "2026-10-22 08:00 America/Toronto (UTC-04:00)",
        "2026-11-01 20:00 America/Toronto (UTC-05:00)",
      ])
    #expect(
      try texts(Array(milestones.prefix(2)), in: "Asia/Shanghai") == [
        "2026-11-03 21:00 Asia/Shanghai (UTC+08:00)", "2026-10-29 20:00 Asia/Shanghai (UTC+08:00)",
      ])
    #expect(
      try texts(Array(milestones.prefix(1)), in: "Asia/Kolkata") == [
        "2026-11-03 18:30 Asia/Kolkata (UTC+05:30)"
      ])
  }

  @Test func aTimeThatOccursTwice_isTheFirst() throws {
    let twice = Milestone(id: "a", date: .local("2026-11-01T01:30"), zone: nil)
    #expect(
      try texts([twice], in: "UTC") == ["2026-11-01 05:30 UTC (UTC+00:00)"])
  }

  @Test func timesThatAreNone_areRefused() {
    func problem(_ milestones: Milestone...) -> MilestoneCalendar.Problem? {
      do throws(MilestoneCalendar.Problem) {
        _ = try MilestoneCalendar(milestones, zone: "America/Toronto")
        return nil
      } catch {
        return error
      }
    }
    func local(_ text: String) -> Milestone { Milestone(id: "a", date: .local(text), zone: nil) }
    #expect(problem(local("2027-03-14T02:30")) == .gap("2027-03-14T02:30"))
    #expect(problem(local("2026-02-30T08:00")) == .unreadable("2026-02-30T08:00"))
    #expect(problem(local("2026-12-01")) == .unreadable("2026-12-01"))
    let loose = Milestone(id: "a", date: .relative(to: "b", Milestone.Distance()), zone: nil)
    #expect(problem(loose) == .unknown("b"))
  }

  @Test(arguments: ["5d", "-d", "-5", "-5x", "", "-", "+1000000d", "- 5d"])
  func aTextThatIsNoDistance_isNone(text: String) {
    #expect(Milestone.Distance(text) == nil)
  }
}
