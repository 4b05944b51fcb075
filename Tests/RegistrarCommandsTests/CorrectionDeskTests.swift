import Foundation
import ImportPipeline
import ImportReports
import ImportService
import JSONText
import TabularCore
import TestSupport
import Testing

@testable import RegistrarCommands

/// Requests of a program that corrects cells, sound and hostile: each has an answer, and none ends the session.
@Suite struct CorrectionDeskTests {
  private static let package = """
    {"name": "shop", "version": "1",
     "resources": [{"name": "items", "path": "items.csv", "schema": "items.schema.json"}]}
    """
  private static let items = """
    {"fields": [
       {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
       {"name": "password", "registrar:type": "secret", "registrar:secret": "keep"},
       {"name": "stock", "registrar:type": "integer"}],
     "primaryKey": ["code"]}
    """

  private func desk(_ scratch: ScratchFolder) throws -> CorrectionDesk {
    for folder in ["shop", "in", "out"] {
      try FileManager.default.createDirectory(
        atPath: scratch.path(of: folder), withIntermediateDirectories: true)
    }
    try scratch.write("shop/datapackage.json", Self.package)
    try scratch.write("shop/items.schema.json", Self.items)
    let file = try scratch.write(
      "in/items.csv", "code,password,stock\nA-1,hidden-word,5\nA-2,,x\nA-2,,7\n")
    var request = ImportRequest(files: [file], package: scratch.path(of: "shop"))
    request.store = StoreChoice(isOffline: true)
    let service = ImportService(
      Surroundings(author: .init(operatorName: "mlee", host: "ops1", toolVersion: "0")))
    return CorrectionDesk(CorrectionSession(try service.prepare(request)), ReportOptions())
  }

  private func answers(_ desk: inout CorrectionDesk, _ line: String) throws -> [JSONNode] {
    var texts: [String] = []
    desk.answer(.whole(Array(line.utf8))) { texts.append($0) }
    return try texts.map { text in
      #expect(!text.contains("\n") && !text.contains("hidden-word"))
      return try JSONParser.parse(text)
    }
  }

