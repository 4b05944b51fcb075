import HTTPTypes
import Hummingbird
import JSONText
import Submissions
import TabularCore

extension PageRequest {
  /// How many rows and findings stand on a page.
  private static let most = 50
  /// What rows can have become.
  private static let kinds = ["new", "gone", "changed"]

  /// What became of the findings of the round before.
  private struct Findings: Sendable {
    var new: [Finding] = []
    var gone: [Finding] = []
    var newCount = 0
    var goneCount = 0
  }

  /// What changed from the round before: findings that are gone and new, rows that are gone, new and changed.
  func changesPage() async throws -> Response {
    let submission = try await submission()
    guard submission.follows != nil else { throw PageFailure.unknownPage }
    let caller = try caller
    let findings = try await asking { desk in
      try Self.findings(in: try desk.output(.reportLines, of: submission.id, for: caller).path)
    }
    let kind = query("kind").flatMap { Self.kinds.contains($0) ? $0 : nil }
    let number = pageNumber
    let answer = try await desk.rowDifferences(
      of: submission.id, for: caller, change: kind, from: (number - 1) * Self.most,
      limit: Self.most)
    var values = SubmissionValues(submission, self).page
    values["earlier"] = submission.follows.map { "/submissions/\($0)" }
    values["newFindings"] = list(findings.new, of: findings.newCount, "newFindings")
    values["goneFindings"] = list(findings.gone, of: findings.goneCount, "goneFindings")
    values["counts"] = Self.kinds.map { name -> [String: Any] in
      [
        "title": label("changes/" + name), "name": name, "isCurrent": name == kind,
        "count": answer.number(name),
      ]
    }
    let rows = answer.member("rows")?.items ?? []
    values["changedRows"] = rows.map { self.values(of: $0, submission) }
    let total = answer.number("total")
    values["matching"] = label("changes/matching", ["count": total])
    values["pages"] = pages(
      number, of: total, per: Self.most, path: "/submissions/\(submission.id)/changes",
      filters: [("kind", kind)])
    return page(
      "changes", title: label("changes/title", ["number": submission.number]),
      part: "submissions", values)
  }

  private static func findings(in path: String) throws -> Findings {
    var findings = Findings()
    try ReportLines.forEach(in: path) { line in
      if line.member("since")?.string == "new", let finding = Finding(line) {
        findings.newCount += 1
        if findings.new.count < most { findings.new.append(finding) }
      } else if line.member("type")?.string == "fixed", let finding = Finding(fixed: line) {
        findings.goneCount += 1
        if findings.gone.count < most { findings.gone.append(finding) }
      }
      return true
    }
    return findings
  }

  private func list(_ findings: [Finding], of count: Int, _ name: String) -> [String: Any] {
    var values: [String: Any] = [
      "title": label("changes/" + name, ["count": count]), "id": name,
      "findings": findings.map { self.values(of: $0) },
    ]
    if count > findings.count {
      values["more"] = label("changes/more", ["count": count - findings.count])
    }
    return values
  }

  private func values(of row: JSONNode, _ submission: Submission) -> [String: Any] {
    let change = row.member("change")?.string ?? ""
    let key = (row.member("key")?.items ?? []).compactMap(\.string)
    let place = [row.member("sheet")?.string, row.member("row")?.scalar].compactMap(\.self)
    return [
      "kind": Self.marks[change] ?? "keep", "mark": label("changes/row/" + change),
      "table": title(ofTable: row.member("table")?.string ?? "", package: submission.package),
      "key": key.map { printable($0) }.joined(separator: " / "),
      "place": place.map { printable($0) }.joined(separator: " · "),
      "fields": (row.member("cells")?.items ?? []).map { cell -> [String: Any] in
        var values: [String: Any] = ["title": printable(cell.member("header")?.string ?? "")]
        guard cell.member("hidden")?.scalar != "true" else {
          values["after"] = label("plan/secret")
          return values
        }
        for name in ["before", "after"] {
          values[name] = cell.member(name)?.string.map { printable($0, limit: 200) }
        }
        return values
      },
    ]
  }

  /// The marks of what rows can have become, as plans have them.
  private static let marks = ["new": "create", "gone": "delete", "changed": "update"]
}

extension JSONNode {
  /// A number of an answer; 0 where there is none.
  fileprivate func number(_ name: String) -> Int {
    member(name)?.scalar.flatMap { Int($0) } ?? 0
  }
}
