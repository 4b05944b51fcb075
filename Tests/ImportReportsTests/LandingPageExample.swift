import ImportPipeline
import ImportReports
import TabularCore
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    var issues = IssueCollector()
    issues.add(
      Issue(
        .valueNotInteger(value: "some"),
        at: IssueLocation(.delimited, file: "rooms.csv", table: "rooms", row: 3, column: 3),
        value: "some"))
    var run = ImportReport.Run(id: "1", mode: "validate", target: "t", startedAt: "")
    run.outcome = .dataErrors
    let report = ImportReport(run: run, issues: issues)
    // The example of the landing page begins here.
    var options = ReportOptions()
    options.language = "fr"
    let text = ReportFormat.text.renderer.text(of: report, options)
    let lines = ReportFormat(named: "ndjson")?.renderer.text(of: report, options)
    // The example ends here.
    #expect(text.hasPrefix("erreur[value.not-integer] : `some` n'est pas un nombre entier\n"))
    #expect(lines?.split(separator: "\n").count == 3)
  }
}
