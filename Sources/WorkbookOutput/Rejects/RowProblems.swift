import ImportPipeline
import ImportReports
import TabularCore

/// What is wrong with the rows of a sheet, in words.
struct RowProblems {
  private let note: NoteText
  private let content: ReportContent
  private let words: MarkingWords
  private var issues: [Int: [Issue]] = [:]
  /// The codes of issues that were only counted, with their rows.
  private var codes: [(code: IssueCode, rows: RowRanges)] = []

  init(_ file: ImportReport.File, _ sheet: ImportReport.Sheet, _ content: ReportContent) {
    self.content = content
    words = MarkingWords(language: content.language)
    note = NoteText(content, words)
    for issue in content.issues
    where issue.severity != .note && issue.location.sheet == sheet.name
      && content.sources[issue.location]?.source == file.source
    {
      let rows =
        issue.rows.isEmpty
        ? issue.location.row.map { [$0] } ?? [] : issue.rows.ranges.flatMap { Array($0) }
      for row in rows { issues[row, default: []].append(issue) }
    }
    for (kind, rows) in content.report.issues.rowsByKind
    where kind.source == file.source && kind.sheet == sheet.name {
      codes.append((kind.code, rows))
    }
    codes.sort { $0.code < $1.code }
  }

  /// The sentences about a row, each with what to do.
  func text(ofRow row: Int, isWaiting: Bool) -> String {
    var parts: [String] = []
    for issue in issues[row] ?? [] {
      parts.append(note.text(of: issue).replacing("\n", with: " "))
    }
    if parts.isEmpty {
      parts += codes.filter { $0.rows.contains(row) }.map(\.code.rawValue)
    }
    if parts.isEmpty, isWaiting { parts.append(words.states[Int(RowState.waiting.rawValue) - 1]) }
    return String(parts.joined(separator: " · ").prefix(4_000))
  }
}
