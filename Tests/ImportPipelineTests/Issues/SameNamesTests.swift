import Foundation
import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// Two files of one name in different folders are two files wherever they are named.
@Suite struct SameNamesTests {
  @Test func issuesAndFiles_areToldApart() throws {
    let harness = try ImportHarness()
    let first = try write(
      harness, "may",
      Array((Headers.location + "\nL-1,Hall,America/Toronto,virtual\nL-2,Mill,EST,virtual\n").utf8))
    let second = try write(
      harness, "june",
      Array((Headers.location + "\nL-1,Barn,America/Toronto,virtual\nL-3,Gate,PST,virtual\n").utf8))
    var options = ImportOptions(files: [first, second])
    options.table = nil
    let report = harness.run(options)
    #expect(report.files.map(\.name) == ["may/locations.csv", "june/locations.csv"])
    #expect(
      report.findings(withNotes: false).sorted() == [
        "error key.repeated at june/locations.csv:2:1 (location_code)",
        "error value.time-zone-unknown at june/locations.csv:3:3 (time_zone)",
        "error value.time-zone-unknown at may/locations.csv:3:3 (time_zone)",
      ])
    let related = report.first("key.repeated")?.related.first?.location
    #expect(related?.file == "may/locations.csv")
    #expect(related?.row == 2)
    #expect(report.files.map(\.source) == [1, 2])
    #expect(related?.source == 1)
    #expect(report.first("key.repeated")?.location.source == 2)
    #expect(report.changes.compactMap(\.source) == [1, 1, 2, 2])
  }

  @Test func oneOfEachName_keepsItsLastComponent() throws {
    let harness = try ImportHarness()
    let path = try write(
      harness, "may", Array((Headers.location + "\nL-1,Hall,UTC,virtual\n").utf8))
    let report = harness.run(ImportOptions(files: [path]))
    #expect(report.files.map(\.name) == ["locations.csv"])
  }

  private func write(_ harness: ImportHarness, _ folder: String, _ bytes: [UInt8]) throws -> String
  {
    try FileManager.default.createDirectory(
      atPath: harness.scratch.path(of: folder), withIntermediateDirectories: true)
    return try harness.scratch.write(folder + "/locations.csv", bytes)
  }
}
