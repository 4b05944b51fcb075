import Foundation
import ImportPipeline
import ImportReports
import ImportService
import JSONText
import TabularCore

/// Answers the requests of a program that corrects cells.
struct CorrectionDesk {
  let session: CorrectionSession
  private let options: ReportOptions
  private(set) var isClosed = false
  /// What the report of the present state is told with; made when it is asked for.
  private var told: (revision: Int, content: ReportContent)?
  /// The revision that was saved last.
  private var savedRevision = 0

  /// The version of the protocol.
  static let version = 1
  /// The most rows of an answer.
  static let mostRows = 500
  /// The most issues of a list of an answer.
  static let mostIssues = 500

  init(_ session: CorrectionSession, _ options: ReportOptions) {
    self.session = session
    self.options = options
  }

  var language: Language { options.language }
  var hidesPersonal: Bool { options.isRedacted }

  /// Answers a line, in one or two lines.
  mutating func answer(_ line: RequestLines.Line, _ give: (String) -> Void) {
    var id = "null"
    do throws(CorrectionRequest.Refusal) {
      guard case .whole(let bytes) = line else {
        throw CorrectionRequest.Refusal(
          word: "too-large", label: "line", values: [("limit", RequestLines.mostBytes)])
      }
      let request = try CorrectionRequest(bytes, id: &id)
      try carryOut(request, give)
    } catch {
      var writer = JSONWriter()
      writer.object { json in
        json.member("id") { $0.value(id) }
        json.member("ok") { $0.value("false") }
        json.member("error", error.word)
        json.member(
          "message",
          language.label("correct/" + error.label, values: error.values.map { ($0.key, $0.value) }))
      }
      give(writer.text)
    }
  }

  private mutating func carryOut(
    _ request: CorrectionRequest, _ give: (String) -> Void
  ) throws(CorrectionRequest.Refusal) {
    let text: String
    switch request.action {
    case "open": text = open(request, counts())
    case "rows": text = try rows(request)
    case "row": text = try row(request)
    case "differences": text = try differences(request)
    case "check": text = try check(request)
    case "edit":
      // The cell itself is told before everything is validated again.
      let place = try place(request)
      let text = try request.text("text")
      give(cellPart(request, place, text))
      let session = session
      return give(
        try changed(request) { () throws(EditRefusal) in try session.edit(place, text: text) })
    case "undo":
      let session = session
      text = try changed(request) { () throws(EditRefusal) in try session.undo() }
    case "redo":
      let session = session
      text = try changed(request) { () throws(EditRefusal) in try session.redo() }
    case "edits": text = edits(request)
    case "save": text = try save(request)
    case "report": text = try report(request)
    case "status":
      let counts = counts()
      text = answered(request) { json in
        json.member("counts") { $0.value(counts) }
        json.member("status") { $0.value(status) }
      }
    case "close":
      isClosed = true
      text = answered(request) { _ in }
    default:
      throw CorrectionRequest.Refusal(
        word: "bad-request", label: "action", values: [("name", printable(request.action))])
    }
    give(text)
  }

  /// An answer that says that the request was carried out.
  func answered(
    _ request: CorrectionRequest, _ members: (inout JSONWriter) -> Void
  ) -> String {
    var writer = JSONWriter()
    writer.object { json in
      json.member("id") { $0.value(request.id) }
      json.member("ok") { $0.value("true") }
      members(&json)
    }
    return writer.text
  }

  // MARK: What is told

  /// The report of the present state with its words.
  mutating func content() -> ReportContent {
    if let told, told.revision == session.revision { return told.content }
    let content = ReportContent(session.report, options)
    told = (session.revision, content)
    return content
  }

  /// An issue with its name.
  func json(_ named: CorrectionSession.NamedIssue, _ objects: IssueObjects) -> String {
    objects.json(of: named.issue, before: [("issue", String(named.name))])
  }

  /// How many issues there are, and what became of the rows.
  mutating func counts() -> String {
    let objects = IssueObjects(content())
    let report = session.report
    var writer = JSONWriter()
    writer.object { json in
      json.member("byTable") { json in
        json.array(report.ledger) { json, line in
          json.object { json in
            json.member("table", line.table)
            json.member("read", line.read)
            json.member("invalid", line.invalid)
          }
        }
      }
      json.member("outcome", report.run.outcome.rawValue)
    }
    return objects.counts.dropLast() + ", " + writer.text.dropFirst()
  }

