public import ImportPipeline
import JSONText
import TabularCore

/// The issues of a run as its record in the store keeps them, so that the next run of the same file can be
/// compared with it.
///
/// No value of a cell, no key and no message is kept: an issue is its fingerprint, its code and its place.
public enum KeptIssues {
  /// The most issues that are kept of a run.
  static let limit = 2_000

  /// The issues of a report as JSON; empty when it has none but notes.
  public static func json(of report: ImportReport) -> String {
    let content = ReportContent(report, ReportOptions())
    let kept = content.issues.filter { $0.severity != .note }
    guard !kept.isEmpty else { return "" }
    let found = report.issues.count(of: .error) + report.issues.count(of: .warning)
    let identity = content.identity
    var json = JSONWriter()
    json.object { json in
      json.member("leftOut", found - min(kept.count, Self.limit))
      json.member("list") { json in
        json.array(kept.prefix(Self.limit)) { json, issue in
          let place = issue.location
          let texts = [
            identity.fingerprint(of: issue).text, issue.code.rawValue, issue.severity.rawValue,
            place.sheet ?? "", place.row.map { String($0) } ?? "", place.field ?? "",
            content.places.text(place),
          ]
          json.array(texts) { $0.string($1) }
        }
      }
    }
    return json.text
  }
}

extension EarlierReport {
  /// What a store keeps of a run's issues; `nil` where it keeps nothing of a run that had some.
  public init?(_ run: RunRecord) {
    guard !run.issuesJSON.isEmpty else {
      guard run.outcome == RunOutcome.clean.rawValue else { return nil }
      self.init(run: run.id, isRedacted: false, issues: [], leftOut: 0)
      return
    }
    guard let root = try? JSONParser.parse(run.issuesJSON),
      let list = root.members?.first(where: { $0.name == "list" })?.value.items
    else { return nil }
    let issues = list.compactMap { item -> Issue? in
      let texts = item.items?.map { $0.scalar ?? "" } ?? []
      guard texts.count == 7 else { return nil }
      return Issue(
        code: texts[1], severity: texts[2], sheet: texts[3].isEmpty ? nil : texts[3],
        row: Int(texts[4]), field: texts[5].isEmpty ? nil : texts[5], key: [],
        message: texts[1], place: texts[6], fingerprint: texts[0])
    }
    let leftOut = root.members?.first { $0.name == "leftOut" }?.value.scalar.flatMap { Int($0) }
    self.init(run: run.id, isRedacted: false, issues: issues, leftOut: leftOut ?? 0)
  }
}
