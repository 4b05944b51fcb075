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
    /// Others of them whose sentences may differ from the first one's, those that were kept.
    public var others: IssueSelection
    /// The rows they concern.
    public var rows: RowRanges
    /// Whether the count is exact; otherwise issues beyond the cap may be of this kind too.
    public var isExact: Bool

    init(
      issue: Issue, count: Int, others: IssueSelection, rows: RowRanges, isExact: Bool
    ) {
      self.issue = issue
      self.count = count
      self.others = others
      self.rows = rows
      self.isExact = isExact
    }

    /// The only issue of its kind.
    init(alone issue: Issue) {
      self.init(
        issue: issue, count: 1, others: IssueSelection(IssueList()), rows: issue.rows,
        isExact: true)
    }
  }

  /// The groups, in the order of their first issues.
  public private(set) var groups: [Group] = []
  /// How many kinds of each severity were counted and have no issue kept.
  public private(set) var unlisted: [Severity: Int] = [:]
  private var errorsByFile: [File: Int] = [:]

  /// An input file of the run, or what else a place names.
  private struct File: Hashable {
    var source: SourceID?
    var name: String?

    init(source: SourceID?, name: String?) {
      self.source = source
      self.name = source == nil ? name : nil
    }

    init(_ location: IssueLocation) { self.init(source: location.source, name: location.file) }
  }

  /// Groups the issues that a report kept.
  public init(_ report: ImportReport) {
    let collector = report.issues
    var known: [IssueCollector.Kind: Int] = [:]
    let positions = ReportOrder(report).order(of: collector.issues)
    for position in positions {
      let issue = collector.issues[Int(position)]
      let kind = collector.kind(of: issue)
      if let index = known[kind] {
        groups[index].others.append(position)
        continue
      }
      known[kind] = groups.count
      // Beyond the cap the collector knows kinds only where code and field tell them.
      let isTold = issue.location.field != nil && kind.arguments.isEmpty
      groups.append(
        Group(
          issue: issue, count: collector.countByKind[kind] ?? 1,
          others: IssueSelection(collector.issues),
          rows: collector.rowsByKind[kind] ?? issue.rows,
          isExact: isTold || !collector.isCut(issue)))
    }
    for issue in collector.issues where issue.severity == .error {
      errorsByFile[File(issue.location), default: 0] += 1
    }
    var severities: [IssueCode: Severity] = [:]
    for key in collector.counts.keys {
      severities[key.code] = max(key.severity, severities[key.code] ?? .note)
    }
    for kind in collector.countByKind.keys where known[kind] == nil {
      unlisted[severities[kind.code] ?? .error, default: 0] += 1
    }
    // Those that were not kept are known by their kinds.
    var counted: [File: Int] = [:]
    for (kind, count) in collector.countByKind where severities[kind.code] ?? .error == .error {
      counted[File(source: kind.source, name: kind.file), default: 0] += count
    }
    errorsByFile.merge(counted) { max($0, $1) }
  }

  /// How many errors the file of a place has, or what has no file.
  public func errorCount(ofFileAt location: IssueLocation) -> Int {
    errorsByFile[File(location)] ?? 0
  }

  /// How many kinds of a severity there are.
  public func count(of severity: Severity) -> Int {
    groups.count { $0.issue.severity == severity } + (unlisted[severity] ?? 0)
  }
}
