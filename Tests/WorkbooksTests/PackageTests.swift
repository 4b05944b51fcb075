import TabularCore
import TestSupport
import Testing
import Workbooks

/// Content types, relationships and parts that are odd, missing or dangerous.
@Suite struct PackageTests {
  static let relationshipTypes =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  static func relationships(worksheet target: String, attributes: String = "") -> String {
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + "<Relationship Id=\"rId1\" Type=\"\(relationshipTypes)/worksheet\" Target=\"\(target)\""
      + " \(attributes)/></Relationships>"
  }

  static func workbook(target: String, attributes: String = "") -> WorkbookBuilder {
    WorkbookBuilder().with(\.strings, .inline).sheet("S", rows: [["a"]])
      .part(
        "xl/_rels/workbook.xml.rels", relationships(worksheet: target, attributes: attributes))
  }

  @Test(arguments: [
    ("worksheets/sheet1.xml", nil), ("/xl/worksheets/sheet1.xml", nil),
    ("worksheets\\sheet1.xml", nil), ("\\xl\\worksheets\\sheet1.xml", nil),
    ("./worksheets/../worksheets/sheet1.xml", nil), ("Worksheets/Sheet1.XML", nil),
    ("worksheets/sheet%31.xml", nil), ("../xl/worksheets/sheet1.xml", nil),
    ("worksheets/sheet77.xml", "zip.missing-part"), ("worksheets/", "zip.missing-part"),
    ("", "zip.missing-part"), ("workbook.xml", "xml.malformed reason"),
    ("../../../../etc/passwd", "zip.unsafe-path"), ("file:///etc/passwd", "zip.unsafe-path"),
    ("http://127.0.0.1:9/sheet.xml", "zip.unsafe-path"),
    ("%2e%2e/%2e%2e/etc/passwd", "zip.unsafe-path"), ("%zz", "zip.unsafe-path"),
    ("%00", "zip.unsafe-path"),
  ])
  func target_isResolvedWithinThePackage(target: String, expected: String?) throws {
    #expect(try refusal(Self.workbook(target: target)) == expected)
  }

  @Test func externalTarget_isRefused() throws {
    let builder = Self.workbook(
      target: "worksheets/sheet1.xml", attributes: "TargetMode=\"External\"")
    #expect(try refusal(builder) == "zip.unsafe-path")
  }

  @Test func partsUnderOtherNames_areFoundByTheirRelationships() throws {
    let sheet =
      "<worksheet xmlns=\"\(Self.main)\"><sheetData><row><c><v>7</v></c></row></sheetData>"
      + "</worksheet>"
    let file = ScratchFile()
    try Self.workbook(target: "/data/one").part("data/one", sheet).write(to: file.path)
    #expect(try readSheet(Workbook(path: file.path)).cells == ["A1 number 7"])
  }

  @Test(arguments: [
    ("[Content_Types].xml", "file.unknown-format"), ("_rels/.rels", "zip.missing-part no-workbook"),
    ("xl/workbook.xml", "zip.missing-part workbook"),
    ("xl/_rels/workbook.xml.rels", "zip.missing-part part"),
    ("xl/worksheets/sheet1.xml", "zip.missing-part"), ("xl/styles.xml", nil),
  ])
  func missingPart_isNamed(part: String, expected: String?) throws {
    let builder = WorkbookBuilder().sheet("S", rows: [["a"]]).withoutPart(part)
    #expect(try refusal(builder) == expected)
  }

  @Test func stringsWithoutRelationship_areFoundByTheirContentType() throws {
    let file = ScratchFile()
    try WorkbookBuilder().sheet("S", rows: [["a"]])
      .part(
        "xl/_rels/workbook.xml.rels", Self.relationships(worksheet: "worksheets/sheet1.xml")
      )
      .write(to: file.path)
    #expect(try readSheet(Workbook(path: file.path)).cells == ["A1 text a"])
  }

