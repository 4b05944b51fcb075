import Foundation
import ImportPipeline
import ImportReports
import TabularCore
import TestSupport
import Testing
import WorkbookOutput
import Workbooks

/// Copies of input files that show what an import found in them.
@Suite struct MarkedCopyTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @discardableResult
  private func mark(
    _ path: String, to name: String, language: Language = .english,
    _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> (report: ImportReport, path: String) {
    let report = try FaultyExample.report(of: path, change)
    var options = ReportOptions()
    options.language = language
    let file = try #require(report.files.first)
    let output = scratch.path(of: name)
    try MarkedCopy(ReportContent(report, options)).write(file, at: path, to: output)
    return (report, output)
  }

  /// The texts of a sheet, by place.
  private func texts(of path: String, sheet: String) throws -> [String: String] {
    let workbook = try Workbook(path: path)
    let index = try #require(workbook.sheets.first { $0.name == sheet }).index
    var texts: [String: String] = [:]
    _ = try workbook.readRows(ofSheetAt: index) { batch in
      for (index, row) in batch.rows.enumerated() {
        for cell in batch.cells(ofRowAt: index) {
          let place = CellReference(row: row.number, column: Int(cell.column))
          texts["\(place)"] = batch.text(of: cell)
        }
      }
      return true
    }
    return texts
  }

  @Test(arguments: ["common_sessions.xlsx", "locations.xlsx", "proctors.xlsx"])
  func copyOfAWorkbook_givesTheSameFindings_andIsItsOwnCopy(_ name: String) throws {
    let (report, first) = try mark(try FaultyExample.path(name), to: "first.xlsx")
    #expect(report.issues.count(of: .error) > 0)
    let (again, _) = try mark(first, to: "second.xlsx")
    #expect(FaultyExample.findings(again) == FaultyExample.findings(report))
    #expect(again.ledger == report.ledger)
    #expect(try scratch.contents(of: "first.xlsx") == scratch.contents(of: "second.xlsx"))
  }

  @Test func status_saysOfEachRowWhatBecameOfIt() throws {
    let (report, path) = try mark(try FaultyExample.path("common_sessions.xlsx"), to: "a.xlsx")
    let texts = try texts(of: path, sheet: "Common sessions")
    let header = try #require(texts.first { $0.value == "Registrar status" })
    #expect(header.key.hasSuffix("1"))
    let column = header.key.dropLast()
    let rows = try #require(report.rows.first)
    #expect(!rows.invalid.isEmpty)
    for range in rows.invalid.ranges {
      for row in range { #expect(texts["\(column)\(row)"] == "error") }
    }
    for range in rows.valid.ranges {
      for row in range {
        #expect(["ok", "warning"].contains(texts["\(column)\(row)"] ?? ""), "row \(row)")
      }
    }
  }

  @Test func page_listsEveryIssue_withItsCodeAndItsPlace() throws {
    let (report, path) = try mark(try FaultyExample.path("common_sessions.xlsx"), to: "a.xlsx")
    let texts = try texts(of: path, sheet: "Import report")
    for issue in report.issues.issues {
      #expect(texts.values.contains(issue.code.rawValue))
      guard let row = issue.location.row, let column = issue.location.column else { continue }
      let place = CellReference(row: row, column: column)
      #expect(texts.values.contains("Common sessions!\(place)"), "\(place)")
    }
  }

  @Test(
    arguments: [
      ("fr", "Rapport d'importation", "Statut Registrar"),
      ("es", "Informe de importación", "Estado Registrar"),
    ] as [(Language, String, String)])
  func copyInAnotherLanguage_isImportedLikeTheOriginal(
    language: Language, title: String, status: String
  ) throws {
    let path = try FaultyExample.path("common_sessions.xlsx")
    let (report, first) = try mark(path, to: "first.xlsx", language: language)
    #expect(try Workbook(path: first).sheets.first?.name == title)
    #expect(try texts(of: first, sheet: "Common sessions").values.contains(status))
    #expect(
      try FaultyExample.findings(FaultyExample.report(of: first)) == FaultyExample.findings(report))
    // A copy in English takes the marks of the other away.
    try mark(first, to: "second.xlsx")
    try mark(path, to: "direct.xlsx")
    #expect(
      try texts(of: scratch.path(of: "second.xlsx"), sheet: "Common sessions")
        == texts(of: scratch.path(of: "direct.xlsx"), sheet: "Common sessions"))
  }

  @Test func delimitedFile_getsAWorkbookOfItsRows_inWhichTextsStayTexts() throws {
    let path = try scratch.write(
      "exams.csv", "code,name,pass_mark\n007,\"two\nlines\",high\n1/2,b,50\n")
    let (report, copy) = try mark(path, to: "exams.checked.xlsx")
    let name = try #require(report.files.first?.sheets.first?.table)
    let texts = try texts(of: copy, sheet: name)
    #expect(texts["A2"] == "007")
    #expect(texts["B2"] == "two\nlines")
    #expect(texts["A4"] == "1/2")
    #expect(texts["D2"] == "error" || texts["D1"] == "Registrar status", "\(texts)")
    let again = try FaultyExample.report(of: copy)
    let line = try #require(again.ledger.first)
    #expect((line.read, line.blank) == (3, 1))
  }

  @Test func missingHeader_isNotedInTheHeaderRow() throws {
    let path = scratch.path(of: "exams.xlsx")
    try WorkbookBuilder().sheet("Exams", rows: [["name", "duration_minutes"], ["Ethics", 90]])
      .write(to: path)
    let (report, copy) = try mark(path, to: "copy.xlsx") { $0.table = "exams" }
    #expect(report.issues.issues.contains { $0.code == "header.required-missing" })
    let notes = try CopiedPart.text(of: "xl/registrarNotes1.xml", in: copy)
    #expect(notes.contains("<comment ref=\"C1\""), "\(notes)")
  }

  @Test func signedWorkbook_getsTheReportAlone() throws {
    let path = scratch.path(of: "signed.xlsx")
    try WorkbookBuilder().sheet("Exams", rows: [["code"], ["A"]])
      .part("_xmlsignatures/sig1.xml", "<Signature/>").write(to: path)
    let report = try FaultyExample.report(of: path) { $0.table = "exams" }
    let file = try #require(report.files.first)
    let outcome = try MarkedCopy(ReportContent(report, ReportOptions())).write(
      file, at: path, to: scratch.path(of: "report.xlsx"))
    #expect(outcome == .reportOnly)
    let workbook = try Workbook(path: scratch.path(of: "report.xlsx"))
    #expect(workbook.sheets.map(\.name) == ["Import report"])
  }

  @Test func inputThatChanged_andTheInputItself_areRefused() throws {
    let path = scratch.path(of: "exams.xlsx")
    try WorkbookBuilder().sheet("Exams", rows: [["code"], ["A"]]).write(to: path)
    let report = try FaultyExample.report(of: path) { $0.table = "exams" }
    let file = try #require(report.files.first)
    let copies = MarkedCopy(ReportContent(report, ReportOptions()))
    let before = try scratch.contents(of: "exams.xlsx")
    #expect(throws: MarkedCopyError.self) { try copies.write(file, at: path, to: path) }
    #expect(try scratch.contents(of: "exams.xlsx") == before)
    try WorkbookBuilder().sheet("Exams", rows: [["code"], ["B"]]).write(to: path)
    #expect(throws: MarkedCopyError.self) {
      try copies.write(file, at: path, to: scratch.path(of: "late.xlsx"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["exams.xlsx"])
  }

  @Test func secretsAndPersonalValues_areHiddenAsInOtherReports() throws {
    let path = try FaultyExample.path("proctors.xlsx")
    let report = try FaultyExample.report(of: path)
    var options = ReportOptions()
    options.isRedacted = true
    let content = ReportContent(report, options)
    let output = scratch.path(of: "redacted.xlsx")
    try MarkedCopy(content).write(try #require(report.files.first), at: path, to: output)
    let page = try texts(of: output, sheet: "Import report").values.joined(separator: "\n")
    let personal = report.issues.issues.filter { $0.isPersonal || $0.isSecret }.compactMap(\.value)
    #expect(!personal.isEmpty)
    for value in personal where value.count > 5 { #expect(!page.contains(value)) }
  }
}
