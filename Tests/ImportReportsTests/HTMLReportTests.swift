import CLibZ
import Crypto
import Foundation
import ImportPipeline
import TabularCore
import Testing

@testable import ImportReports

/// The page is whole, says only what it may, and takes nothing from a file for markup.
@Suite struct HTMLReportTests {
  private func page(_ report: ImportReport, _ change: (inout ReportOptions) -> Void = { _ in })
    -> String
  {
    var options = ReportOptions()
    change(&options)
    return HTMLReport().text(of: report, options)
  }

  /// A report with issues in a column of a table.
  private func report(_ values: [String]) -> ImportReport {
    var report = EvidenceReport.report
    report.issues = IssueCollector(maximumDetails: 0)
    for (index, value) in values.enumerated() {
      report.issues.add(EvidenceReport.seats(index + 2, value))
      report.issues.evidence.keep(
        EvidenceReport.row(["A\(index)", "", "", value]),
        of: RowPlace(source: 1, sheet: "People", row: index + 2))
    }
    return report
  }

  private static let hostile = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "]]>",
    "\"'onload=\"x", "\u{202E}gpj.exe", "=1+1", "& &amp; \\u003c \\", "{{x}} ${y} `z`",
    "\u{0}\u{7}",
  ]

  // MARK: Form

  @Test(arguments: ["en", "fr", "es"] as [Language])
  func everyTagIsClosed(language: Language) throws {
    for report in [SampleReport.report, EvidenceReport.report, report(Self.hostile)] {
      let text = page(report) { $0.language = language }
      #expect(Tags(text).mistakes == [])
      #expect(text.contains("<html lang=\"\(language.rawValue)\">"))
    }
  }

  @Test func nothingIsLoaded_andOnlyTheOwnScriptRuns() throws {
    let text = page(SampleReport.report)
    for word in ["src=", "href=\"http", "url(", "@import", "style=\"", "onclick"] {
      #expect(!Tags(text).markup.contains(word), "\(word)")
    }
    func digest(_ text: String) -> String {
      Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
    #expect(text.contains("default-src 'none'; style-src 'sha256-\(digest(PageStyle.text))'"))
    #expect(text.contains("script-src 'sha256-\(digest(PageScript.text))'"))
    #expect(text.contains("<script>\(PageScript.text)</script>"))
    #expect(!PageScript.text.contains("innerHTML"))
  }

  @Test func textsOfFiles_giveNoMarkup() throws {
    let text = page(report(Self.hostile))
    #expect(!text.contains("<img"))
    #expect(!text.contains("\u{202E}") && !text.contains("\u{0}"))
    #expect(text.ranges(of: "<script>").count == 1)
    #expect(text.ranges(of: "</script>").count == 1 + Tags(text).count(ofData: "script"))
    #expect(text.contains("&lt;img src=x onerror=alert(1)&gt;"))
  }

  // MARK: All issues

  /// What the data blocks hold, put together as the page's script does.
  private func told(_ text: String) throws -> [(place: String, what: String, cells: [String])] {
    let kinds = try #require(try Tags(text).data("kinds") as? [String: Any])
    let size = try #require(kinds["size"] as? Int)
    let total = try #require(kinds["total"] as? Int)
    let starts = try #require(kinds["start"] as? [Int])
    var told: [(String, String, [String])] = []
    for number in 0...((total - 1) / size) {
      let block = try #require(try Tags(text).data("block\(number)") as? [String: Any])
      for index in 0..<min(size, total - number * size) {
        let kind = (starts.lastIndex { $0 <= number * size + index }) ?? 0
        func text(_ name: String) -> String {
          let base = Array(((kinds[name] as? [String])?[kind] ?? "").utf16)
          guard let change = (block[name] as? [Any])?[index] as? [Any],
            let prefix = change[0] as? Int, let suffix = change[1] as? Int,
            let middle = change[2] as? String
          else { return String(decoding: base, as: UTF16.self) }
          return String(
            decoding: base.prefix(prefix) + Array(middle.utf16) + base.suffix(suffix),
            as: UTF16.self)
        }
        let cells = (block["cells"] as? [Any])?[index] as? [Any] ?? []
        told.append((text("place"), text("what"), cells.compactMap { $0 as? String }))
      }
    }
    return told
  }

  @Test func everyIssueIsInThePage() throws {
    let values = (0..<3_456).map { "é\($0 % 7)🙂\($0)" } + Self.hostile
    let report = report(values)
    let content = ReportContent(report, ReportOptions())
    let told = try told(page(report))
    #expect(told.count == values.count)
    for (issue, line) in zip(content.issues, told) {
      #expect(line.place == content.places.text(issue.location))
      #expect(line.what == printable(content.messages.message(of: issue), limit: .max))
      #expect(line.cells.contains(printable(issue.value ?? "")))
    }
    #expect(page(report).contains("<span class=\"count\">(3466 of this kind)</span>"))
  }

  @Test func sampleOfAllKinds_isInThePage() throws {
    let report = SampleReport.report
    let content = ReportContent(report, ReportOptions())
    let told = try told(page(report)).map { $0.place + " " + $0.what }
    let expected = content.issues.map {
      content.places.text($0.location) + " "
        + printable(content.messages.message(of: $0), limit: .max)
    }
    #expect(told.sorted() == expected.sorted())
  }

  /// As many kinds as rows: the list tells those of a column together, and a browser has few to read.
  @Test func manyKinds_areToldTogether() throws {
    var report = report(["a"])
    report.issues = IssueCollector(maximumDetails: 10_000)
    for row in 2..<902 {
      let seats = EvidenceReport.seats(row, "x\(row)")
      report.issues.add(seats)
      let value = "zone \(row)"
      report.issues.add(
        Issue(.valueTimeZoneUnknown(value: value), at: seats.location, value: value))
    }
    let content = ReportContent(report, ReportOptions())
    #expect(PageCauses(content).causes.count > 900)
    let text = page(report)
    let kinds = try #require(try Tags(text).data("kinds") as? [String: Any])
    let starts = try #require(kinds["start"] as? [Int])
    #expect(starts.count < HTMLReport.maximumCauses + 5)
    #expect(starts == starts.sorted() && Set(starts).count == starts.count)
    let told = try told(text).map { $0.place + " " + $0.what }
    let expected = content.issues.map {
      content.places.text($0.location) + " "
        + printable(content.messages.message(of: $0), limit: .max)
    }
    #expect(told.sorted() == expected.sorted())
  }

  @Test func capIsTold() throws {
    var report = report(["a", "b"])
    report.issues = IssueCollector(maximumDetails: 2)
    for row in 2..<9 { report.issues.add(EvidenceReport.seats(row, "x\(row)")) }
    #expect(page(report).contains("Details of 5 issues were not kept; the totals are exact."))
  }

  // MARK: What comes first

  @Test func rootCausesComeFirst_withWhatTheyClear() throws {
    let causes = PageCauses(ReportContent(SampleReport.report, ReportOptions())).causes
    #expect(
      causes.map(\.group.issue.code) == [
        "value.enum-unknown", SampleReport.end, "reference.parent-invalid", "rule.helpers",
        "value.normalised",
      ])
    #expect(causes.map(\.cleared.rows) == [37, 0, 0, 0, 0])
    #expect(causes.map(\.start) == [0, 1, 5, 6, 7])
    #expect(page(SampleReport.report).contains("37 more rows that wait for this are cleared"))
  }

  @Test func countsAddUp() throws {
    let causes = PageCauses(ReportContent(SampleReport.report, ReportOptions()))
    for severity in Severity.allCases {
      let count = SampleReport.report.issues.count(of: severity)
      #expect(causes.sheets.reduce(0) { $0 + ($1.counts[severity] ?? 0) } == count)
      #expect(causes.columns.reduce(0) { $0 + ($1.counts[severity] ?? 0) } == count)
    }
    let text = page(SampleReport.report)
    let sums = [161, 6, 3, 0, 42, 106, 4, 0, 0].map { "<td class=\"number\">\($0)</td>" }.joined()
    #expect(text.contains("<tr><th scope=\"row\">total</th>\(sums)</tr>"))
  }

  @Test func offendingCellsAreMarked() {
    let text = page(EvidenceReport.report)
    #expect(text.contains("<td class=\"bad\"><mark>many</mark></td>"))
    #expect(text.contains("<td>‹hidden› (15)</td>"))
    #expect(text.contains("<span class=\"letters\">D</span> Seats"))
    #expect(!text.contains("1234"))
  }

  @Test func cleanRun_hasNoList() {
    var report = SampleReport.report
    report.issues = IssueCollector()
    let text = page(report)
    #expect(!text.contains("id=\"kinds\"") && !text.contains("id=\"filters\""))
    #expect(Tags(text).mistakes == [])
  }
}

