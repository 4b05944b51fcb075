import ImportPipeline
import ImportReports
import RecordMapping
import Schemas
import TabularCore

/// Finds the corrections of a file, and what its issues propose.
struct FileCorrections {
  let file: ImportReport.File
  let content: ReportContent
  let package: DataPackage
  let rules: ReadingRules

  /// The texts that cells get, by sheet and place.
  private(set) var texts: [String?: [CellReference: String]] = [:]
  private(set) var applied: [ReportedCorrection] = []
  private(set) var proposed: [ReportedCorrection] = []

  init(
    _ file: ImportReport.File, _ content: ReportContent, _ package: DataPackage,
    _ rules: ReadingRules
  ) {
    self.file = file
    self.content = content
    self.package = package
    self.rules = rules
  }

  /// Looks through all tables of the file.
  mutating func find(in input: InputFile) throws(MarkedCopyError) {
    for sheet in file.sheets {
      let rows = SourceRows(input, file, sheet, limits: rules.limits)
      guard let header = try Self.header(of: sheet, rows),
        let table = BoundTable(
          sheet, of: file, header: header, states: content.report.rows, package: package,
          options: rules)
      else { continue }
      let decisions = try ColumnDecisions(table, rows, rules)
      var search = CorrectionSearch(table, decisions, package: package, rules: rules)
      for found in try search.corrections(rows) { take(found, table, sheet) }
    }
    addSuggestions()
    proposed.sort { Self.order($0) < Self.order($1) }
  }

  private static func order(_ correction: ReportedCorrection) -> (String, Int, Int) {
    let place = correction.location
    return (place.sheet ?? "", place.row ?? 0, place.column ?? 0)
  }

  /// The header row that the run used.
  static func header(
    of sheet: ImportReport.Sheet, _ rows: SourceRows
  ) throws(MarkedCopyError) -> HeaderRow? {
    guard let number = sheet.headerRow else { return nil }
    var header: HeaderRow?
    try rows.read { batch in
      guard let last = batch.rows.last?.number else { return true }
      if let index = batch.rows.firstIndex(where: { $0.number == number }) {
        header = HeaderRow(batch, rowAt: index)
        return false
      }
      return last < number
    }
    return header
  }

  private mutating func take(
    _ found: CorrectionSearch.Found, _ table: BoundTable, _ sheet: ImportReport.Sheet
  ) {
    let field = table.schema.fields[found.field]
    let place = IssueLocation(
      sheet.name == nil ? .delimited : .workbook, source: file.source, file: file.name,
      sheet: sheet.name, table: table.schema.name, row: found.row, column: found.column,
      field: field.name)
    let correction = ReportedCorrection(
      at: place, found.correction.kind, before: found.before, after: found.correction.texts,
      doubt: found.correction.doubt, isPersonal: field.privacy == .personal)
    guard correction.doubt == nil, let text = correction.after.first else {
      proposed.append(correction)
      return
    }
    applied.append(correction)
    texts[sheet.name, default: [:]][CellReference(row: found.row, column: found.column)] = text
  }

  /// Adds what issues think was meant.
  private mutating func addSuggestions() {
    var known = Set((applied + proposed).map(\.location))
    for issue in content.issues {
      guard let suggestion = issue.suggestion, !issue.isSecret, let row = issue.location.row,
        let column = issue.location.column, let field = issue.location.field,
        content.sources[issue.location]?.source == file.source,
        file.sheets.contains(where: {
          $0.name == issue.location.sheet && row > ($0.headerRow ?? 0)
        })
      else { continue }
      var place = IssueLocation(
        issue.location.form, source: file.source, file: file.name, sheet: issue.location.sheet,
        table: issue.location.table, row: row, column: column, field: field)
      place.key = []
      guard known.insert(place).inserted else { continue }
      proposed.append(
        ReportedCorrection(
          at: place, .value, before: issue.value ?? "", after: [suggestion.text], doubt: .similar,
          isPersonal: issue.isPersonal))
    }
  }
}
