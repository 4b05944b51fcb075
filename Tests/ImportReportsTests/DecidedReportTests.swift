import Foundation
import TabularCore
import TestSupport
import Testing

@testable import ImportPipeline
@testable import ImportReports

/// What people decided – corrections of a copy, replayed corrections, accepted findings – and where values
/// come from stand in every report.
@Suite struct DecidedReportTests {
  private static let hostile = "a`<b>|\u{1B}[31m"

  private static func correction(
    _ row: Int, _ after: [String], _ doubt: CorrectionDoubt? = nil
  ) -> ReportedCorrection {
    ReportedCorrection(
      at: EvidenceReport.place(row, 4, "seats"), .text, before: " \(row)\(hostile)", after: after,
      doubt: doubt)
  }

  private static func waived(_ row: Int, line: Int) -> Issue {
    Issue(
      .decisionWaived(
        found: "value.not-integer", author: "M. Lee", reason: "counted by hand {\(line)}",
        date: "2027-12-31", line: line), at: EvidenceReport.place(row, 4, "seats"), value: "many")
  }

  /// A run with decisions of every kind.
  private static func report(corrections: Int = 3, waivers: Int = 2) -> ImportReport {
    var report = EvidenceReport.report
    for number in 0..<waivers { report.issues.add(waived(20 + number, line: 2 + number)) }
    report.issues.add(
      Issue(
        .valueCorrected(
          value: "torono", result: "Toronto", count: 3, reason: "typing", author: "M. Lee", line: 7),
        at: EvidenceReport.place(30, 3, "city"), value: "torono"))
    report.corrections = ImportReport.Corrections(file: "people.fixed.xlsx")
    report.corrections?.applied = (0..<corrections).map { correction($0 + 2, ["\($0)"]) }
    report.corrections?.proposed = [correction(90, ["3", "4"], .ambiguous)]
    report.explainedValues = [
      ExplainedValue(
        location: EvidenceReport.place(40, 4, "seats"), value: "12", read: nil, origin: .constant,
        detail: "", rows: RowRanges(40...44))
    ]
    return report
  }

  // MARK: Page

  @Test(arguments: ["en", "fr", "es"] as [Language])
  func page_listsThem(language: Language) throws {
    var options = ReportOptions()
    options.language = language
    let text = HTMLReport().text(of: Self.report(), options)
    #expect(Tags(text).mistakes == [])
    let words = CorrectionWords(language: language)
    for part in [
      words.counts(try #require(Self.report().corrections)), language.label("fixed/applied"),
      language.label("fixed/proposed"), language.label("page/decisions"),
      language.label("page/values"), language.label("origin/default"),
    ] { #expect(text.contains(HTML.text(part)), "\(part)") }
    // In the list of decisions, each once, as well as among all issues.
    let decisions = try #require(text.split(separator: "<table id=\"decisions\"").last)
    let table = try #require(decisions.split(separator: "</table>").first)
    for part in ["counted by hand {2}", "counted by hand {3}", "torono", "<code>M. Lee</code>"] {
      #expect(table.ranges(of: part).count >= 1, "\(part): \(table)")
    }
    #expect(!text.contains("\u{1B}") && !text.contains("`<b>"))
    #expect(text.contains("‘ 2a`&lt;b&gt;|"))
  }

  @Test func longTable_hasAllItsRowsPacked() throws {
    let text = HTMLReport().text(of: Self.report(corrections: 1_234), ReportOptions())
    let rows = try #require(try Tags(text).data("fixes-applied-rows") as? [[String]])
    #expect(rows.count == 1_234)
    #expect(rows.last?[2] == "‘1233’")
    #expect(text.contains("Show 1034 more"))
    #expect(Tags(text).mistakes == [])
    let short = HTMLReport().text(of: Self.report(), ReportOptions())
    #expect(!short.contains("id=\"fixes-applied-rows\""))
  }

  @Test func pageOfARunWithoutIssues_hasTheCorrections() {
    var report = Self.report()
    report.issues = IssueCollector()
    let text = HTMLReport().text(of: report, ReportOptions())
    #expect(text.contains("<table id=\"fixes-applied\"") && !text.contains("id=\"kinds\""))
    #expect(!text.contains("<table id=\"decisions\""))
  }

  @Test func redactedPage_hasNoPersonalText() {
    var report = Self.report()
    report.corrections?.applied = [
      ReportedCorrection(
        at: EvidenceReport.place(2, 4, "seats"), .text, before: " Johanna", after: ["Johanna"],
        isPersonal: true)
    ]
    var options = ReportOptions()
    options.isRedacted = true
    #expect(!HTMLReport().text(of: report, options).contains("Johanna"))
    #expect(!MarkdownReport().text(of: report, options).contains("Johanna"))
  }

  // MARK: Markdown

  @Test func markdown_hasTheirTables() {
    let text = MarkdownReport().text(of: Self.report(corrections: 203), ReportOptions())
    for line in [
      "## Registrar corrections", "### Corrected", "### Proposed, to be decided by you",
      "`people.fixed.xlsx`: 203 cells corrected, 1 correction proposed",
      "| where | before | after | what was corrected |", "‘3’ or ‘4’",
      "and 3 more; --report json:PATH has all of them", "## Values that no cell gave",
      "counted by hand {3}", "`torono` was read as `Toronto`",
    ] { #expect(text.contains(line), "\(line)\n\(text)") }
    #expect(text.contains("people.xlsx › People!D201 (Seats)"))
    #expect(!text.contains("people.xlsx › People!D202 (Seats)"))
  }

  @Test func markdown_listsEveryDecision() {
    let text = MarkdownReport().text(of: Self.report(waivers: 120), ReportOptions())
    for line in 2..<122 { #expect(text.contains("counted by hand {\(line)}"), "\(line)") }
  }

  // MARK: SARIF

  private func results(_ report: ImportReport) throws -> [[String: Any]] {
    let text = SARIFReport().text(of: report, ReportOptions())
    let log = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require((log?["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
  }

  /// An accepted finding is a result of its own rule, suppressed, with the fingerprint that it has while
  /// nobody accepts it; every other result tells that it is not.
  @Test func acceptedFinding_isSuppressed() throws {
    let results = try results(Self.report(waivers: 1))
    let suppressed = results.filter { ($0["suppressions"] as? [Any])?.isEmpty == false }
    let result = try #require(suppressed.first)
    #expect(suppressed.count == 1)
    #expect(results.allSatisfy { $0["suppressions"] is [Any] })
    #expect(result["ruleId"] as? String == "value.not-integer")
    #expect(result["level"] as? String == "error")
    let suppression = try #require((result["suppressions"] as? [[String: String]])?.first)
    #expect(
      suppression == [
        "kind": "external", "status": "accepted",
        "justification": "M. Lee: counted by hand {2} (2027-12-31)",
      ])
    var open = EvidenceReport.report
    open.issues = IssueCollector()
    open.issues.add(EvidenceReport.seats(20, "many"))
    let before = try self.results(open)
    #expect(before.first?["suppressions"] == nil)
    let fingerprint = { (result: [String: Any]?) in
      (result?["partialFingerprints"] as? [String: String])?["registrar/1"]
        .map { $0.split(separator: ":")[0] }
    }
    #expect(fingerprint(before.first) == fingerprint(result))
  }
}
