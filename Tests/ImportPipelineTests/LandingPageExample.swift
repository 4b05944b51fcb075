import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write(
      "rooms.csv", "venue_code,room_code,seats\nTOR-01-MTCC,R-012,60\nTOR-01-MTCC,R-013,some\n")
    let folder = try Repository.path(of: "Schemas/exam-platform")
    // The example of the landing page begins here.
    let package = try PackageLoader.load(path: folder)
    var options = ImportOptions(files: [path])
    options.isOffline = true  // parents that no file of the run has are not missed

    let run = ImportRun(
      options: options, package: package, now: "2026-11-20T12:00:00Z", runPrefix: "20261120-1200")
    let report = run.run(store: SQLiteStore(inMemory: "nowhere"), clock: { "2026-11-20T12:00:01Z" })
    let codes = report.issues.issues.map(\.code)
    // The example ends here.
    #expect(codes.contains("value.not-integer"))
    #expect(report.run.outcome == .dataErrors && !report.run.isWritten)
    #expect(report.ledger.first { $0.table == "rooms" }?.read == 2)
  }
}
