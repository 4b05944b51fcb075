import Foundation
import ImportPipeline
import ImportReports
import ImportService
import JSONText
import TabularCore

/// Requests that change cells, and that write files.
extension CorrectionDesk {
  /// What a text would mean in a cell by itself.
  func check(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> String {
    let place = try place(request)
    let text = try request.text("text")
    return answered(request) { readingMembers(&$0, place, text) }
  }

  /// The first answer to an edit: the cell by itself.
  func cellPart(_ request: CorrectionRequest, _ place: EditedPlace, _ text: String) -> String {
    var writer = JSONWriter()
    writer.object { json in
      json.member("id") { $0.value(request.id) }
      json.member("part", "cell")
      readingMembers(&json, place, text)
    }
    return writer.text
  }

  private func readingMembers(_ json: inout JSONWriter, _ place: EditedPlace, _ text: String) {
    let sheet = session.files.sheets.first {
      $0.source == place.source && $0.sheet == place.sheet
    }
    let reading = sheet.flatMap { sheet in
      sheet.columns.first { $0.number == place.column && !$0.isSecret }.flatMap {
        session.files.reading(of: text, column: $0, in: sheet)
      }
    }
    json.member("reads") { $0.optional(reading?.value) }
    json.member("issue") { json in
      guard let issue = reading?.issue else { return json.value("null") }
      json.value(IssueObjects(wordless).json(of: issue))
    }
  }

  /// Carries out an edit and tells what it changed.
  mutating func changed(
    _ request: CorrectionRequest, _ body: () throws(EditRefusal) -> CorrectionSession.Change?
  ) throws(CorrectionRequest.Refusal) -> String {
    let start = ContinuousClock.now
    let change: CorrectionSession.Change?
    do {
      change = try body()
    } catch {
      throw CorrectionRequest.Refusal(error)
    }
    guard let change else {
      throw CorrectionRequest.Refusal(word: "nothing", label: "nothing")
    }
    let objects = IssueObjects(content())
    let row = rowObject(change.place, objects)
    let counts = counts()
    let sheet = session.files.sheets.first {
      $0.source == change.place.source && $0.sheet == change.place.sheet
    }
    let time = ContinuousClock.now - start
    return answered(request) { json in
      json.member("revision", session.revision)
      json.member("cell") { json in
        json.object { json in
          placeMembers(&json, change.place)
          json.member("column", change.place.column)
          json.member("field") { json in
            json.optional(
              sheet?.columns.first { $0.number == change.place.column }?.field)
          }
        }
      }
      json.member("row") { $0.value(row) }
      json.member("gone") { json in
        json.array(change.gone.prefix(Self.mostIssues)) { $0.number($1) }
      }
      json.member("came") { json in
        json.array(change.came.prefix(Self.mostIssues)) { $0.value(self.json($1, objects)) }
      }
      json.member("more") { json in
        json.object { json in
          json.member("gone", max(0, change.gone.count - Self.mostIssues))
          json.member("came", max(0, change.came.count - Self.mostIssues))
        }
      }
      json.member("counts") { $0.value(counts) }
      json.member("status") { $0.value(status) }
      json.member("moved", change.moves)
      json.member("read") { json in
        json.array(session.files.readTables) { $0.string($1) }
      }
      json.member("ms", Int(time / .milliseconds(1)))
    }
  }

  /// The file, sheet and row of a place, as the files would be saved.
  func placeMembers(_ json: inout JSONWriter, _ place: EditedPlace) {
    json.member("file", place.source.rawValue)
    json.member("sheet") { $0.optional(place.sheet) }
    json.member("row", session.files.currentRow(of: place))
  }

  /// The cells that differ from the files.
  func edits(_ request: CorrectionRequest) -> String {
    let sheets = session.files.sheets
    return answered(request) { json in
      json.member("edits") { json in
        json.array(session.files.editedPlaces) { json, place in
          let sheet = sheets.first { $0.source == place.source && $0.sheet == place.sheet }
          let column = sheet?.columns.first { $0.number == place.column }
          let isHidden = hidesPersonal && column?.isPersonal ?? true
          json.object { json in
            placeMembers(&json, place)
            json.member("column", place.column)
            json.member("field") { $0.optional(column?.field) }
            json.member("before") { $0.optional(isHidden ? nil : ownText(of: place)) }
            json.member("text") { $0.optional(isHidden ? nil : session.files.text(at: place)) }
          }
        }
      }
      json.member("status") { $0.value(status) }
    }
  }

  private func ownText(of place: EditedPlace) -> String {
    let cells = try? session.files.cells(
      ofRow: place.row, source: place.source, sheet: place.sheet, isOriginal: true)
    return cells?.first { $0.column == place.column }?.text ?? ""
  }

  // MARK: Files

  /// Writes the files that have edits into a folder, and reads them again.
  mutating func save(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> String {
    let folder = try request.text("folder")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw CorrectionRequest.Refusal(
        word: "failed", label: "noFolder", values: [("path", printable(folder))])
    }
    let wanted = session.report.files.filter { file in
      guard let source = file.source, session.files.refusal(of: source) == nil else {
        return false
      }
      return request.flag("all") || session.files.isEdited(source)
    }
    var names: Set<String> = []
    var saved: [(file: ImportReport.File, source: SourceID, path: String, cells: Int)] = []
    for file in wanted {
      guard let source = file.source, let name = file.name.split(separator: "/").last else {
        continue
      }
      // Files of one name from two folders stay apart.
      let own = names.insert(String(name)).inserted ? String(name) : "\(source)-\(name)"
      let path = folder + "/" + own
      do {
        saved.append((file, source, path, try session.save(source, to: path)))
      } catch {
        throw CorrectionRequest.Refusal(error)
      }
    }
    let paths = Dictionary(uniqueKeysWithValues: saved.map { ($0.source, $0.path) })
    let again = paths.isEmpty ? session.report : session.reportOfSaved(paths)
    let isVerified = again.issues.counts == session.report.issues.counts
    noteSaved()
    return answered(request) { json in
      json.member("files") { json in
        json.array(saved) { json, item in
          let written = again.files.first { $0.source == item.source }
          json.object { json in
            json.member("file", item.source.rawValue)
            json.member("name", item.file.name)
            json.member("path", item.path)
            json.member("sha256") { $0.optional(written?.sha256) }
            json.member("bytes", written?.byteCount ?? 0)
            json.member("cells", item.cells)
          }
        }
      }
      json.member("verified", isVerified)
      json.member("status") { $0.value(status) }
    }
  }

  /// Writes the report of the present state.
  func report(_ request: CorrectionRequest) throws(CorrectionRequest.Refusal) -> String {
    let path = try request.text("path")
    let format = try request.text("format")
    guard let format = ReportFormat(named: format) else {
      throw CorrectionRequest.Refusal(
        word: "bad-request", label: "member", values: [("name", "format")])
    }
    try writeReport(format, to: path)
    return answered(request) { $0.member("path", path) }
  }
}
