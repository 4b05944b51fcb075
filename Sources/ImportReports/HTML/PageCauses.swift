import ImportPipeline
import TabularCore

/// The kinds of issues of a page, root causes first, with the sheets and columns they lie in.
struct PageCauses {
  /// A kind of issues.
  struct Cause {
    var group: IssueKinds.Group
    /// What correcting these issues is worth.
    var cleared: ClearedRows.Count
    /// The position of its sheet.
    var sheet: Int
    /// The position of its column; `nil` for issues of whole rows, sheets or files.
    var column: Int?
    /// The position of its first issue among all.
    var start = 0
    /// How many of its issues are kept.
    var keptCount: Int { group.others.count + 1 }
  }

  /// What issues lie in: a sheet or a column, with their number by severity.
  struct Place {
    var name: String
    var counts: [Severity: Int] = [:]
    var sheet = 0
    var total: Int { counts.values.reduce(0, +) }
  }

  private(set) var causes: [Cause] = []
  /// Causes in a row that the list tells together: each that has a section of its own, and of the others
  /// those of one code and column, which may be as many as there are rows.
  private(set) var runs: [Range<Int>] = []
  private(set) var sheets: [Place] = []
  private(set) var columns: [Place] = []
  /// Kinds of which no issue was kept.
  let unlistedCount: Int
  /// How many issues are kept.
  private(set) var keptCount = 0

  init(_ content: ReportContent) {
    let kinds = IssueKinds(content.report)
    unlistedCount = kinds.unlisted.values.reduce(0, +)
    let cleared = ClearedRows(content.report)
    var sheetIndexes: [String: Int] = [:]
    var columnIndexes: [String: Int] = [:]
    for group in kinds.groups {
      let place = content.shown(group.issue).location
      let name = content.places.bare(
        IssueLocation(
          place.form, source: place.source, file: place.file, sheet: place.sheet,
          table: place.form == .store ? place.table : nil))
      let sheet = sheetIndexes[name] ?? sheets.count
      if sheet == sheets.count {
        sheetIndexes[name] = sheet
        sheets.append(Place(name: name))
      }
      sheets[sheet].counts[group.issue.severity, default: 0] += group.count
      var column: Int?
      if let label = Self.column(place, content) {
        let key = "\(sheet)/\(label)"
        let index = columnIndexes[key] ?? columns.count
        if index == columns.count {
          columnIndexes[key] = index
          columns.append(Place(name: label, sheet: sheet))
        }
        columns[index].counts[group.issue.severity, default: 0] += group.count
        column = index
      }
      causes.append(
        Cause(group: group, cleared: cleared.count(of: group), sheet: sheet, column: column))
    }
    let order = ReportOrder(content.report)
    let ranks = causes.map { Rank($0, order) }
    // The position keeps the order of the report among equals.
    var positions = causes.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    let sections = min(HTMLReport.maximumCauses, positions.count)
    let alike = causes.map(Kind.init)
    positions[sections...].sort {
      ranks[$0].isBefore(ranks[$1], alike[$0], alike[$1]) ?? ($0 < $1)
    }
    causes = positions.map { causes[$0] }
    for (index, position) in positions.enumerated() {
      if index > sections, alike[position] == alike[positions[index - 1]], let last = runs.last {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    for index in causes.indices {
      causes[index].start = keptCount
      keptCount += causes[index].keptCount
    }
  }

  /// What people call the column of a place.
  private static func column(_ place: IssueLocation, _ content: ReportContent) -> String? {
    if let field = place.field { return content.names.name(of: field, at: place) }
    return place.column.map { place.form == .workbook ? columnLetters($0) : String($0) }
  }

  // MARK: What comes first

  /// Errors before warnings before notes; of them what hides other things (files, headers), then what
  /// lets other rows pass, most of them first, and what only follows from other errors last.
  private struct Rank: Comparable {
    private var severity: Int
    private var step: Int
    private var place: Int

    init(_ cause: Cause, _ order: ReportOrder) {
      let issue = cause.group.issue
      severity = issue.severity == .error ? 0 : issue.severity == .warning ? 1 : 2
      let level = order.level(of: issue.code)
      let isConsequence = ClearedRows.isConsequence(issue)
      step = level <= 4 ? 0 : isConsequence ? 3 : cause.cleared.rows > 0 ? 1 : 2
      place = level <= 4 ? level : -cause.cleared.rows
    }

    static func < (left: Rank, right: Rank) -> Bool {
      (left.severity, left.step, left.place) < (right.severity, right.step, right.place)
    }

    /// Whether a cause stands before another in the list beyond the sections; `nil` for those that the
    /// list tells together.
    func isBefore(_ other: Rank, _ kind: Kind, _ otherKind: Kind) -> Bool? {
      if (severity, step) != (other.severity, other.step) {
        return (severity, step) < (other.severity, other.step)
      }
      return kind == otherKind ? nil : kind < otherKind
    }
  }

  /// What the issues have in common that the list tells together.
  private struct Kind: Comparable {
    private var severity: Severity
    private var sheet: Int
    private var code: String
    private var column: Int
    private var table: String

    init(_ cause: Cause) {
      let issue = cause.group.issue
      severity = issue.severity
      sheet = cause.sheet
      code = issue.code.rawValue
      column = cause.column ?? -1
      table = issue.location.table ?? ""
    }

    static func < (left: Kind, right: Kind) -> Bool {
      (left.sheet, left.column, left.code, left.table)
        < (right.sheet, right.column, right.code, right.table)
    }
  }
}
