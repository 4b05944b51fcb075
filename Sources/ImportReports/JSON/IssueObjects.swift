import ImportPipeline
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
    var own = ""
    JSONValue.object(objects.members(of: issue)).write(to: &own)
    let others = before.map { "\"\($0.name)\": \($0.json), " }.joined()
    return "{" + others + own.dropFirst()
  }

  /// How many issues there are: by severity, and by code and table.
  public var counts: String {
    var text = ""
    objects.counts.write(to: &text)
    return text
  }
}
