import CSheetXML
import TabularCore
import TestSupport
import Testing

@testable import Workbooks

/// What a sheet tells besides its values: subtotals, totals rows, what is hidden.
@Suite struct SheetShapeTests {
  @Test(
    arguments: [
      ("SUBTOTAL(9,C2:C4)", SX_FORMULA_SUBTOTAL), ("subtotal(109, $C$2:$C$4)", SX_FORMULA_SUBTOTAL),
      ("_xlfn.AGGREGATE(9,5,C2:C4)", SX_FORMULA_SUBTOTAL),
      ("ROUND(SUBTOTAL(9,C2:C4),2)", SX_FORMULA_SUBTOTAL),
      ("SUBTOTAL(9,Sales)", SX_FORMULA_SUBTOTAL),
      ("SUBTOTAL(9,A5:B5)", SX_FORMULA_OTHER), ("SUBTOTAL(9,Other!C2:C4)", SX_FORMULA_OTHER),
      ("SUBTOTAL(109,Table1[Qty])", SX_FORMULA_OTHER),
      ("SUBTOTAL(109,Table1[@Qty])", SX_FORMULA_SUBTOTAL),
      ("MYSUBTOTAL(9,C2:C4)", SX_FORMULA_OTHER), ("\"SUBTOTAL(9,C2:C4)\"", SX_FORMULA_OTHER),
      ("SUM(C2:C4)", SX_FORMULA_COLUMN_SUM), ("+SUM(C$2:C$4)", SX_FORMULA_COLUMN_SUM),
      ("COUNTA(C2:C4)", SX_FORMULA_COLUMN_SUM), ("SUM(C2:C5)", SX_FORMULA_OTHER),
      ("SUM(B2:B4)", SX_FORMULA_OTHER), ("SUM(C4)", SX_FORMULA_OTHER),
      ("1+SUM(C2:C4)", SX_FORMULA_OTHER),
      ("SUM(C2:C4)*2", SX_FORMULA_OTHER), ("C4*2", SX_FORMULA_OTHER), ("", SX_FORMULA_OTHER),
      ("(", SX_FORMULA_OTHER), ("SUBTOTAL(", SX_FORMULA_SUBTOTAL), ("[", SX_FORMULA_OTHER),
      ("SUM(C2:C4", SX_FORMULA_OTHER), ("$$$", SX_FORMULA_OTHER),
    ])
  func formula_isWhatItReaches(_ text: String, _ kind: Int) {
    var text = text
    let found = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { sx_formula_kind($0.baseAddress, $0.count, 5, 3) }
    }
    #expect(Int(found) == kind, "\(text)")
  }

  private static let sheet = """
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols>\
    <col min="2" max="2" hidden="1"/><col min="4" max="5" width="0.0" customWidth="1"/>\
    <col min="5" max="6" hidden="true"/><col min="9" max="3" hidden="1"/>\
    <col min="7" max="7" width="9"/></cols><sheetData>
    <row r="2"><c r="A2"><v>1</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>
    <row r="3" ht="0" customHeight="1"><c r="C3"><v>2</v></c></row><row r="4" ht="15" hidden="1">\
    <c r="C4"><v>2</v></c></row>
    <row r="5"><c r="A5" t="str"><f>"a"</f><v>x</v></c><c r="B5">\
    <f t="shared" ref="B5:C5" si="3">SUBTOTAL(9,B2:B4)</f><v>1</v></c><c r="C5">\
    <f t="shared" si="3"/><v>6</v></c></row>
    <row r="6"><c r="C6"><f>SUM(C2:C5)</f></c></row>
    </sheetData></worksheet>
    """

  @Test func formulasAndHiddenParts_areTheSameBothWays() throws {
    let bytes = Array(Self.sheet.utf8)
    let expected = try SheetOutcome.lines(of: bytes, avoidsLane: true)
    #expect(expected.contains("row 3 1 0"))
    #expect(expected.contains("row 4 1 0"))
    #expect(expected.contains("row 5 0 1"))
    #expect(expected.contains("row 6 0 1"))
    #expect(expected.contains("3 2 0 2 6"))
    #expect(expected.contains("3 6 0 3 "))
    for size in [1, 7, 64, 4096] {
      #expect(try SheetOutcome.lines(of: bytes, avoidsLane: false, pieceSize: size) == expected)
    }
  }

  @Test func summary_namesHiddenColumnsAndTotalsRows() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/a.xlsx"
    try WorkbookBuilder().sheet("S", rows: [["a"]]).sheet("T", rows: [["a"]])
      .part("xl/worksheets/sheet1.xml", Self.sheet)
      .table(ofSheetAt: 0, "A1:C6", totalsRowCount: 1)
      .table(ofSheetAt: 1, "A1:C6", totalsRowCount: 0).write(to: path)
    let workbook = try Workbook(path: path)
    let summary = try workbook.readRows(ofSheetAt: 0) { _ in true }
    #expect(summary.hiddenColumns.ranges == [2...2, 4...6])
    #expect(summary.hiddenRows.ranges == [3...4])
    #expect(
      try workbook.totalsRows(ofSheetAt: 0) == [
        CellRange(
          first: CellReference(row: 6, column: 1), last: CellReference(row: 6, column: 3))
      ])
    #expect(try workbook.totalsRows(ofSheetAt: 1) == [])
  }
}
