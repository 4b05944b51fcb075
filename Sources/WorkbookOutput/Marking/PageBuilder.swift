import ImportPipeline
import ImportReports
import TabularCore
import Workbooks

/// The page that is put before all sheets: counts, the ledger, a table of all issues.
///
/// It names neither file nor run, so that the page of a copy's copy says the same.
struct PageBuilder {
  /// The most issues in the table.
  private static let maximumIssues = 100_000

  private let file: FileMarking
  private let issues: [Issue]
  private let words: MarkingWords

  init(_ file: FileMarking, _ issues: [Issue]) {
    self.file = file
    self.issues = issues
    words = file.words
  }

  /// The page under a name.
  func page(name: String) -> ReportPage {
    var page = ReportPage(name: name)
    page.widths = [13, 24, 20, 24, 56, 56, 24]
    let report = file.content.report
    page.rows = [
      [PageCell(words.title, .title)], [PageCell(counts, .line)],
      [PageCell(conclusion(report), .line)], [PageCell(words.how, .line)], [],
    ]
    addLedger(report, to: &page)
    page.rows.append([PageCell(words.findings, .heading)])
    guard !issues.isEmpty else {
      page.rows.append([PageCell(words.none, .line)])
      return page
    }
    let shown = issues.prefix(Self.maximumIssues)
    let leftOut = leftOut + issues.count - shown.count
    if leftOut > 0 { page.rows.append([PageCell(words.leftOut(leftOut), .line)]) }
    for (key, count) in leftOutByCode {
      page.rows.append([PageCell(count), PageCell(key, .line)])
    }
    page.rows.append(words.headers.map { PageCell($0, .header) })
    page.tableHeader = page.rows.count
    page.rows += shown.map(row)
    return page
  }

  // MARK: What happened

  private var counts: String {
    let collector = file.content.report.issues
    var parts: [String] = []
    let errors = collector.count(of: .error)
    let warnings = collector.count(of: .warning)
    let notes = collector.count(of: .note)
    if errors > 0 { parts.append(words.errors(errors)) }
    if warnings > 0 { parts.append(words.warnings(warnings)) }
    if parts.isEmpty { parts.append(words.noIssues) }
    if notes > 0 { parts.append(words.notes(notes)) }
    return parts.joined(separator: ", ")
  }

  private func conclusion(_ report: ImportReport) -> String {
    let text = maskingPaymentCards(report.run.conclusion.text(in: words.language))
    return text.isEmpty ? "" : text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func addLedger(_ report: ImportReport, to page: inout ReportPage) {
    guard !report.ledger.isEmpty else { return }
    page.rows.append([PageCell(words.ledger, .heading)])
    let columns: [(String, KeyPath<LedgerLine, Int>)] = [
      ("read", \.read), ("invalid", \.invalid), ("created", \.created), ("updated", \.updated),
      ("unchanged", \.unchanged),
    ]
    func name(_ key: String) -> String { words.language.label("ledger/" + key) }
    page.rows.append(
      [PageCell(name("table"), .header)] + columns.map { PageCell(name($0.0), .header) }
        + [PageCell(name("skipped"), .header)])
    for line in report.ledger {
      let left = line.blank + line.example + line.skipped + line.deleted + line.pending
      let title = report.tableTitles[line.table]?.text(in: words.language) ?? line.table
      page.rows.append(
        [PageCell(title)] + columns.map { PageCell(line[keyPath: $0.1]) } + [PageCell(left)])
    }
    page.rows.append([])
  }

  // MARK: Issues

  /// How many issues of the run were counted but not kept.
  private var leftOut: Int {
    file.content.report.issues.counts.values.reduce(0) { $0 + $1.found - $1.kept }
  }

  private var leftOutByCode: [(String, Int)] {
    file.content.report.issues.counts.filter { $0.value.found > $0.value.kept }
      .map { ("\($0.key.code) \($0.key.table ?? "")", $0.value.found - $0.value.kept) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  private func row(_ original: Issue) -> [PageCell] {
    let issue = file.content.shown(original)
    let look: PageLook =
      switch issue.severity {
      case .error: .error
      case .warning: .warning
      case .note: .plain
      }
    let field = issue.location.field.map {
      file.content.names.name(of: $0, at: issue.location)
    }
    let (message, toDo) = file.note.sentences(of: original)
    let found = issue.isSecret ? "" : issue.shown ?? issue.value ?? ""
    return [
      PageCell(words.language.label("severity/" + issue.severity.rawValue), look), place(issue),
      PageCell(printable(field ?? "")), PageCell(printable(found)),
      PageCell(message), PageCell(toDo), PageCell(issue.code.rawValue),
    ]
  }

  private func place(_ issue: Issue) -> PageCell {
    let location = issue.location
    guard file.linksToCells, let row = location.row, let sheet = file.sheet(of: location) else {
      return PageCell(printable(location.sheet ?? ""))
    }
    let column = location.column.map(columnLetters) ?? ""
    let shown = row + file.rowShift
    let reference = "\(column.isEmpty ? "A" : column)\(shown)"
    return PageCell("\(sheet)!\(column)\(shown)", .link, target: (sheet, reference))
  }
}
