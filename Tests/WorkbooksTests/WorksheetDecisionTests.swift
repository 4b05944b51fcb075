import TabularCore
import TestSupport
import Testing
import Workbooks

/// What the reader decides where workbooks are odd: one case per decision.
@Suite struct WorksheetDecisionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var data: String
    var cells: [String]
    var findings: [String] = []

    init(_ name: String, _ data: String, _ cells: [String], findings: [String] = []) {
      testDescription = name
      self.data = data
      self.cells = cells
      self.findings = findings
    }
  }

  static let places: [Case] = [
    Case(
      "places follow on where r is missing",
      "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"3\"><c r=\"C3\"><v>3</v></c><c><v>4</v></c>"
        + "</row><row><c><v>5</v></c></row>",
      ["A1 number 1", "B1 number 2", "C3 number 3", "D3 number 4", "A4 number 5"]),
    Case(
      "cells out of order are put in order",
      "<row r=\"1\"><c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c></row>",
      ["A1 number 1", "C1 number 3"]),
    Case(
      "a cell given twice: the first is kept, a different one is told of",
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\"><v>3</v></c></row>",
      ["A1 number 1", "A2 number 3"], findings: ["A1 sheet.bad-cell "]),
    Case(
      "a cell given twice with the same contents is one",
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", ["A1 number 1"]),
    Case(
      "two row elements of one number are one row",
      "<row r=\"1\"><c r=\"B1\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
      ["A1 number 1", "B1 number 2"]),
    Case(
      "a row after a later one is read",
      "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\"><v>3</v></c></row>",
      ["A2 number 2", "A1 number 1", "A3 number 3"]),
    Case(
      "a row without a number follows the row before it, wherever that stands",
      "<row r=\"9\"><c r=\"A9\"><v>9</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
        + "<row><c><v>3</v></c></row><row><c r=\"A1\"><v>1</v></c></row>",
      ["A9 number 9", "A2 number 2", "A3 number 3", "A1 number 1"]),
    Case(
      "a row given again is left out, whatever it holds",
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
        + "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"zzz\"><v>5</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\"><v>3</v></c></row>",
      ["A1 number 1", "A2 number 2", "A3 number 3"],
      findings: ["row 1 sheet.bad-cell row-repeated"]),
    Case(
      "a row without a number whose first cell names a row that was given",
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
        + "<row><c r=\"A1\"><v>5</v></c></row>",
      ["A1 number 1", "A2 number 2"], findings: ["row 1 sheet.bad-cell row-repeated"]),
    Case(
      "a blank row may be given as often as wanted",
      "<row r=\"1\"/><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
        + "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"/></row>",
      ["A2 number 2", "A1 number 1"]),
    Case(
      "a cell of another row is left out",
      "<row r=\"2\"><c r=\"B7\"><v>1</v></c><c><v>2</v></c></row>", ["A2 number 2"],
      findings: ["B2 sheet.bad-cell other-row"]),
    Case(
      "a row without a number has that of its first cell",
      "<row><c r=\"A3\"><v>1</v></c></row><row><c r=\"A9\"><v>2</v></c><c r=\"B8\"><v>3</v></c></row>",
      ["A3 number 1", "A9 number 2"], findings: ["B9 sheet.bad-cell other-row"]),
    Case(
      "the last cell of a sheet",
      "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>", ["XFD1048576 number 1"]),
    Case(
      "a lower-case reference",
      "<row r=\"1\"><c r=\"b1\"><v>1</v></c></row>", ["B1 number 1"]),
    Case(
      "cells after the last column",
      "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c><c><v>2</v></c></row>", ["XFD1 number 1"],
      findings: ["XFD1 sheet.bad-cell beyond"]),
    Case(
      "blank rows and cells do not come",
      "<row r=\"1\"/><row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\"><v></v></c></row>"
        + "<row r=\"3\"><c r=\"A3\" t=\"str\"><v/></c><c r=\"B3\" t=\"inlineStr\"><is><t/></is></c></row>",
      []),
  ]

  static let values: [Case] = [
    Case(
      "white space around texts and numbers is not shown, and is dropped",
      "<row><c t=\"str\"><v> a b </v></c><c><v> 1 </v></c><c t=\"inlineStr\"><is><t> </t></is></c>"
        + "<c t=\"inlineStr\"><is><t>\n\tc\u{A0}</t></is></c></row>",
      ["A1 text a b", "B1 number 1", "D1 text c\u{A0}"]),
    Case(
      "xml:space keeps white space, on the text or around it",
      "<row><c t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>"
        + "<c t=\"inlineStr\"><is xml:space=\"preserve\"><t> b</t></is></c>"
        + "<c t=\"str\"><v xml:space=\"preserve\"> c</v></c>"
        + "<c t=\"inlineStr\"><is xml:space=\"preserve\"><t xml:space=\"default\"> d</t></is></c></row>",
      ["A1 text  a ", "B1 text  b", "C1 text  c", "D1 text d"]),
    Case(
      "escaped white space is no white space of XML",
      "<row><c t=\"inlineStr\"><is><t>_x0020_a_x000D_</t></is></c></row>", ["A1 text  a\r"]),
    Case(
      "escapes are decoded once",
      "<row><c t=\"str\"><v>_x0041_</v></c><c t=\"str\"><v>_x005F_x0041_</v></c>"
        + "<c t=\"str\"><v>_x004_ _X0041_ _xD83D__xDE00_ _x000D_</v></c></row>",
      ["A1 text A", "B1 text _x0041_", "C1 text _x004_ _X0041_ 😀 \r"]),
    Case(
      "escapes that stand for no character are kept and told of",
      "<row><c t=\"str\"><v>a_x0000_</v></c><c t=\"str\"><v>_xD800_</v></c></row>",
      ["A1 text a_x0000_", "B1 text _xD800_"],
      findings: ["A1 value.text-damaged control", "B1 value.text-damaged control"]),
    Case(
      "an escape does not span two runs",
      "<row><c t=\"inlineStr\"><is><r><t>_x00</t></r><r><t>41_</t></r></is></c></row>",
      ["A1 text _x0041_"]),
    Case(
      "phonetic text is left out",
      "<row><c t=\"inlineStr\"><is><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>とうきょう</t></rPh></is></c></row>",
      ["A1 text 東京"]),
    Case(
      "a formula without a saved result is no 0",
      "<row><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c t=\"str\"><f>A1</f><v></v></c></row>",
      ["A1 =uncachedFormula ", "B1 =uncachedFormula "]),
    Case(
      "Booleans in both forms",
      "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>false</v></c><c t=\"b\"><v>2</v></c></row>",
      ["A1 boolean 1", "B1 boolean 0"], findings: ["C1 sheet.bad-cell boolean"]),
    Case(
      "comments, instructions and CDATA",
      "<!-- a --><row><?x y?><c t=\"str\"><v>a<!-- b --><![CDATA[<b>]]></v></c></row>",
      ["A1 text a<b>"]),
    Case(
      "foreign elements are passed over",
      "<row xmlns:o=\"urn:o\"><o:c><v>9</v></o:c><c><o:v>8</o:v><v>1</v><extLst><ext><v>7</v></ext>"
        + "</extLst></c></row>", ["A1 number 1"]),
    Case(
      "an unknown type", "<row><c t=\"zzz\"><v>1</v></c></row>", [],
      findings: ["A1 sheet.bad-cell type"]),
    Case(
      "a date that is none", "<row><c t=\"d\"><v>2023-13-45</v></c></row>", [],
      findings: ["A1 sheet.bad-cell date"]),
    Case(
      "a style beyond the last is plain",
      "<row><c s=\"99\"><v>1</v></c><c s=\"-1\"><v>2</v></c></row>",
      ["A1 number 1", "B1 number 2"]),
  ]

  @Test(arguments: places + values)
  func oddSheet_readsAsDecided(_ one: Case) throws {
    let sheet = try readData(one.data)
    #expect(sheet.cells == one.cells)
    #expect(sheet.findings == one.findings)
  }

  @Test(arguments: [
    ("XFE1", "beyond"), ("A1048577", "beyond"), ("ZZZZZZ1", "beyond"), ("", "beyond"),
    ("A99999999999999999999", "beyond"), ("A0", "no-reference"), ("1A", "no-reference"),
    ("$A$1", "no-reference"), ("A-1", "no-reference"), ("А1", "no-reference"),
    ("R1C1", "no-reference"), (" A1", "no-reference"), ("A1:B2", "no-reference"),
    ("A", "no-reference"),
  ])
  func badReference_leavesTheCellOut(reference: String, variant: String) throws {
    let sheet = try readData(
      "<row r=\"1\"><c r=\"\(reference)\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>")
    #expect(sheet.cells == ["B1 number 2"])
    #expect(sheet.findings == ["A1 sheet.bad-cell \(variant)"])
  }

  /// Alternatives are read as their fallback, since no choice asks for what is understood here
  /// (ECMA-376 part 3, 7.6).
  @Test(arguments: [
    (
      #"<mc:Choice Requires="z"><row r="2"><c r="A2"><v>6</v></c></row></mc:Choice>"#
        + #"<mc:Fallback><row r="2"><c r="A2"><v>2</v></c></row></mc:Fallback>"#, ["A2 number 2"]
    ),
    (#"<mc:Choice Requires="z"><row r="2"><c r="A2"><v>6</v></c></row></mc:Choice>"#, []),
    (
      #"<mc:Fallback><mc:AlternateContent><mc:Fallback><row r="2"><c r="A2"><v>2</v></c></row>"#
        + #"</mc:Fallback></mc:AlternateContent><row r="3"><c r="A3"><v>3</v></c></row></mc:Fallback>"#,
      ["A2 number 2", "A3 number 3"]
    ),
  ])
  func alternatives_areReadAsTheirFallback(content: String, cells: [String]) throws {
    let space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    let wrapped = #"<mc:AlternateContent xmlns:mc="\#(space)">\#(content)</mc:AlternateContent>"#
    let first = #"<row r="1"><c r="A1"><v>1</v></c></row>"#
    let last = #"<row r="9"><c r="A9"><v>9</v></c></row>"#
    let sheet = try readData(first + wrapped + last)
    #expect(sheet.cells == ["A1 number 1"] + cells + ["A9 number 9"])
    #expect(sheet.findings == [])
    // The same around a cell and around its value.
    let inner =
      #"<mc:AlternateContent xmlns:mc="\#(space)"><mc:Choice Requires="z"><v>6</v></mc:Choice>"#
      + "<mc:Fallback><v>2</v></mc:Fallback></mc:AlternateContent>"
    let deep = try readData(
      #"<row r="1"><c r="A1">\#(inner)</c><c r="B1"><v>3</v></c></row>"# + last)
    #expect(deep.cells == ["A1 number 2", "B1 number 3", "A9 number 9"])
    #expect(deep.findings == [])
  }

  /// What stands where none is read is told, and the rest of the sheet is read.
  @Test(arguments: [
    (#"<extra><row r="2"><c r="A2"><v>2</v></c></row></extra>"#, "row 2 sheet.bad-cell misplaced"),
    (#"<c r="A2"><v>2</v></c>"#, "row 2 sheet.bad-cell misplaced"),
    (
      #"<row r="2"><row r="3"><c r="A3"><v>2</v></c></row></row>"#, "row 2 sheet.bad-cell misplaced"
    ),
    (#"<row r="2"><x><c r="A2"><v>2</v></c></x></row>"#, "row 2 sheet.bad-cell misplaced"),
    (#"<row r="2"><c r="A2"><v>1<x>2</x>3</v></c></row>"#, "A2 sheet.bad-cell misplaced"),
    (#"<row r="2"><c r="A2"><v>5</v><v>6</v></c></row>"#, "A2 sheet.bad-cell misplaced"),
    (#"<row r="2"><c r="A2"><w><v>6</v></w></c></row>"#, "A2 sheet.bad-cell misplaced"),
    (#"<row r="2"><extLst><ext uri="x"/></extLst></row>"#, ""), (#"<extra><v0/></extra>"#, ""),
  ])
  func contentInAStrangePlace_isTold(data: String, finding: String) throws {
    let sheet = try readData(
      #"<row r="1"><c r="A1"><v>1</v></c></row>"# + data
        + #"<row r="9"><c r="A9"><v>9</v></c></row>"#)
    #expect(sheet.cells == ["A1 number 1", "A9 number 9"])
    #expect(sheet.findings == (finding.isEmpty ? [] : [finding]))
  }

  @Test(arguments: ["1", " 1 ", "\t1", "1.0", "1.000", "001"])
  func honestRowNumber_isRead(number: String) throws {
    let sheet = try readData(
      "<row r=\"\(number)\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
    )
    #expect(sheet.cells == ["A1 number 1", "A2 number 2"])
    #expect(sheet.findings == [])
  }

  @Test(arguments: [
    "0", "-1", "99999999999999999999", "1048577", "1.5", "x", "", "1.", ".0", "1.0.0", "0.0", "1 2",
    "1e0", "+1", "١",
  ])
  func badRowNumber_leavesTheRowOut(number: String) throws {
    let sheet = try readData(
      "<row r=\"\(number)\"><c><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>")
    #expect(sheet.cells == ["A2 number 2"])
    #expect(sheet.findings == ["row 1 sheet.bad-cell row-number"])
  }

  @Test(arguments: ["2", "-1", "99999999999999999999", "abc", "0.0", "0x0", "+1"])
  func badStringIndex_leavesTheCellOut(index: String) throws {
    let sheet = try readBack(
      WorkbookBuilder().sheet(
        "S", rows: [["a", "b", .xml("<c r=\"C1\" t=\"s\"><v>\(index)</v></c>")]]))
    #expect(sheet.cells == ["A1 text a", "B1 text b"])
    #expect(sheet.findings == ["C1 sheet.bad-cell shared-string"])
  }

  @Test(arguments: [
    "NaN", "INF", "-INF", "1,5", "0x10", "1.5.5", "١", "1e", "1e+", "-", ".", "1 2", "1e400",
    "1e99999",
    "--1", "1_000",
  ])
  func badNumber_leavesTheCellOut(lexeme: String) throws {
    let sheet = try readData("<row><c><v>\(lexeme)</v></c></row>")
    #expect(sheet.cells.isEmpty)
    #expect(sheet.findings == ["A1 sheet.bad-cell number"])
  }

  @Test(arguments: [
    "1", "-0", "1.", ".5", "+1.5", "1E+2", "4.9E-324", "0.10000000000000001", "1e308",
  ])
  func number_keepsItsLexeme(lexeme: String) throws {
    #expect(try readData("<row><c><v>\(lexeme)</v></c></row>").cells == ["A1 number \(lexeme)"])
  }

  @Test func longText_isKeptAndToldOf() throws {
    var limits = Limits()
    limits[.textLength] = 10
    let sheet = try readData(
      "<row><c t=\"str\"><v>0123456789</v></c><c t=\"str\"><v>0123456789A</v></c></row>",
      limits: limits)
    #expect(sheet.cells == ["A1 text 0123456789", "B1 text 0123456789A"])
    #expect(sheet.findings == ["B1 value.too-long text-length"])
  }

  @Test func manyCopiesOfACell_areOneCell() throws {
    let copies = String(repeating: "<c r=\"A1\"><v>1</v></c>", count: 40_000)
    let sheet = try readData("<row r=\"1\">\(copies)<c r=\"B1\"><v>2</v></c></row>")
    #expect(sheet.cells == ["A1 number 1", "B1 number 2"])
    #expect(sheet.findings.isEmpty)
  }
}
