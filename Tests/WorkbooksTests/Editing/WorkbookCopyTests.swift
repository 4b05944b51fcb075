import Foundation
import TabularCore
import TestSupport
import Testing

@testable import Workbooks

/// Copies of workbooks that show what was found.
@Suite struct WorkbookCopyTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func text(of part: String, in path: String) throws -> String {
    let file = try RandomAccessFile(path: path, limits: Limits())
    let archive = try ZipArchive(file, limits: Limits())
    let member = try #require(try archive.member(part))
    let document = try MarkupDocument(member, limits: Limits())
    return String(decoding: document.bytes, as: UTF8.self)
  }

  private func cells(of path: String, sheet: Int) throws -> [String] {
    try readSheet(try Workbook(path: path), at: sheet).cells
  }

  private func copy(
    _ builder: WorkbookBuilder, _ change: (inout WorkbookMarks) -> Void
  ) throws -> (from: String, to: String) {
    let (from, to) = (scratch.path(of: "a.xlsx"), scratch.path(of: "b.xlsx"))
    try builder.write(to: from)
    try CopiedWorkbook.make(of: from, to: to) { _ in
      var marks = WorkbookMarks(page: CopiedWorkbook.page)
      change(&marks)
      return marks
    }
    return (from, to)
  }

  @Test func aWorkbookIsLetGo_whenItsCopyIsWritten() throws {
    let from = scratch.path(of: "a.xlsx")
    try WorkbookBuilder().sheet("Sites", rows: [["code"], ["A"], ["B"]]).write(to: from)
    weak var copied: WorkbookCopy?
    try CopiedWorkbook.make(of: from, to: scratch.path(of: "b.xlsx")) { copy in
      copied = copy
      var marks = WorkbookMarks(page: CopiedWorkbook.page)
      marks.sheets[0] = CopiedWorkbook.sheetMarks(row: 3, column: 1, former: nil)
      return marks
    }
    #expect(copied == nil, "its archive stays open as long as the program runs")
  }

  @Test func markedCells_getTheFillOfTheirLevel_andKeepTheirFormat() throws {
    let (_, to) = try copy(
      WorkbookBuilder().sheet("Sites", rows: [["code", "opened"], ["A", .date(45_000)], ["B"]])
    ) { marks in
      var sheet = WorkbookMarks.Sheet()
      sheet.cells = [
        .init(CellReference(row: 2, column: 2), .error),
        .init(CellReference(row: 3, column: 2), .warning),
        .init(CellReference(row: 7, column: 1), .error),
      ]
      marks.sheets[0] = sheet
    }
    let read = try cells(of: to, sheet: 1)
    #expect(read.contains("B2 number:date 45000.0"), "\(read)")
    let styles = try text(of: "xl/styles.xml", in: to)
    #expect(styles.contains("rgb=\"FFFEC0C8\""))
    let sheet = try text(of: "xl/worksheets/sheet1.xml", in: to)
    #expect(sheet.contains("<row r=\"7\"><c r=\"A7\" s="), "\(sheet)")
    #expect(sheet.contains("<c r=\"B3\" s="), "\(sheet)")
  }

  @Test func status_standsBesideTheTable_andCanBeFiltered() throws {
    let (_, to) = try copy(WorkbookBuilder().sheet("Sites", rows: [["code"], ["A"], [], ["B"]])) {
      marks in
      var sheet = WorkbookMarks.Sheet()
      var status = WorkbookMarks.StatusColumn(
        headerRow: 1, header: "State", words: ["error", "ok"])
      status.rows = [0, 0, 1, 0, 2]
      sheet.status = status
      marks.sheets[0] = sheet
    }
    #expect(
      try cells(of: to, sheet: 1) == [
        "A1 text code", "B1 text State", "A2 text A", "B2 text error", "A4 text B", "B4 text ok",
      ])
    let sheet = try text(of: "xl/worksheets/sheet1.xml", in: to)
    #expect(sheet.contains("<autoFilter ref=\"B1:B4\"/>"), "\(sheet)")
    let workbook = try text(of: "xl/workbook.xml", in: to)
    #expect(workbook.contains(">'Sites'!$B$1:$B$4</definedName>"), "\(workbook)")
  }

  @Test func page_comesFirst_andNamesThatBelongToSheetsMoveWithThem() throws {
    let from = WorkbookBuilder().sheet("One", rows: [["a"]]).sheet("Two", rows: [["b"]])
    let path = scratch.path(of: "named.xlsx")
    try from.write(to: path)
    let workbook = try text(of: "xl/workbook.xml", in: path)
    let named = workbook.replacing(
      "</sheets>",
      with: "</sheets><definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">"
        + "Two!$1:$1</definedName></definedNames>")
    let (_, to) = try copy(from.part("xl/workbook.xml", named)) { _ in }
    let copied = try Workbook(path: to)
    #expect(copied.sheets.map(\.name) == ["Import report", "One", "Two"])
    #expect(try text(of: "xl/workbook.xml", in: to).contains("localSheetId=\"2\">Two!$1:$1"))
    #expect(try cells(of: to, sheet: 0).contains("A1 text Import report"))
  }

  @Test func everyOtherPart_hasTheSameCompressedBytes() throws {
    let builder = WorkbookBuilder().sheet("One", rows: [["a"]]).sheet("Two", rows: [["b"]])
      .part("customXml/item1.xml", "<a/>").part("xl/printerSettings/p1.bin", bytes: [1, 2, 3])
    let (from, to) = try copy(builder) { marks in
      var sheet = WorkbookMarks.Sheet()
      sheet.cells = [.init(CellReference(row: 1, column: 1), .error)]
      marks.sheets[0] = sheet
    }
    let (before, after) = (try StoredMembers(from), try StoredMembers(to))
    let changed = before.members.filter { after[$0.name] != $0.bytes }.map(\.name)
    #expect(
      Set(changed) == [
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
      ])
  }

  @Test func copyOfACopy_hasTheSameBytes_andMarksThatAreGoneAreTakenAway() throws {
    let builder = WorkbookBuilder().sheet(
      "Sites", rows: [["code", "seats"], ["A", 1], ["B", 2], ["C", .date(45_000)]])
    let path = scratch.path(of: "a.xlsx")
    try builder.write(to: path)
    let first = scratch.path(of: "1.xlsx")
    let second = scratch.path(of: "2.xlsx")
    try CopiedWorkbook.make(of: path, to: first, CopiedWorkbook.everySheet(of: path))
    try CopiedWorkbook.make(of: first, to: second, CopiedWorkbook.everySheet(of: first))
    #expect(try scratch.contents(of: "1.xlsx") == scratch.contents(of: "2.xlsx"))
    let clean = scratch.path(of: "clean.xlsx")
    try CopiedWorkbook.make(of: second, to: clean) { _ in
      var marks = WorkbookMarks(page: CopiedWorkbook.page)
      marks.formerPage = 0
      var sheet = WorkbookMarks.Sheet()
      sheet.formerStatusColumn = 3
      marks.sheets[1] = sheet
      return marks
    }
    #expect(try cells(of: clean, sheet: 1) == cells(of: path, sheet: 0))
    let sheet = try text(of: "xl/worksheets/sheet1.xml", in: clean)
    let original = try text(of: "xl/worksheets/sheet1.xml", in: path)
    #expect(!sheet.contains("autoFilter"), "\(sheet)")
    func formats(_ text: String) -> [Substring] {
      text.split(separator: " s=\"").map { $0.prefix(3) }
    }
    #expect(formats(sheet).count == formats(original).count, "\(sheet)\n\(original)")
  }

  @Test(arguments: [
    WorkbookBuilder().with(\.encoding, .utf16LittleEndian),
    WorkbookBuilder().with(\.encoding, .utf16BigEndian),
    WorkbookBuilder().with(\.encoding, .utf8WithMark), WorkbookBuilder().with(\.prefix, "x"),
    WorkbookBuilder().with(\.conformance, .strict),
    WorkbookBuilder().with(\.writesReferences, false),
    WorkbookBuilder().with(\.strings, .inline), WorkbookBuilder().with(\.isStored, true),
    WorkbookBuilder().with(\.hasMacros, true), WorkbookBuilder().withoutPart("xl/styles.xml"),
  ])
  func everyForm_isCopiedAndReadsTheSame(_ builder: WorkbookBuilder) throws {
    let builder = builder.sheet(
      "Sites", rows: [["code", "naïve"], ["A", .text("<&>")], [nil, .number(2)]])
    let (from, to) = try copy(builder) { marks in
      marks.sheets[0] = CopiedWorkbook.sheetMarks(row: 9, column: 2, former: nil)
    }
    let before = try cells(of: from, sheet: 0)
    let after = try cells(of: to, sheet: 1).filter { !$0.hasPrefix("C") }
    #expect(after == before)
    let second = scratch.path(of: "c.xlsx")
    try CopiedWorkbook.make(of: to, to: second) { _ in
      var marks = WorkbookMarks(page: CopiedWorkbook.page)
      marks.formerPage = 0
      marks.sheets[1] = CopiedWorkbook.sheetMarks(row: 9, column: 2, former: 3)
      return marks
    }
    #expect(try scratch.contents(of: "b.xlsx") == scratch.contents(of: "c.xlsx"))
  }
}
