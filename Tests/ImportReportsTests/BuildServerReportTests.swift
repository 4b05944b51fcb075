import ImportPipeline
import TabularCore
import Testing

@testable import ImportReports

/// JUnit XML and workflow commands of GitHub.
@Suite struct BuildServerReportTests {
  private func report(_ values: [String], file: String = "people.csv") -> ImportReport {
    var report = EvidenceReport.report
    report.issues = IssueCollector()
    report.files = []
    for (index, value) in values.enumerated() {
      var issue = EvidenceReport.seats(index + 2, value)
      issue.location = IssueLocation(
        .delimited, file: file, table: "people", row: index + 2, column: 4, field: "f\(index)")
      report.issues.add(issue)
    }
    return report
  }

  @Test func junit_hasASuitePerTable_andACasePerCode() {
    let text = JUnitReport().text(of: SampleReport.report)
    let xml = text.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: "")
    #expect(Tags(xml).mistakes == [])
    #expect(
      text.contains("<testsuites name=\"registrar\" tests=\"7\" failures=\"3\" errors=\"0\">"))
    #expect(
      text.contains(
        "<testsuite name=\"december.xlsx › locations\" tests=\"3\" failures=\"2\" errors=\"0\""))
    #expect(
      text.contains(
        "<testcase classname=\"registrar.locations\" name=\"value.enum-unknown\" time=\"0\">"))
    #expect(text.contains("name=\"ledger\""))
    #expect(!text.contains("value.normalised"))
  }

  @Test func junit_escapesWhatComesFromFiles() {
    let text = JUnitReport().text(of: report(["</failure>\u{1}\"&]]>"], file: "a<b>.csv"))
    #expect(text.contains("`&lt;/failure&gt;&quot;&amp;]]&gt;` is not a whole number"))
    #expect(!text.contains("\u{1}"))
    #expect(text.contains("a&lt;b&gt;.csv"))
  }

  @Test func github_namesFileLineAndTitle() {
    let lines = GitHubReport().text(of: report(["many"])).split(separator: "\n")
    #expect(
      lines.first.map(String.init)
        == "::error file=people.csv,line=2,title=value.not-integer%3A people.csv%3A2%3A4 (f0)"
        + "::`many` is not a whole number%0Ahelp: enter a whole number")
  }

  @Test func github_takesNoCommandFromAFile() {
    let values = ["100%\r\n::set-output name=x::y", "##[error]z"] + (0..<30).map { "v\($0)" }
    let text = GitHubReport().text(of: report(values, file: "::error,a:b.csv"))
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == GitHubReport.maximumAnnotations)
    #expect(
      lines.filter { $0.hasPrefix("::") && !$0.hasPrefix("::error ") }.map { $0.prefix(8) } == [
        "::group:", "::endgro",
      ])
    #expect(lines[0].contains("file=%3A%3Aerror%2Ca%3Ab.csv,line=2"))
    #expect(lines[0].contains("`100%25  ::set-output name=x::y`"))
    #expect(!lines.dropFirst(10).contains { $0.contains("##[") })
    // Each kind is told, the first ones as annotations.
    for value in values.dropFirst(2) { #expect(text.contains("`\(value)` is not")) }
  }
}
