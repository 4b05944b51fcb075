import ImportPipeline
import TabularCore

/// How many rows become importable when an error is corrected, as the run found it: the issue about a parent
/// that is wrong names the rows that wait for it and the errors of its row.
struct ClearedRows {
  /// What the correction of an error is worth.
  struct Count: Equatable {
    /// How many rows wait for the row of the error.
    var rows = 0
    /// How many other errors of that row must be corrected with it.
    var otherErrors = 0

    /// What issues of a kind are worth together: those that are enough by themselves, or else those that
    /// are not.
    mutating func add(_ other: Count) {
      guard other.rows > 0 else { return }
      if rows == 0 || otherErrors > 0 && other.otherErrors == 0 {
        self = other
      } else if otherErrors == 0 && other.otherErrors == 0 {
        rows += other.rows
      } else if otherErrors > 0 {
        rows += other.rows
        otherErrors = max(otherErrors, other.otherErrors)
      }
    }

    /// The sentence; `nil` where nothing waits.
    func text(in language: Language) -> String? {
      guard rows > 0 else { return nil }
      guard otherErrors > 0 else {
        return language.label("page/clearedRows", ["count": rows])
      }
      return language.label(
        "page/clearedTogether", ["count": rows, "others": otherErrors])
    }
  }

  private struct Cell: Hashable {
    var source: SourceID?
    var file: String?
    var sheet: String?
    var row: Int
    var column: Int?
    var code: String
  }

  private var counts: [Cell: Count] = [:]

  /// The counts of a report.
  init(_ report: ImportReport) {
    guard
      report.issues.counts.keys.contains(where: { $0.code == "reference.parent-invalid" })
    else { return }
    for issue in report.issues.issues where Self.isConsequence(issue) {
      let rows = issue.related.reduce(0) { $0 + $1.rows.count }
      let errors = issue.related.filter(\.rows.isEmpty)
      for place in errors {
        guard let cell = Self.cell(place.location, place.label) else { continue }
        counts[cell, default: Count()].add(Count(rows: rows, otherErrors: errors.count - 1))
      }
    }
  }

  /// What correcting all errors of a kind is worth.
  func count(of group: IssueKinds.Group) -> Count {
    var sum = Count()
    guard !counts.isEmpty, group.issue.severity == .error else { return sum }
    sum.add(count(of: group.issue))
    for issue in group.others { sum.add(count(of: issue)) }
    return sum
  }

  private func count(of issue: Issue) -> Count {
    Self.cell(issue.location, issue.code.rawValue).flatMap { counts[$0] } ?? Count()
  }

  /// Whether the issue says that rows wait for another row with an error of its own.
  static func isConsequence(_ issue: Issue) -> Bool {
    issue.code == "reference.parent-invalid" && issue.related.contains { $0.rows.isEmpty }
  }

  private static func cell(_ place: IssueLocation, _ code: String) -> Cell? {
    place.row.map {
      Cell(
        source: place.source, file: place.file, sheet: place.sheet, row: $0, column: place.column,
        code: code)
    }
  }
}
