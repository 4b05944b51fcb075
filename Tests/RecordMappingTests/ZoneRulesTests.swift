import Foundation
import Testing

@testable import RecordMapping

@Suite struct ZoneRulesTests {
  private func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let date =
      calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
    return Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
  }

  @Test(arguments: [
    ("America/Toronto", 2027, 3, 6, 540, Int64(1_804_341_600)),
    ("America/Toronto", 2027, 7, 1, 540, 1_814_446_800),
    ("Europe/Paris", 2027, 1, 1, 0, 1_798_758_000),
    ("Asia/Kolkata", 2027, 1, 1, 0, 1_798_741_800),
    ("UTC", 2027, 1, 1, 0, 1_798_761_600),
    ("America/Regina", 2027, 7, 1, 540, 1_814_454_000),
    ("America/Toronto", 1969, 12, 31, 1140, 0),
  ])
  func uniqueTimes(
    zone: String, year: Int, month: Int, day: Int, minutes: Int, seconds: Int64
  ) {
    let found = ZoneRules.localToUTC(days: days(year, month, day), minutes: minutes, zone: zone)
    #expect(found == .unique(seconds))
    let local = ZoneRules.utcToLocal(seconds, zone: zone)
    #expect(local?.days == days(year, month, day))
    #expect(local?.seconds == minutes * 60)
  }

  @Test(arguments: [
    ("America/Toronto", 2027, 3, 14, 150, 120, 180),
    ("America/Toronto", 2027, 3, 14, 120, 120, 180),
    ("America/Toronto", 2150, 3, 8, 179, 120, 180),
    ("Europe/London", 2027, 3, 28, 90, 60, 120),
    ("Australia/Lord_Howe", 2027, 10, 3, 135, 120, 150),
    ("Pacific/Apia", 2011, 12, 30, 720, 0, 0),
    ("Asia/Beirut", 2027, 3, 28, 15, 0, 60),
  ])
  func skippedTimes(
    zone: String, year: Int, month: Int, day: Int, minutes: Int, from: Int, to: Int
  ) {
    let found = ZoneRules.localToUTC(days: days(year, month, day), minutes: minutes, zone: zone)
    #expect(found == .gap(from: from, to: to))
  }

  @Test func timesAroundAGapAreUnique() {
    let day = days(2027, 3, 14)
    #expect(
      ZoneRules.localToUTC(days: day, minutes: 119, zone: "America/Toronto")
        == .unique(1_805_007_540))
    #expect(
      ZoneRules.localToUTC(days: day, minutes: 180, zone: "America/Toronto")
        == .unique(1_805_007_600))
  }

  @Test(arguments: [
    ("America/Toronto", 2027, 11, 7, 90, Int64(1_825_565_400), Int64(1_825_569_000)),
    ("America/Toronto", 2027, 11, 7, 60, 1_825_563_600, 1_825_567_200),
    ("Europe/Paris", 2027, 10, 31, 150, 1_824_942_600, 1_824_946_200),
    ("Australia/Lord_Howe", 2027, 4, 4, 105, 1_806_763_500, 1_806_765_300),
  ])
  func repeatedTimes(
    zone: String, year: Int, month: Int, day: Int, minutes: Int, first: Int64, second: Int64
  ) {
    let found = ZoneRules.localToUTC(days: days(year, month, day), minutes: minutes, zone: zone)
    #expect(found == .twice(first: first, second: second))
  }

  @Test func timeAfterTheRepeatedHourIsUnique() {
    #expect(
      ZoneRules.localToUTC(days: days(2027, 11, 7), minutes: 120, zone: "America/Toronto")
        == .unique(1_825_570_800))
  }

  @Test func oldNamesAndCaseMeanTheZone() {
    #expect(ZoneRules.rules(of: "canada/eastern")?.identifier == "America/Toronto")
    #expect(ZoneRules.rules(of: "America/Montreal")?.identifier == "America/Toronto")
  }

  @Test(arguments: ["", "EST", "UTC-5", "Mars/Olympus", "../../etc/passwd", "GMT+5", "Toronto"])
  func unknownZonesHaveNoRules(name: String) {
    #expect(ZoneRules.rules(of: name) == nil)
    #expect(ZoneRules.localToUTC(days: 0, minutes: 0, zone: name) == nil)
  }

  @Test func extremeDatesDoNotTrap() {
    for zone in ["America/Toronto", "Pacific/Kiritimati", "UTC"] {
      for days in [Int.min, -800_000, 3_000_000, Int.max] {
        #expect(ZoneRules.localToUTC(days: days, minutes: 0, zone: zone) != nil)
      }
      #expect(ZoneRules.utcToLocal(.min, zone: zone) != nil)
      #expect(ZoneRules.utcToLocal(.max, zone: zone) != nil)
    }
  }

  @Test func everyZoneHasRules() {
    for zone in TimeZoneNames.all.canonical {
      #expect(ZoneRules.rules(of: zone)?.identifier == zone)
    }
  }

  @Test func bothSourcesAgreeAboutTheComingYears() throws {
    let zone = try #require(TimeZone(identifier: "America/Toronto"))
    let sampled = ZoneSource.sampled(zone)
    let rules = try #require(ZoneRules.rules(of: "America/Toronto"))
    // From 2000 to 2100, every 37 hours.
    var time: Int64 = 946_684_800
    while time < 4_102_444_800 {
      let local = rules.local(time)
      let offset = Int64(local.days) * 86_400 + Int64(local.seconds) - time
      #expect(offset == sampled.offset(at: time))
      time += 37 * 3600
    }
  }

  @Test func dataVersionIsTold() {
    let version = ZoneRules.dataVersion
    #expect(version == "unknown" || version.hasPrefix("20"))
  }

  @Test func lookUpsAreFast() throws {
    let rules = try #require(ZoneRules.rules(of: "America/Toronto"))
    let clock = ContinuousClock()
    var sum: Int64 = 0
    let elapsed = clock.measure {
      for index in 0..<200_000 {
        if case .unique(let seconds) = rules.meaning(days: 20_000 + index % 3_000, minutes: 540) {
          sum &+= seconds
        }
      }
    }
    #expect(sum != 0)
    // Far above what a debug build needs; a date formatter takes minutes.
    #expect(elapsed < .seconds(5))
  }
}
