public import ImportPipeline
public import TabularCore

/// The order in which a report lists its issues: severity, file, sheet, row, level, column, code.
///
/// A person goes through a file sheet by sheet and row by row; so does the report, errors first.
/// Files stand in the order in which the run was given them, sheets in workbook order; what keeps a run from beginning comes
/// first, whatever else has no file last. Equal places keep the order in which they were found, so
/// that equal runs give equal reports.
public struct ReportOrder: Sendable {
  private var sources: ReportSources
  private var sheetIndexes: [Int: [String: Int]] = [:]
  private var levels: [IssueCode: Int] = [:]

  /// The order of a report's own files, sheets and rules.
  public init(_ report: ImportReport) {
    sources = ReportSources(report.files)
    for (index, file) in report.files.enumerated() {
      var sheets: [String: Int] = [:]
      for (index, sheet) in file.sheets.enumerated() {
        guard let name = sheet.name, sheets[name] == nil else { continue }
        sheets[name] = index
      }
      sheetIndexes[index] = sheets
    }
    for (code, rule) in report.ruleTexts { levels[code] = rule.level }
  }

  /// The level of a code, 1 to 10.
  public func level(of code: IssueCode) -> Int {
    levels[code] ?? IssueCatalog.definition(of: code)?.level
      ?? IssueDefinition.level(ofArea: code.area)
  }

  /// The issues in the order of the report.
  public func sorted(_ issues: IssueList) -> IssueSelection {
    IssueSelection(issues, at: order(of: issues))
  }

  /// The positions of the issues in the order of the report.
  func order(of issues: IssueList) -> [UInt32] {
    let files = Positions(issues.lazy.map { Rank.file(of: $0, in: self) })
    let sheets = Positions(issues.lazy.map { Rank.sheet(of: $0, in: self) })
    let codes = Positions(issues.lazy.map { (0, $0.code.rawValue) })
    var ranks: [Rank] = []
    ranks.reserveCapacity(issues.count)
    for (index, issue) in issues.enumerated() {
      ranks.append(Rank(issue, index: index, in: self, files, sheets, codes))
    }
    ranks.sort()
    return ranks.map(\.index)
  }

  /// Positions of things in their order: numbers first, then names.
  private struct Positions {
    private var positions: [String: [Int: UInt32]] = [:]

    init(_ things: some Sequence<(Int, String)>) {
      var known: [String: Set<Int>] = [:]
      for (number, name) in things { known[name, default: []].insert(number) }
      let ordered = known.flatMap { name, numbers in numbers.map { ($0, name) } }
        .sorted { $0 < $1 }
      for (index, thing) in ordered.enumerated() {
        positions[thing.1, default: [:]][thing.0] = UInt32(index)
      }
    }

    subscript(thing: (Int, String)) -> UInt32 { positions[thing.1]?[thing.0] ?? .max }
  }

  /// What two issues are compared by, in numbers: there may be a million.
  private struct Rank: Comparable {
    var severity: UInt8
    var level: UInt8
    var file: UInt32
    var sheet: UInt32
    var row: UInt32
    var column: UInt32
    var code: UInt32
    var index: UInt32

    init(
      _ issue: Issue, index: Int, in order: ReportOrder, _ files: Positions, _ sheets: Positions,
      _ codes: Positions
    ) {
      severity = issue.severity == .error ? 0 : issue.severity == .warning ? 1 : 2
      level = UInt8(clamping: order.level(of: issue.code))
      file = files[Self.file(of: issue, in: order)]
      sheet = sheets[Self.sheet(of: issue, in: order)]
      row = UInt32(clamping: issue.location.row ?? 0)
      column = UInt32(clamping: issue.location.column ?? 0)
      code = codes[(0, issue.code.rawValue)]
      self.index = UInt32(clamping: index)
    }

    static func file(of issue: Issue, in order: ReportOrder) -> (Int, String) {
      let location = issue.location
      let name = location.file ?? ""
      guard location.isInput else { return (order.level(of: issue.code) == 1 ? -1 : .max, name) }
      return (location.source?.rawValue ?? order.sources.index(of: location) ?? .max - 1, name)
    }

    static func sheet(of issue: Issue, in order: ReportOrder) -> (Int, String) {
      let location = issue.location
      guard let name = location.sheet else { return (-1, "") }
      let position = location.isInput ? order.sources.index(of: location) : nil
      return (position.flatMap { order.sheetIndexes[$0]?[name] } ?? .max, name)
    }

    static func < (left: Rank, right: Rank) -> Bool {
      if left.severity != right.severity { return left.severity < right.severity }
      if left.file != right.file { return left.file < right.file }
      if left.sheet != right.sheet { return left.sheet < right.sheet }
      if left.row != right.row { return left.row < right.row }
      if left.level != right.level { return left.level < right.level }
      if left.column != right.column { return left.column < right.column }
      if left.code != right.code { return left.code < right.code }
      return left.index < right.index
    }
  }
}

extension IssueLocation {
  /// Whether the place lies in an input file.
  var isInput: Bool { form == .workbook || form == .delimited || form == .json }
}
