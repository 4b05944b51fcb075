import Foundation
import TabularCore
import Testing

@testable import RecordMapping

private let zoneFolder = "/usr/share/zoneinfo"

@Suite struct ReferenceTimeZoneTests {
  private func read(_ text: String, country: String? = nil) -> Result<FieldReading, CellProblem> {
    var context = ReadingContext()
    context.country = country
    return referenceOutcome(TimeZoneReader(), text, context)
  }

  @Test(arguments: [
    ("America/Toronto", "America/Toronto"), ("america/toronto", "America/Toronto"),
    ("AMERICA/ARGENTINA/BUENOS_AIRES", "America/Argentina/Buenos_Aires"),
    ("UTC", "UTC"), ("utc", "UTC"), ("Europe/Oslo", "Europe/Oslo"),
  ])
  func identifiersInAnyCase(text: String, zone: String) throws {
    let reading = try read(text).get()
    #expect(reading == FieldReading(.text(zone)))
  }

  @Test(arguments: [
    ("Canada/Eastern", "America/Toronto"), ("US/Pacific", "America/Los_Angeles"),
    ("America/Montreal", "America/Toronto"), ("Asia/Calcutta", "Asia/Kolkata"),
    ("Europe/Kiev", "Europe/Kyiv"), ("Singapore", "Asia/Singapore"), ("GB", "Europe/London"),
    ("GMT", "UTC"), ("Etc/UTC", "UTC"), ("Iceland", "Atlantic/Reykjavik"),
    ("(GMT-05:00) America/Toronto", "America/Toronto"),
    ("(UTC-05:00) Eastern Time (US & Canada)", "America/Toronto"),
    ("(UTC) Coordinated Universal Time", "UTC"),
    ("Eastern Standard Time", "America/Toronto"), ("eastern standard time", "America/Toronto"),
    ("Pacific Standard Time", "America/Vancouver"), ("Romance Standard Time", "Europe/Paris"),
    ("Newfoundland Standard Time", "America/St_Johns"),
  ])
  func otherNamesAreNoted(text: String, zone: String) throws {
    let reading = try read(text).get()
    #expect(reading.value == .text(zone))
    #expect(reading.remarks == [normalisedNote(text, zone)])
  }

  @Test(arguments: [
    ("US", "America/New_York"), ("CA", "America/Toronto"), ("BS", "America/Nassau"),
    ("FR", "America/New_York"),
  ])
  func windowsNamesFollowTheCountry(country: String, zone: String) throws {
    #expect(try read("Eastern Standard Time", country: country).get().value == .text(zone))
  }

  @Test(arguments: [
    ("EST", nil), ("PST8PDT", nil), ("CET", nil), ("UTC-5", nil), ("GMT+5", nil),
    ("Etc/GMT+5", nil),
    ("GMT+0", nil), ("-05:00", nil), ("(GMT-05:00)", nil), ("UTC-11", nil), ("Eastern", nil),
    ("Toronto", "America/Toronto"), ("new york", "America/New_York"),
    ("Amercia/Toronto", "America/Toronto"), ("America/New York", "America/New_York"),
    ("Europe/Pariss", "Europe/Paris"),
  ])
  func othersAreRefused(text: String, suggestion: String?) {
    guard case .failure(let problem) = read(text) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(problem.code == "value.time-zone-unknown")
    #expect(problem.content.arguments == [IssueArgument("value", text)])
    #expect(problem.suggestion?.text == suggestion)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: zoneFolder + "/zone.tab")))
  func tablesAgreeWithTheInstalledDatabase() throws {
    let text = try String(contentsOfFile: zoneFolder + "/zone.tab", encoding: .utf8)
    let installed = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }
    #expect(installed.count > 400)
    let names = TimeZoneNames.all
    let missing = installed.filter { names.canonicalIdentifier($0) == nil }
    #expect(missing.isEmpty, "\(missing)")
    for zone in names.canonical where zone != "UTC" {
      #expect(FileManager.default.fileExists(atPath: "\(zoneFolder)/\(zone)"), "\(zone)")
    }
  }

  @Test func tablesAgreeWithEachOther() {
    let canonical = Set(TimeZoneNames.all.canonical)
    for line in WindowsZoneTable.zones.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      for word in parts[1].split(separator: " ") {
        let zone = word.split(separator: ":").last.map(String.init) ?? ""
        #expect(canonical.contains(zone), "\(word)")
      }
    }
    let windows = Set(
      WindowsZoneTable.zones.split(separator: "\n").compactMap { $0.split(separator: "=").first })
    for line in WindowsZoneTable.shownNames.split(separator: "\n") {
      #expect(line.split(separator: "=").last.map(windows.contains) == true, "\(line)")
    }
  }
}