  @Test func differences_tellWhatBecameOfRows() throws {
    let scratch = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: "shop"), withIntermediateDirectories: true)
    try scratch.write("shop/datapackage.json", Self.package)
    try scratch.write("shop/items.schema.json", Self.items)
    let earlier = try scratch.write(
      "earlier.csv", "code,password,stock\nA-1,hidden-word,5\nA-2,,x\nA-3,,1\n,,9\n")
    // Columns and rows in another order, a word for a number, a key in other letters.
    let now = try scratch.write(
      "now.csv", "stock,code\n1 ,a-3\n7,A-2\nten,A-4\n9,\n5,A-1\n")
    var request = ImportRequest(files: [now, earlier], package: scratch.path(of: "shop"))
    request.store = StoreChoice(isOffline: true)
    let service = ImportService(
      Surroundings(author: .init(operatorName: "mlee", host: "ops1", toolVersion: "0")))
    var desk = CorrectionDesk(
      CorrectionSession(try service.prepare(request)), ReportOptions())
    let answer = try #require(
      try answers(&desk, #"{"id": 1, "do": "differences", "before": 2}"#).first)
    #expect(answer.member("new")?.scalar == "1" && answer.member("gone")?.scalar == "0")
    #expect(answer.member("changed")?.scalar == "3" && answer.member("next")?.content == .null)
    let told = (answer.member("rows")?.items ?? []).map { row in
      let cells = (row.member("cells")?.items ?? []).map { cell in
        ["field", "before", "after"].map { cell.member($0)?.string ?? "-" }.joined(separator: " ")
      }
      return ([row.member("change")?.string ?? "", row.member("row")?.scalar ?? ""] + cells)
        .joined(separator: ", ")
    }
    #expect(
      told == [
        "changed, 2, code A-3 a-3", "changed, 3, stock x 7",
        "new, 4, stock - ten, code - A-4",
        // That a secret is gone is told, and not what it was.
        "changed, 6, password - -",
      ])
    let page = #"{"id": 2, "do": "differences", "before": 2, "change": "changed", "after": 1, "#
    let second = try #require(try answers(&desk, page + #""limit": 1}"#).first)
    #expect(second.member("total")?.scalar == "3" && second.member("next")?.scalar == "2")
    #expect(second.member("rows")?.items?.first?.member("row")?.scalar == "3")
    for line in [
      #"{"id": 3, "do": "differences"}"#, #"{"id": 3, "do": "differences", "before": 1}"#,
      #"{"id": 3, "do": "differences", "before": 9}"#,
      #"{"id": 3, "do": "differences", "before": 2, "change": "moved"}"#,
    ] {
      #expect(
        try answers(&desk, line).first?.member("ok")?.content == .boolean(false), "\(line)")
    }
  }

  @Test func requestsHaveTheirAnswers() throws {
    let scratch = try ScratchFolder()
    var desk = try desk(scratch)
    let open = try #require(try answers(&desk, #"{"id": 1, "do": "open"}"#).first)
    #expect(open.member("ok")?.content == .boolean(true))
    #expect(open.member("tables")?.items?.first?.member("fields")?.items?.count == 3)
    let rows = try #require(try answers(&desk, #"{"id": "a", "do": "rows"}"#).first)
    #expect(rows.member("id")?.string == "a")
    let numbers = rows.member("rows")?.items?.compactMap { $0.member("row")?.scalar }
    #expect(numbers?.contains("3") == true && numbers?.contains("4") == true)
    let edit = try answers(
      &desk, #"{"id": 2, "do": "edit", "file": 1, "row": 3, "field": "stock", "text": "12"}"#)
    #expect(edit.count == 2 && edit[0].member("reads")?.string == "12")
    #expect(edit[1].member("gone")?.items?.isEmpty == false)
    #expect(edit[1].member("row")?.member("cells")?.items?.count == 3)
    let undo = try #require(try answers(&desk, #"{"id": 3, "do": "undo"}"#).first)
    #expect(undo.member("came")?.items?.count == edit[1].member("gone")?.items?.count)
    _ = try answers(
      &desk, #"{"id": 4, "do": "edit", "file": 1, "row": 3, "column": 3, "text": "9"}"#)
    let saved = try #require(
      try answers(
        &desk, #"{"id": 5, "do": "save", "folder": \#(jsonString(scratch.path(of: "out")))}"#
      ).first)
    #expect(saved.member("verified")?.content == .boolean(true))
    #expect(
      String(decoding: try scratch.contents(of: "out/items.csv"), as: UTF8.self)
        == "code,password,stock\nA-1,hidden-word,5\nA-2,,9\nA-2,,7\n")
    let status = try #require(try answers(&desk, #"{"id": 6, "do": "status"}"#).first)
    #expect(status.member("status")?.member("unsaved")?.content == .boolean(false))
    _ = try answers(&desk, #"{"do": "close"}"#)
    #expect(desk.isClosed)
  }

  /// A request and the word by which it is refused.
  static let hostile: [(String, String)] = [
    ("nonsense", "bad-request"), ("[]", "bad-request"), ("{}", "bad-request"),
    (#"{"do": 7}"#, "bad-request"), (#"{"do": "edit", "do": "undo"}"#, "bad-request"),
    (#"{"do": "erase"}"#, "bad-request"), (#"{"do": "edit"}"#, "bad-request"),
    (String(repeating: "[", count: 5_000), "bad-request"), ("\u{FFFE}\u{0}", "bad-request"),
    (#"{"do": "edit", "file": 1, "row": 3, "column": 3}"#, "bad-request"),
    (#"{"do": "edit", "file": 1e99, "row": 3, "column": 3, "text": "1"}"#, "bad-request"),
    (#"{"do": "edit", "file": 2, "row": 3, "column": 3, "text": "1"}"#, "unknown-file"),
    (
      #"{"do": "edit", "file": 1, "sheet": "x", "row": 3, "column": 3, "text": "1"}"#,
      "unknown-sheet"
    ),
    (#"{"do": "edit", "file": 1, "row": 99, "column": 3, "text": "1"}"#, "unknown-row"),
    (#"{"do": "edit", "file": 1, "row": -1, "column": 3, "text": "1"}"#, "unknown-row"),
    (
      #"{"do": "edit", "file": 1, "row": 9223372036854775807, "column": 3, "text": "1"}"#,
      "unknown-row"
    ),
    (#"{"do": "edit", "file": 1, "row": 3, "column": 9, "text": "1"}"#, "unknown-field"),
    (#"{"do": "edit", "file": 1, "row": 3, "field": "x", "text": "1"}"#, "unknown-field"),
    (#"{"do": "edit", "file": 1, "row": 3, "field": "password", "text": "1"}"#, "locked"),
    (#"{"do": "undo"}"#, "nothing"), (#"{"do": "redo"}"#, "nothing"),
    (#"{"do": "save", "folder": "/nowhere/at/all"}"#, "failed"),
    (#"{"do": "report", "format": "x", "path": "y"}"#, "bad-request"),
  ]

  @Test func hostileRequestsAreRefused() throws {
    let scratch = try ScratchFolder()
    var desk = try desk(scratch)
    for (request, word) in Self.hostile {
      let answer = try #require(try answers(&desk, request).last, "\(request)")
      #expect(answer.member("error")?.string == word, "\(request)")
      #expect(answer.member("message")?.string?.isEmpty == false, "\(request)")
    }
    let long = String(repeating: "x", count: 900_000)
    let answer = try answers(
      &desk, #"{"do": "edit", "file": 1, "row": 3, "column": 3, "text": "\#(long)"}"#)
    #expect(answer.last?.member("error")?.string == "too-large")
    #expect(desk.session.revision == 0 && !desk.isClosed)
  }

  /// Lines of a stream, of which one is far too long and the last is cut off.
  @Test func linesAreBounded() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write(
      "in", "one\n\n  \r\n" + String(repeating: "y", count: 3 << 20) + "\ntwo\ncut off")
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    var lines = RequestLines(descriptor: file.fileDescriptor)
    var found: [String] = []
    while let line = lines.next() {
      switch line {
      case .whole(let bytes): found.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong: found.append("too long")
      }
    }
    #expect(found == ["one", "too long", "two"])
  }
}
