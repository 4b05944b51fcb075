import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

extension PageRequest {
  /// How many findings stand on a page.
  private static let perPage = 50

  /// A part of the findings, with how many there are.
  private struct Found: Sendable {
    var findings: [Finding] = []
    var matching = 0
    var tables: [String] = []
  }

  /// The findings: at which cell, why, and what to type.
  func findingsPage() async throws -> Response {
    let submission = try await submission()
    let caller = try caller
    let (severity, table, text) = (query("severity"), query("table"), query("text"))
    let number = pageNumber
    let first = (number - 1) * Self.perPage
    let found = try await asking { desk -> Found in
      let output = try desk.output(.reportLines, of: submission.id, for: caller)
      var found = Found()
      try ReportLines.forEach(in: output.path) { line in
        guard let finding = Finding(line) else { return true }
        if let table = finding.table, !found.tables.contains(table) { found.tables.append(table) }
        guard severity == nil || severity == finding.severity,
          table == nil || table == finding.table, text.map(finding.contains) ?? true
        else { return true }
        if (first..<first + Self.perPage).contains(found.matching) {
          found.findings.append(finding)
        }
        found.matching += 1
        return true
      }
      return found
    }
    var values = SubmissionValues(submission, self).row
    values["findings"] = found.findings.map(values(of:))
    values["matching"] = label("findings/matching", ["count": found.matching])
    values["severities"] = ["error", "warning", "note"].map { name -> [String: Any] in
      ["name": name, "title": language.label("severity/" + name), "isCurrent": name == severity]
    }
    values["tables"] = found.tables.map { name -> [String: Any] in
      [
        "name": name, "title": title(ofTable: name, package: submission.package),
        "isCurrent": name == table,
      ]
    }
    values["text"] = text
    let filters = [("severity", severity), ("table", table), ("text", text)]
    values["pages"] = pages(
      number, of: found.matching, per: Self.perPage,
      path: "/submissions/\(submission.id)/findings", filters: filters)
    return page(
      "findings", title: label("findings/title", ["number": submission.number]),
      part: "submissions", values)
  }

  func values(of finding: Finding) -> [String: Any] {
    var values: [String: Any] = [
      "severity": finding.severity, "mark": language.label("severity/" + finding.severity),
      "place": finding.place, "message": Self.parts(of: finding.message), "code": finding.code,
    ]
    values["help"] = finding.help.map { ["parts": Self.parts(of: $0)] }
    values["value"] = finding.value.map { printable($0) }
    values["suggestion"] = finding.suggestion
    if finding.rowCount > 1 { values["rows"] = label("findings/rows", ["count": finding.rowCount]) }
    return values
  }

  /// A sentence in parts: what stands in it between backticks is as it is in the file.
  private static func parts(of sentence: String) -> [[String: Any]] {
    sentence.split(separator: "`", omittingEmptySubsequences: false).enumerated().map {
      [($0.isMultiple(of: 2) ? "plain" : "literal"): String($1)]
    }
  }

  /// Which page of a list is asked for, from 1; a number that no list reaches is as good as a large one.
  var pageNumber: Int {
    let asked = query("page").flatMap { Int($0) } ?? 1
    return min(max(asked, 1), 1_000_000)
  }

  /// The links to the pages before and behind; `nil` where there is one page only.
  func pages(
    _ number: Int, of count: Int, per size: Int, path: String, filters: [(String, String?)]
  ) -> [String: Any]? {
    let last = max(1, (count + size - 1) / size)
    guard last > 1 else { return nil }
    func link(_ number: Int) -> String {
      let filters = filters.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" }
      }
      return path + "?" + (filters + ["page=\(number)"]).joined(separator: "&")
    }
    var pages: [String: Any] = ["text": label("pages/of", ["page": number, "count": last])]
    if number > 1 { pages["before"] = link(number - 1) }
    if number < last { pages["next"] = link(number + 1) }
    return pages
  }
}