/// The tags of a page.
struct Tags {
  /// The page without the contents of scripts and styles.
  let markup: String
  private let page: String

  init(_ page: String) {
    self.page = page
    markup = page.replacing(/(?s)<(script|style)([^>]*)>.*?<\/\1>/) { "<\($0.1)\($0.2)></\($0.1)>" }
  }

  /// Tags that are not closed, or close nothing.
  var mistakes: [String] {
    var open: [Substring] = []
    var mistakes: [String] = []
    for tag in markup.matches(of: /<(\/?)([a-z0-9-]+)((?:\s+[a-zA-Z-]+="[^"<>]*")*)\s*(\/?)>/) {
      let name = tag.2
      if !tag.4.isEmpty { continue }
      if tag.1.isEmpty {
        open.append(name)
      } else if open.popLast() != name {
        mistakes.append("</\(name)>")
      }
    }
    // What is no tag of this form has no angle brackets.
    let rest = markup.replacing(
      /<\/?[a-z0-9-]+(?:\s+[a-zA-Z-]+="[^"<>]*")*\s*\/?>|<!DOCTYPE html>/, with: "")
    if rest.contains(where: { "<>".contains($0) }) { mistakes.append("a bracket outside of tags") }
    return mistakes + open.map { "<\($0)>" }
  }

  func count(ofData name: String) -> Int { page.ranges(of: "<\(name) type=").count }

  /// The JSON of a block, packed or not.
  func data(_ id: String) throws -> Any {
    for type in ["application/json", PackedText.type] {
      guard let start = page.range(of: "<script type=\"\(type)\" id=\"\(id)\">")?.upperBound,
        let end = page[start...].range(of: "</script>")?.lowerBound
      else { continue }
      let text = String(page[start..<end])
      let bytes = type == PackedText.type ? try Self.unpacked(text) : Data(text.utf8)
      return try JSONSerialization.jsonObject(with: bytes)
    }
    return NSNull()
  }

  /// The text that a packed one is made of.
  static func unpacked(_ text: String) throws -> Data {
    let packed = [UInt8](try #require(Data(base64Encoded: text)))
    var result = [UInt8](repeating: 0, count: 1 << 24)
    var count = uLong(result.count)
    #expect(uncompress(&result, &count, packed, uLong(packed.count)) == Z_OK)
    return Data(result.prefix(Int(count)))
  }
}
