import ImportPipeline
import ImportReports
import RecordMapping
import TabularCore
import Workbooks

/// What one sheet of a copy shows: fills, notes and the states of rows.
struct SheetMarking {
  /// The most cells of a sheet that get a fill.
  static let maximumCells = 250_000
  /// The most cells of a sheet that get a note; the others stand in the report's page.
  static let maximumNotes = 5_000
  /// The most characters of a note.
  static let longestNote = 1_000

  private let file: FileMarking
  private let sheet: ImportReport.Sheet?
  private let issues: [Issue]
  private let columns: [String: Int]

  /// - Parameters:
  ///   - sheet: the sheet as it was read; `nil` for one that was not.
  ///   - issues: the issues that lie in it.
  init(_ file: FileMarking, _ sheet: ImportReport.Sheet?, _ issues: [Issue]) {
    self.file = file
    self.sheet = sheet
    self.issues = issues
    columns = Dictionary(
      (sheet?.columns ?? []).compactMap { column in column.field.map { ($0, column.number) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The marks of the sheet.
  var marks: WorkbookMarks.Sheet {
    var levels: [CellReference: MarkLevel] = [:]
    var texts: [CellReference: [String]] = [:]
    var states = rowStates
    for issue in issues where issue.severity != .note {
      let level: MarkLevel = issue.severity == .error ? .error : .warning
      for row in rows(of: issue) {
        note(level, row, in: &states)
        guard let place = place(of: issue, row), levels.count < Self.maximumCells else { continue }
        levels[place] = max(levels[place] ?? level, level)
      }
      if let row = rows(of: issue).first, let place = place(of: issue, row) {
        texts[place, default: []].append(file.note.text(of: issue))
      }
    }
    addUnkept(&levels, &states)
    var marks = WorkbookMarks.Sheet()
    marks.cells = levels.map { WorkbookMarks.MarkedCell($0.key, $0.value) }.sorted()
    marks.notes = texts.sorted { $0.key < $1.key }.prefix(Self.maximumNotes).map { place, texts in
      WorkbookMarks.Note(place, shortened(texts.joined(separator: "\n\n")))
    }
    marks.formerStatusColumn = sheet.flatMap(Self.formerStatusColumn)
    if let headerRow {
      var status = WorkbookMarks.StatusColumn(
        headerRow: headerRow, header: file.words.status, words: file.words.states)
      status.rows = states
      marks.status = status
    }
    return marks
  }

  private func shortened(_ text: String) -> String {
    guard text.count > Self.longestNote else { return text }
    return text.prefix(Self.longestNote - 100) + "…\n" + file.words.moreInReport
  }

  /// The row of the header in the copy.
  private var headerRow: Int? { sheet?.headerRow.map { $0 + file.rowShift } }

  /// The column of states of an earlier copy.
  static func formerStatusColumn(of sheet: ImportReport.Sheet) -> Int? {
    let known = Set(ControlColumns.markedStatusHeaders.map(fold))
    return sheet.columns.first { known.contains(fold($0.header)) }?.number
  }

  // MARK: Places

  private func rows(of issue: Issue) -> [Int] {
    let shift = file.rowShift
    guard issue.rows.isEmpty else {
      return issue.rows.ranges.flatMap { $0.map { $0 + shift } }
    }
    if let row = issue.location.row { return [row + shift] }
    // The header of a JSON list has no row of its own.
    return shift > 0 && issue.location.column != nil ? [shift] : []
  }

  /// The cell of an issue; one that concerns a whole row lies in its state.
  private func place(of issue: Issue, _ row: Int) -> CellReference? {
    guard row >= 1, row <= CellReference.lastRow else { return nil }
    let column =
      issue.location.column ?? issue.location.field.flatMap { columns[$0] }
      ?? WorkbookMarks.statusColumn
    guard column <= CellReference.lastColumn else { return nil }
    if column == WorkbookMarks.statusColumn, headerRow == nil { return nil }
    return CellReference(row: row, column: column)
  }

  // MARK: States

  /// What became of each row according to the run.
  private var rowStates: [UInt8] {
    let source = file.file.source
    let known = file.content.report.rows.filter { $0.source == source && $0.sheet == sheet?.name }
    let last =
      known.flatMap { states in
        [states.valid, states.invalid, states.waiting, states.skipped]
      }.compactMap(\.ranges.last?.upperBound).max() ?? 0
    let shift = file.rowShift
    var rows = [UInt8](repeating: 0, count: min(last + shift, CellReference.lastRow) + 1)
    func set(_ ranges: RowRanges, _ state: RowState) {
      for range in ranges.ranges {
        for row in range where row + shift < rows.count { rows[row + shift] = state.rawValue }
      }
    }
    for states in known {
      set(states.valid, .ok)
      set(states.skipped, .skipped)
      set(states.waiting, .waiting)
      set(states.invalid, .error)
    }
    return rows
  }

  private func note(_ level: MarkLevel, _ row: Int, in states: inout [UInt8]) {
    guard row >= 1, row <= CellReference.lastRow, let headerRow, row > headerRow
    else { return }
    if row >= states.count {
      states += [UInt8](repeating: 0, count: row + 1 - states.count)
    }
    switch level {
    case .error: states[row] = RowState.error.rawValue
    case .warning where states[row] == 0 || states[row] == RowState.ok.rawValue:
      states[row] = RowState.warning.rawValue
    case .warning: break
    }
  }

  /// Marks the cells of issues that were only counted.
  private func addUnkept(
    _ levels: inout [CellReference: MarkLevel], _ states: inout [UInt8]
  ) {
    let collector = file.content.report.issues
    for (kind, rows) in collector.rowsByKind
    where kind.source == file.file.source && kind.sheet == sheet?.name {
      let severity = collector.severity(of: kind.code)
      guard severity != .note, let column = kind.field.flatMap({ columns[$0] }) else { continue }
      let level: MarkLevel = severity == .error ? .error : .warning
      for range in rows.ranges {
        for row in range.lazy.map({ $0 + file.rowShift }) {
          note(level, row, in: &states)
          guard levels.count < Self.maximumCells else { continue }
          let place = CellReference(row: row, column: column)
          levels[place] = max(levels[place] ?? level, level)
        }
      }
    }
  }
}