  @Test func missingSheetPart_isToldWithSheetAndPart() throws {
    let file = ScratchFile()
    try WorkbookBuilder().sheet("Venues", rows: [["a"]]).withoutPart("xl/worksheets/sheet1.xml")
      .write(to: file.path)
    let workbook = try Workbook(path: file.path)
    let error = #expect(throws: WorkbookError.self) { _ = try readSheet(workbook) }
    #expect(error?.part == "xl/worksheets/sheet1.xml")
    #expect(error?.arguments.contains(IssueArgument("sheet", "Venues")) == true)
  }

  @Test(arguments: [
    ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "an Excel binary workbook (.xlsb)"),
    (
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
      "a Word document"
    ),
  ])
  func otherDocument_isNamed(type: String, found: String) throws {
    let types =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"xml\" ContentType=\"\(type)\"/></Types>"
    let file = ScratchFile()
    try WorkbookBuilder().sheet("S", rows: []).part("[Content_Types].xml", types)
      .write(to: file.path)
    let error = #expect(throws: WorkbookError.self) { _ = try Workbook(path: file.path) }
    #expect(error?.code == "file.unknown-format")
    #expect(error?.arguments == [IssueArgument("found", found)])
  }

  @Test(arguments: [
    (["mimetype", "content.xml"], "an OpenDocument file"),
    (["Index/Document.iwa"], "an Apple Numbers document"),
    (["readme.txt"], "a zip archive without a workbook"),
  ])
  func otherArchive_isNamed(members: [String], found: String) throws {
    let file = ScratchFile()
    try ZipWriting.write(members.map { ($0, [1, 2, 3]) }, to: file.path)
    let error = #expect(throws: WorkbookError.self) { _ = try Workbook(path: file.path) }
    #expect(error?.arguments == [IssueArgument("found", found)])
  }

  @Test(arguments: [
    ("1", DateSystem.from1904), ("true", .from1904), ("0", .from1900), ("false", .from1900),
  ])
  func dateSystem_isReadFromTheWorkbook(flag: String, expected: DateSystem) throws {
    let file = ScratchFile()
    try Self.workbook(date1904: flag).write(to: file.path)
    #expect(try Workbook(path: file.path).dateSystem == expected)
  }

  @Test func dateSystemThatIsNone_isRefused() throws {
    #expect(try refusal(Self.workbook(date1904: "maybe")) == "xml.malformed reason")
  }

  static func workbook(date1904: String) -> WorkbookBuilder {
    WorkbookBuilder().sheet("S", rows: [[1]]).part(
      "xl/workbook.xml",
      "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relationshipTypes)\">"
        + "<workbookPr date1904=\"\(date1904)\"/><sheets>"
        + "<sheet name=\"A&amp;B\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
  }

  @Test func ampersandInAName_isDecodedOnce() throws {
    let file = ScratchFile()
    try Self.workbook(date1904: "0").write(to: file.path)
    #expect(try Workbook(path: file.path).sheets.map(\.name) == ["A&B"])
  }

  @Test func sheetsThatShareAPart_areRefused() throws {
    let sheets = (1...3).map { "<sheet name=\"S\($0)\" sheetId=\"\($0)\" r:id=\"rId1\"/>" }.joined()
    let builder = WorkbookBuilder().sheet("S", rows: [[1]]).part(
      "xl/workbook.xml",
      "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relationshipTypes)\"><sheets>\(sheets)"
        + "</sheets></workbook>")
    #expect(try refusal(builder) == "xml.malformed reason")
  }

  @Test func customFormatReplacesTheBuiltInOfItsNumber() throws {
    let builder = WorkbookBuilder().sheet(
      "S", data: "<row><c s=\"0\"><v>1</v></c><c s=\"1\"><v>2</v></c><c s=\"2\"><v>3</v></c></row>"
    ).part(
      "xl/styles.xml",
      "<styleSheet xmlns=\"\(Self.main)\"><numFmts><numFmt numFmtId=\"14\" formatCode=\"0.00\"/>"
        + "<numFmt numFmtId=\"164\" formatCode=\"yyyy\"/><numFmt numFmtId=\"164\""
        + " formatCode=\"0\"/></numFmts><cellStyleXfs><xf numFmtId=\"22\"/></cellStyleXfs>"
        + "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf/></cellXfs></styleSheet>")
    #expect(
      try readBack(builder).cells == ["A1 number 1", "B1 number:date 2", "C1 number 3"])
  }
}
