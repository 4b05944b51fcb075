public import ImportPipeline
public import TabularCore

/// Files that somebody corrects cell by cell: after each edit everything is validated again, as the files would be
/// saved.
///
/// The files, the package and the cells of workbooks stay in memory, and so does what was found of each table: a table
/// is read again when an edit touched it or what its rows refer to. There is no other validation than that of an import: what a session says
/// after any edits is what an import of the saved files says, at a time that is at most a minute ago: rows that are
/// compared with the clock would otherwise be read again at every edit. For example:
///
///     let session = CorrectionSession(try service.prepare(request))
///     let change = try session.edit(
///       EditedPlace(source: 1, sheet: nil, row: 7, column: 3), text: "120")
///     show(change.gone, change.came)
///
/// A session belongs to one thread at a time, and writes nothing but what ``save(_:to:)`` names.
public final class CorrectionSession {
  /// An issue with a name that it keeps as long as it lasts.
  public struct NamedIssue: Sendable {
    /// The name: a number that no other issue of the session has or had.
    public var name: Int
    /// The issue.
    public var issue: Issue
  }

  /// What an edit changed.
  public struct Change: Sendable {
    /// The cell.
    public var place: EditedPlace
    /// The names of issues that are no more, ascending.
    public var gone: [Int] = []
    /// The issues that came, in the order in which they were found.
    public var came: [NamedIssue] = []
    /// Whether rows of the file have other numbers now, so that issues below are told anew.
    public var moves = false
  }

  /// One edit.
  private struct Step {
    var place: EditedPlace
    var before: String?
    var after: String?
  }

  /// The import.
  public let prepared: PreparedImport
  /// How long the clock of validations stands before it is set again.
  private let standing: Duration
  /// The import at the time at which the clock stands.
  private var timed: PreparedImport
  private var clockSetAt = ContinuousClock.now
  /// The files with their edits.
  public let files: EditedFiles
  /// The report of the files as they would be saved now.
  public private(set) var report: ImportReport
  /// The issues of the report that are kept, in the order in which they were found.
  public private(set) var issues: [NamedIssue] = []
  /// Grows with every edit, undone edit and edit that was made again.
  public private(set) var revision = 0

  private var steps: [Step] = []
  private var undone: [Step] = []
  private var nextName = 1
  /// The positions of the issues that lie in each row; made when they are asked for.
  private var byRow: [RowPlace: [Int]]?

  /// How many edits can be undone; older ones stay made.
  public static let mostSteps = 100_000

  /// Opens the files of an import and validates them.
  ///
  /// - Parameters:
  ///   - prepared: a validation, never an execution.
  ///   - standing: how long validations share one time.
  public init(_ prepared: PreparedImport, standing: Duration = .seconds(60)) {
    precondition(prepared.options.mode == .validate, "a session of corrections only validates")
    self.prepared = prepared
    self.standing = standing
    timed = prepared
    timed.clock = prepared.clock.standing
    files = EditedFiles(limits: prepared.options.limits)
    report = timed.run(edits: files)
    _ = nameIssues()
  }

  /// The issues that lie in a row, in the order in which they were found.
  public func issues(in row: RowPlace) -> [NamedIssue] {
    if byRow == nil {
      var byRow: [RowPlace: [Int]] = [:]
      for (index, named) in issues.enumerated() {
        guard let place = RowPlace(named.issue.location) else { continue }
        byRow[place, default: []].append(index)
      }
      self.byRow = byRow
    }
    return (byRow?[row] ?? []).map { issues[$0] }
  }

  // MARK: Edits

  /// Whether there is an edit to undo.
  public var canUndo: Bool { !steps.isEmpty }
  /// Whether there is an edit to make again.
  public var canRedo: Bool { !undone.isEmpty }