  /// What was edited and saved.
  var status: String {
    let files = session.files
    let sources = session.report.files.compactMap(\.source)
    var writer = JSONWriter()
    writer.object { json in
      json.member("revision", session.revision)
      json.member("edits", files.editedPlaces.count)
      json.member("undo", session.canUndo)
      json.member("redo", session.canRedo)
      json.member(
        "unsaved", savedRevision != session.revision && !files.editedPlaces.isEmpty)
      json.member("changedFiles") { json in
        json.array(sources.filter(files.isEdited)) { $0.number($1.rawValue) }
      }
      json.member("changedBeside") { json in
        json.array(sources.filter(files.isChangedBeside)) { $0.number($1.rawValue) }
      }
    }
    return writer.text
  }

  /// The words of issues that are in no report.
  var wordless: ReportContent { ReportContent(session.report.withoutIssues, options) }

  /// Writes the report of the present state.
  func writeReport(
    _ format: ReportFormat, to path: String
  ) throws(CorrectionRequest.Refusal) {
    guard !ReportTargets.overwrites(path, inputs: session.prepared.options.files) else {
      throw CorrectionRequest.Refusal(.isInput)
    }
    var request = ReportRequest(format: format)
    request.path = path
    if let failure = request.write(session.report, options: options) {
      throw CorrectionRequest.Refusal(.failed(failure.reason))
    }
  }

  /// Notes that the present state is saved.
  mutating func noteSaved() { savedRevision = session.revision }

  // MARK: Places

  /// The cell that a request names.
  func place(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> EditedPlace {
    let sheet = try sheet(request)
    let row = try request.number("row")
    let column: Int
    if let field = try request.optionalText("field") {
      guard let found = sheet.columns.first(where: { $0.field == field }) else {
        throw CorrectionRequest.Refusal(
          word: "unknown-field", label: "field", values: [("field", printable(field))])
      }
      column = found.number
    } else {
      column = try request.number("column")
    }
    guard let own = session.files.originalRow(row, source: sheet.source, sheet: sheet.sheet),
      row > sheet.headerRow
    else {
      throw CorrectionRequest.Refusal(word: "unknown-row", label: "row", values: [("row", row)])
    }
    let place = EditedPlace(source: sheet.source, sheet: sheet.sheet, row: own, column: column)
    if hidesPersonal, sheet.columns.first(where: { $0.number == column })?.isPersonal == true {
      throw CorrectionRequest.Refusal(word: "locked", label: "personal")
    }
    return place
  }

  /// The sheet or delimited file that a request names.
  func sheet(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> EditedSheet {
    let file = try request.number("file")
    let name = try request.optionalText("sheet")
    let sheets = session.files.sheets.filter { $0.source.rawValue == file }
    if let sheet = sheets.first(where: { $0.sheet == name }) { return sheet }
    let isKnown = session.report.files.contains { $0.source?.rawValue == file }
    throw isKnown
      ? CorrectionRequest.Refusal(
        word: "unknown-sheet", label: "sheet", values: [("sheet", printable(name ?? ""))])
      : CorrectionRequest.Refusal(word: "unknown-file", label: "file", values: [("file", file)])
  }
}

extension CorrectionRequest.Refusal {
  /// A cell does not get a text.
  init(_ refusal: EditRefusal) {
    switch refusal {
    case .unknownPlace(.file): self.init(word: "unknown-file", label: "noFile")
    case .unknownPlace(.sheet): self.init(word: "unknown-sheet", label: "noSheet")
    case .unknownPlace(.row): self.init(word: "unknown-row", label: "noRow")
    case .unknownPlace(.column): self.init(word: "unknown-field", label: "noColumn")
    case .isInput: self.init(word: "failed", label: "isInput")
    case .file(.format): self.init(word: "locked", label: "format")
    case .file(.signed): self.init(word: "locked", label: "signed")
    case .formula: self.init(word: "locked", label: "formula")
    case .secret: self.init(word: "locked", label: "secret")
    case .encoding(let name):
      self.init(word: "encoding", label: "encoding", values: [("encoding", name)])
    case .unwritable: self.init(word: "locked", label: "unwritable")
    case .tooLong(let limit):
      self.init(word: "too-large", label: "tooLong", values: [("limit", limit)])
    case .tooMany(let limit):
      self.init(word: "too-large", label: "tooMany", values: [("limit", limit)])
    case .changed: self.init(word: "changed", label: "changed")
    case .failed(let reason):
      self.init(word: "failed", label: "failed", values: [("reason", printable(reason))])
    }
  }
}

extension ImportReport {
  /// The report with its words and none of its issues.
  fileprivate var withoutIssues: ImportReport {
    var report = self
    report.issues = IssueCollector()
    report.changes = []
    return report
  }
}
