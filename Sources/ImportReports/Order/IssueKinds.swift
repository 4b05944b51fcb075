public import ImportPipeline
public import TabularCore

/// The issues of a report, grouped for people: what is printed once, with its rows.
public struct IssueKinds: Sendable {
  /// Issues of one kind.
  public struct Group: Sendable {
    /// The first of them in the order of the report.
    public var issue: Issue
    /// How many were found.
    public var count: Int
    /// The rows they concern.
    public var rows: RowRanges
  }

  /// The groups, in the order of their first issues.
  public private(set) var groups: [Group] = []
  /// How many kinds of each severity were counted and have no issue kept.
  public private(set) var unlisted: [Severity: Int] = [:]

  /// Groups the issues that a report kept.
  public init(_ report: ImportReport) {
    let collector = report.issues
    var known: Set<IssueCollector.Kind> = []
    for issue in ReportOrder(report).sorted(collector.issues) {
      let kind = collector.kind(of: issue)
      guard known.insert(kind).inserted else { continue }
      groups.append(
        Group(
          issue: issue, count: collector.countByKind[kind] ?? 1,
          rows: collector.rowsByKind[kind] ?? issue.rows))
    }
    var severities: [IssueCode: Severity] = [:]
    for key in collector.counts.keys {
      severities[key.code] = max(key.severity, severities[key.code] ?? .note)
    }
    for kind in collector.countByKind.keys where !known.contains(kind) {
      unlisted[severities[kind.code] ?? .error, default: 0] += 1
    }
  }

  /// How many kinds of a severity there are.
  public func count(of severity: Severity) -> Int {
    groups.count { $0.issue.severity == severity } + (unlisted[severity] ?? 0)
  }
}
