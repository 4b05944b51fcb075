import ImportPipeline
import TabularCore

/// The exact totals of a report, one line per code, severity and table, in the order of the report.
struct CodeCounts {
  /// One line.
  struct Line {
    var key: IssueCollector.CountKey
    var count: IssueCollector.Count
    /// How many were counted without their details.
    var leftOut: Int { max(0, count.found - count.kept) }
  }

  var lines: [Line]

  init(_ report: ImportReport) {
    let order = ReportOrder(report)
    lines = report.issues.counts.map { Line(key: $0.key, count: $0.value) }
    lines.sort { left, right in
      let levels = (order.level(of: left.key.code), order.level(of: right.key.code))
      if levels.0 != levels.1 { return levels.0 < levels.1 }
      if left.key.severity != right.key.severity { return left.key.severity > right.key.severity }
      if left.key.code != right.key.code { return left.key.code < right.key.code }
      return (left.key.table ?? "") < (right.key.table ?? "")
    }
  }

  /// How many details were left out in all.
  var leftOut: Int { lines.reduce(0) { $0 + $1.leftOut } }

  /// The lines of some severities, errors first, each severity in the order of the report.
  func ranked(_ severities: Set<Severity>) -> CodeCounts {
    var counts = self
    counts.lines = Severity.allCases.reversed().filter(severities.contains).flatMap { severity in
      lines.filter { $0.key.severity == severity }
    }
    return counts
  }
}
