import ImportPipeline
import JSONText
public import TabularCore

/// The issues of a report as JSON objects one by one, for programs that show some of them.
///
/// They have the members of the issues of a JSON report, but for those that place them among all others:
/// `fingerprint`, `occurrence`, `digest`, `since`, `evidence`. For example:
///
///     let objects = IssueObjects(ReportContent(report, options))
///     let text = objects.json(of: issue, before: [("issue", "17")])
public struct IssueObjects {
  private let objects: ReportObjects

  /// The issues of a report, told with its options.
  public init(_ content: ReportContent) { objects = ReportObjects(content) }

  /// An issue on one line.
  ///
  /// - Parameter before: members that precede its own, with their values as JSON.
  public func json(of issue: Issue, before: [(name: String, json: String)] = []) -> String {
    var json = JSONWriter(isSpaced: true)
    json.object { json in
      for member in before { json.member(member.name) { $0.value(member.json) } }
      objects.issue(issue, &json)
    }
    return json.text
  }

  /// How many issues there are: by severity, and by code and table.
  public var counts: String {
    var json = JSONWriter(isSpaced: true)
    json.object(objects.counts)
    return json.text
  }
}
