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
  public func sorted(_ issues: [Issue]) -> [Issue] {
    issues.enumerated().map { (Rank($1, index: $0, in: self), $1) }
      .sorted { $0.0 < $1.0 }
      .map { $0.1 }
  }

  /// What two issues are compared by.
  private struct Rank: Comparable {
    var severity: Severity
    var file: (Int, String)
    var sheet: (Int, String)
    var place: (row: Int, level: Int, column: Int)
    var code: IssueCode
    var index: Int

    init(_ issue: Issue, index: Int, in order: ReportOrder) {
      let location = issue.location
      let isInput = location.form == .workbook || location.form == .delimited
      let name = location.file ?? ""
      let position = isInput ? order.sources.index(of: location) : nil
      let rank = isInput ? location.source?.rawValue ?? position : nil
      let level = order.level(of: issue.code)
      severity = issue.severity
      let elsewhere = level == 1 ? -1 : Int.max
      file = (isInput ? rank ?? Int.max - 1 : elsewhere, name)
      let sheetName = location.sheet ?? ""
      let sheets = position.flatMap { order.sheetIndexes[$0] }
      sheet = (location.sheet == nil ? -1 : sheets?[sheetName] ?? .max, sheetName)
      place = (location.row ?? 0, level, location.column ?? 0)
      code = issue.code
      self.index = index
    }

    static func == (left: Rank, right: Rank) -> Bool { left.index == right.index }

    static func < (left: Rank, right: Rank) -> Bool {
      if left.severity != right.severity { return left.severity > right.severity }
      if left.file != right.file { return left.file < right.file }
      if left.sheet != right.sheet { return left.sheet < right.sheet }
      if left.place != right.place { return left.place < right.place }
      if left.code != right.code { return left.code < right.code }
      return left.index < right.index
    }
  }
}
