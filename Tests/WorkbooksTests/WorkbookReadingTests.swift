import TabularCore
import TestSupport
import Testing
import Workbooks

@Suite struct WorkbookReadingTests {
  static let rows: [[WorkbookValue]] = [
    ["code", "name", nil, "opened"],
    ["TOR", .runs(["Main", " hall "]), 12, .date(45_000)],
    [true, .error("#N/A"), -1.5, .dateTime(45_000.5)],
    [
      .time(0.5), .duration(1.5), .formula("1+1", cached: .number(2)),
      .formula("A1", cached: .text("code")),
    ],
    [.formula("1/0", cached: nil), .formatted(0.07, code: "0%"), " a&<b ", .isoDate("2023-03-15")],
  ]

  static let cells = [
    "A1 text code", "B1 text name", "D1 text opened",
    "A2 text TOR", "B2 text Main hall ", "C2 number 12", "D2 number:date 45000.0",
    "A3 boolean 1", "B3 error #N/A", "C3 number -1.5", "D3 number:dateTime 45000.5",
    "A4 number:time 0.5", "B4 number:duration 1.5", "C4 =number 2", "D4 =text code",
    "A5 =uncachedFormula ", "B5 number:percent 0.07", "C5 text  a&<b ", "D5 isoDate 2023-03-15",
  ]

  static let encodings: [WorkbookBuilder.Encoding] = [
    .utf8, .utf8WithMark, .utf16LittleEndian, .utf16BigEndian,
  ]

  /// Every way of writing a workbook reads the same.
  @Test(arguments: [WorkbookBuilder.Strings.shared, .inline], encodings)
  func everyForm_readsTheSame(
    strings: WorkbookBuilder.Strings, encoding: WorkbookBuilder.Encoding
  ) throws {
    for conformance in [WorkbookBuilder.Conformance.transitional, .strict] {
      for prefix in [nil, "x"] {
        for writesReferences in [true, false] {
          let builder = WorkbookBuilder()
            .with(\.strings, strings).with(\.encoding, encoding)
            .with(\.conformance, conformance).with(\.prefix, prefix)
            .with(\.writesReferences, writesReferences).with(\.isStored, writesReferences)
            .sheet("Venues", rows: Self.rows)
          let sheet = try readBack(builder)
          #expect(sheet.cells == Self.cells)
          #expect(sheet.findings.isEmpty)
          #expect(sheet.summary.lastRow == 5)
          #expect(sheet.summary.filledCellCount == 19)
          #expect(sheet.summary.isComplete)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 100])
  func batches_holdNoMoreRowsThanAsked(maximumRows: Int) throws {
    let file = ScratchFile()
    try WorkbookBuilder().sheet("Venues", rows: Self.rows).write(to: file.path)
    let workbook = try Workbook(path: file.path)
    var sizes: [Int] = []
    _ = try workbook.readRows(ofSheetAt: 0, maximumRows: maximumRows) { batch in
      sizes.append(batch.rowCount)
      return true
    }
    #expect(sizes.allSatisfy { $0 <= maximumRows && $0 > 0 })
    #expect(sizes.reduce(0, +) == 5)
    #expect(try readSheet(workbook, maximumRows: maximumRows).cells == Self.cells)
  }

  @Test func body_stopsTheReading() throws {
    let file = ScratchFile()
    try WorkbookBuilder().sheet("Venues", rows: Self.rows, merged: ["A1:B1"]).write(to: file.path)
    let workbook = try Workbook(path: file.path)
    var count = 0
    let summary = try workbook.readRows(ofSheetAt: 0, maximumRows: 2) { batch in
      count += batch.rowCount
      return false
    }
    #expect(count == 2)
    #expect(!summary.isComplete)
    #expect(try readSheet(workbook).cells == Self.cells, "a sheet can be read again")
  }

  @Test func sheets_comeInOrderWithVisibilityAndKind() throws {
    let file = ScratchFile()
    try WorkbookBuilder()
      .sheet("Räume & Hallen", rows: [["a"]])
      .sheet("Old", rows: [["b"]], visibility: "hidden")
      .chartSheet("Chart")
      .sheet("Secret", rows: [["c"]], visibility: "veryHidden")
      .write(to: file.path)
    let workbook = try Workbook(path: file.path)
    #expect(workbook.sheets.map(\.name) == ["Räume & Hallen", "Old", "Chart", "Secret"])
    #expect(workbook.sheets.map(\.visibility) == [.visible, .hidden, .visible, .veryHidden])
    #expect(workbook.sheets.map(\.kind) == [.worksheet, .worksheet, .chartsheet, .worksheet])
    #expect(workbook.sheets.map(\.index) == [0, 1, 2, 3])
    #expect(try readSheet(workbook, at: 2).cells.isEmpty)
    #expect(try readSheet(workbook, at: 3).cells == ["A1 text c"])
    #expect(workbook.dateSystem == .from1900)
    #expect(!workbook.hasMacros)
  }

  @Test func mergesAndHiddenRows_areTold() throws {
    let rows: [[WorkbookValue]] = [["a", "b"], ["c"], ["d"], [nil], ["e"]]
    let sheet = try readBack(
      WorkbookBuilder().sheet(
        "S", rows: rows, merged: ["A1:B1", "B5:B9"], hiddenRows: [2, 3, 4]))
    #expect(sheet.summary.mergedRanges.map(\.description) == ["A1:B1", "B5:B9"])
    #expect(sheet.summary.hiddenRows.description == "2–3", "a blank row is none")
    #expect(sheet.cells == ["A1 text a", "B1 text b", "A2 text c", "A3 text d", "A5 text e"])
  }

  @Test func validatedRanges_areTold_alsoThoseOfExtensions() throws {
    let file = ScratchFile()
    try WorkbookBuilder().sheet("S", rows: [["a"]]).part(
      "xl/worksheets/sheet1.xml",
      """
      <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>
      <dataValidations count="2"><dataValidation type="whole" sqref="B2:B9 C4"><formula1>1</formula1>
      </dataValidation><dataValidation sqref="B1048577 x D2:D1 E5"/></dataValidations>
      <extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
      xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
      xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
      <x14:conditionalFormattings><x14:conditionalFormatting><xm:sqref>Z1:Z9</xm:sqref>
      </x14:conditionalFormatting></x14:conditionalFormattings>
      <x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>L!A1:A2</xm:f>
      </x14:formula1><xm:sqref>F2:F30 G7</xm:sqref></x14:dataValidation></x14:dataValidations>
      </ext></extLst></worksheet>
      """
    ).write(to: file.path)
    let summary = try Workbook(path: file.path).readRows(ofSheetAt: 0) { _ in true }
    #expect(
      summary.validatedRanges.map(\.description) == [
        "B2:B9", "C4:C4", "E5:E5", "F2:F30", "G7:G7",
      ])
  }

  @Test func dateSystemAndMacros_areTold() throws {
    let file = ScratchFile()
    try WorkbookBuilder().with(\.isDate1904, true).with(\.hasMacros, true)
      .sheet("S", rows: [[.date(45_000)]]).write(to: file.path)
    let workbook = try Workbook(path: file.path)
    #expect(workbook.dateSystem == .from1904)
    #expect(workbook.hasMacros)
    #expect(try readSheet(workbook).cells == ["A1 number:date 45000.0"])
  }
}