  /// Gives a cell another text and validates everything again; an empty text empties the cell.
  ///
  /// A text that the file has by itself takes the edit back. Nothing changes when the cell is refused.
  public func edit(_ place: EditedPlace, text: String) throws(EditRefusal) -> Change {
    try check(place)
    let before = files.text(at: place)
    let isOwn = try ownText(at: place) == text
    let moves = try files.setText(isOwn ? nil : text, at: place)
    let after = files.text(at: place)
    steps.append(Step(place: place, before: before, after: after))
    if steps.count > Self.mostSteps { steps.removeFirst(steps.count - Self.mostSteps) }
    undone = []
    return validate(place, moves: moves)
  }

  /// Takes the last edit back; `nil` if there is none.
  public func undo() throws(EditRefusal) -> Change? {
    guard let step = steps.last else { return nil }
    let moves = try files.setText(step.before, at: step.place)
    steps.removeLast()
    undone.append(step)
    return validate(step.place, moves: moves)
  }

  /// Makes the last edit again that was taken back; `nil` if there is none.
  public func redo() throws(EditRefusal) -> Change? {
    guard let step = undone.last else { return nil }
    let moves = try files.setText(step.after, at: step.place)
    undone.removeLast()
    steps.append(step)
    return validate(step.place, moves: moves)
  }

  /// Refuses a cell that is in no column of a table, or may hold a secret.
  private func check(_ place: EditedPlace) throws(EditRefusal) {
    if let refusal = files.refusal(of: place.source) { throw refusal }
    guard
      let sheet = files.sheets.first(where: {
        $0.source == place.source && $0.sheet == place.sheet
      })
    else { throw .unknownPlace(.sheet) }
    let header = files.originalRow(sheet.headerRow, source: place.source, sheet: place.sheet)
    guard place.row > header ?? sheet.headerRow else { throw .unknownPlace(.row) }
    guard let column = sheet.columns.first(where: { $0.number == place.column }) else {
      throw .unknownPlace(.column)
    }
    guard !column.isSecret else { throw .secret }
  }

  /// The text that the file itself has in a cell, if it is a text.
  private func ownText(at place: EditedPlace) throws(EditRefusal) -> String? {
    let cells = try files.cells(
      ofRow: place.row, source: place.source, sheet: place.sheet, isOriginal: true)
    guard let cell = cells.first(where: { $0.column == place.column }) else { return "" }
    return cell.kind == .text || cell.kind == .blank ? cell.text : nil
  }

  private func validate(_ place: EditedPlace, moves: Bool) -> Change {
    files.forgetRun()
    if ContinuousClock.now - clockSetAt >= standing {
      timed.clock = prepared.clock.standing
      clockSetAt = .now
    }
    report = timed.run(edits: files)
    revision += 1
    let (gone, came) = nameIssues()
    return Change(place: place, gone: gone, came: came, moves: moves)
  }

  /// Names the issues of the report; those that were there before keep their names.
  private func nameIssues() -> (gone: [Int], came: [NamedIssue]) {
    var known: [Issue: [Int]] = [:]
    known.reserveCapacity(issues.count)
    for named in issues.reversed() { known[named.issue, default: []].append(named.name) }
    var came: [NamedIssue] = []
    var result: [NamedIssue] = []
    result.reserveCapacity(report.issues.issues.count)
    for issue in report.issues.issues {
      if let name = known[issue]?.popLast() {
        result.append(NamedIssue(name: name, issue: issue))
      } else {
        let named = NamedIssue(name: nextName, issue: issue)
        nextName += 1
        result.append(named)
        came.append(named)
      }
    }
    issues = result
    byRow = nil
    return (known.values.joined().sorted(), came)
  }

  // MARK: Saving

  /// Writes a file as its edits leave it to a path that is none of the session's files.
  ///
  /// - Returns: how many cells differ.
  public func save(_ source: SourceID, to path: String) throws(EditRefusal) -> Int {
    try files.save(source, to: path)
  }

  /// The report of an import of saved files, read from their first byte, at the time at which the session's clock
  /// stands: what the session says of them must be the same.
  ///
  /// - Parameter paths: where each file of the session is saved; the others are read where they are.
  public func reportOfSaved(_ paths: [SourceID: String]) -> ImportReport {
    var saved = timed
    saved.replaceFiles(paths)
    return saved.run()
  }
}
