import ImportPipeline
import ImportService
import RecordMapping
import TabularCore

/// A row as somebody sees it who corrects its cells.
struct RowView {
  /// A cell below a header.
  struct Cell {
    var column: EditedColumn
    /// The text; `nil` for what is not shown.
    var text: String?
    /// What a spreadsheet shows, if that is something else.
    var shown: String?
    /// What the file has, if the cell was edited.
    var before: String?
    /// Why the cell cannot be edited, the label of its sentence.
    var lock: String?
  }

  /// A row that this one hangs on.
  struct Link: Hashable {
    var source: SourceID
    var sheet: String?
    var row: Int
    var table: String?
    var field: String?
    var relation: String
  }

  /// The most rows that are named.
  static let mostLinks = 20
  /// The most rows that are looked at.
  private static let mostLooked = 1_000

  let sheet: EditedSheet?
  private(set) var cells: [Cell] = []
  private(set) var issues: [CorrectionSession.NamedIssue] = []
  private(set) var links: [Link] = []
  let state: String

  init(_ session: CorrectionSession, _ place: EditedPlace, hidesPersonal: Bool) {
    let files = session.files
    let row = files.currentRow(of: place)
    sheet = files.sheets.first { $0.source == place.source && $0.sheet == place.sheet }
    let states = session.report.rows.first { $0.source == place.source && $0.sheet == place.sheet }
    state = Self.word(of: row, in: states)
    issues = session.issues(
      in: RowPlace(source: place.source, sheet: place.sheet, row: row))
    guard let sheet else { return }
    let own = (try? files.cells(ofRow: place.row, source: place.source, sheet: place.sheet)) ?? []
    let before =
      (try? files.cells(
        ofRow: place.row, source: place.source, sheet: place.sheet, isOriginal: true)) ?? []
    let isLocked = files.refusal(of: place.source) != nil
    for column in sheet.columns {
      let cell = own.first { $0.column == column.number }
      var shown = Cell(column: column, text: cell?.text ?? "")
      if let cell, cell.kind != .text {
        let text = CellInput(
          cell.text, kind: cell.kind, format: cell.format, isWorksheet: place.sheet != nil
        ).shown
        if text != cell.text { shown.shown = text }
      }
      var cellPlace = place
      cellPlace.column = column.number
      if files.text(at: cellPlace) != nil {
        shown.before = before.first { $0.column == column.number }?.text ?? ""
      }
      if isLocked { shown.lock = "locked" }
      if cell?.isFormula == true { shown.lock = "formula" }
      if column.isSecret { shown.lock = "secret" }
      if hidesPersonal, column.isPersonal { shown.lock = "personal" }
      if shown.lock == "secret" || shown.lock == "personal" {
        (shown.text, shown.shown, shown.before) = (nil, nil, nil)
      }
      cells.append(shown)
    }
    findLinks(session, place, row, own, sheet)
  }

  private static func word(of row: Int, in states: RowStates?) -> String {
    guard let states else { return "none" }
    if states.invalid.contains(row) { return "invalid" }
    if states.waiting.contains(row) { return "waiting" }
    if states.valid.contains(row) { return "valid" }
    return states.skipped.contains(row) ? "skipped" : "none"
  }

  /// The records that the row refers to, then the rows that its issues name.
  private mutating func findLinks(
    _ session: CorrectionSession, _ place: EditedPlace, _ row: Int, _ own: [EditedCell],
    _ sheet: EditedSheet
  ) {
    var seen: Set<RowPlace> = [RowPlace(source: place.source, sheet: place.sheet, row: row)]
    let texts = Dictionary(
      own.map { ($0.column, $0.text) }, uniquingKeysWith: { first, _ in first })
    for parent in session.files.parents(ofTexts: texts, in: sheet, limit: Self.mostLinks) {
      let place = RowPlace(source: parent.source, sheet: parent.sheet, row: parent.row)
      guard seen.insert(place).inserted else { continue }
      links.append(
        Link(
          source: parent.source, sheet: parent.sheet, row: parent.row, table: parent.table,
          field: parent.field, relation: "parent"))
    }
    for named in issues {
      for related in named.issue.related {
        guard let source = related.location.source else { continue }
        let isChild = related.label == "waiting rows"
        let relation =
          isChild ? "child" : related.location.table == sheet.table ? "same" : "related"
        let rows =
          related.rows.isEmpty
          ? related.location.row.map { [$0] } ?? []
          : Array(related.rows.ranges.lazy.joined().prefix(Self.mostLooked))
        for row in rows {
          let place = RowPlace(source: source, sheet: related.location.sheet, row: row)
          guard seen.insert(place).inserted else { continue }
          links.append(
            Link(
              source: source, sheet: related.location.sheet, row: row,
              table: related.location.table, field: nil, relation: relation))
        }
      }
    }
  }
}
