import Schemas
import TabularCore

/// The accepted findings of a run.
struct WaiverPlan {
  let file: DecisionFile<Waiver>
  private let digests: FindingDigests
  /// Those that hold, by their digests.
  private let byDigest: [String: Waiver]
  /// What is wrong with them, and which hold no more.
  let issues: [Issue]

  init(_ file: DecisionFile<Waiver>, package: DataPackage, today: String) {
    self.file = file
    let digests = FindingDigests(package)
    var issues = file.issues
    var byDigest: [String: Waiver] = [:]
    for waiver in file.decisions {
      func tell(_ content: IssueContent, column: Int, _ field: String, _ value: String) {
        issues.append(
          Issue(
            content, at: file.place(line: waiver.line, column: column, field: field), value: value))
      }
      let found = waiver.code.rawValue
      guard digests.knows(waiver.code) else {
        tell(.decisionRefused(.code(found: found)), column: 1, "code", found)
        continue
      }
      let severity = IssueCatalog.definition(of: waiver.code)?.severity ?? .error
      guard severity != .error || digests.mayAccept(waiver.code, .error, in: waiver.table) else {
        tell(.decisionRefused(.severity(found: found)), column: 1, "code", found)
        continue
      }
      guard waiver.expires >= today else {
        tell(
          .decisionExpired(.waiver(found: found, author: waiver.author), date: waiver.expires),
          column: 8, "expires", waiver.expires)
        continue
      }
      byDigest[waiver.digest] = waiver
    }
    self.digests = digests
    self.byDigest = byDigest
    self.issues = issues
  }

  /// What the run's collectors ask; `nil` when nothing is accepted.
  var acceptance: IssueAcceptance? {
    guard !byDigest.isEmpty else { return nil }
    let (digests, byDigest) = (digests, byDigest)
    return IssueAcceptance(codes: Set(byDigest.values.map(\.code))) { issue, severity in
      guard digests.mayAccept(issue, severity),
        let waiver = digests.digest(of: issue).flatMap({ byDigest[$0] }),
        waiver.code == issue.code
      else { return nil }
      return .decisionWaived(
        found: issue.code.rawValue, author: waiver.author, reason: waiver.reason,
        date: waiver.expires, line: waiver.line)
    }
  }

  /// The waivers that nothing needed, with whether what they accept is found in another form.
  ///
  /// - Parameter tables: the tables that the run read.
  func unused(_ found: IssueList, tables: Set<String>) -> [Issue] {
    var used: Set<String> = []
    var standing: Set<[String]> = []
    for issue in found {
      if issue.code == "decision.waived" {
        used.formUnion(issue.arguments.filter { $0.name == "line" }.map(\.value))
      } else {
        standing.insert(Self.place(of: issue))
      }
    }
    return byDigest.values.sorted { $0.line < $1.line }.compactMap { waiver in
      guard !used.contains(String(waiver.line)),
        waiver.table.isEmpty || tables.contains(waiver.table)
      else { return nil }
      let code = waiver.code.rawValue
      let isChanged = standing.contains([code, waiver.table, waiver.field, waiver.key])
      return Issue(
        .decisionUnused(
          isChanged ? .changed(found: code) : .waiver(found: code), field: waiver.field),
        at: file.place(line: waiver.line, column: 5, field: "digest"))
    }
  }

  private static func place(of issue: Issue) -> [String] {
    [
      issue.code.rawValue, issue.location.table ?? "", issue.location.field ?? "",
      FindingDigests.key(of: issue),
    ]
  }
}
