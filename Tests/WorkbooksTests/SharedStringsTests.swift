import TabularCore
import TestSupport
import Testing
import Workbooks

@Suite struct SharedStringsTests {
  private static func workbook(table: String, cells: Int) -> WorkbookBuilder {
    let row = (0..<cells).map { WorkbookValue.xml("<c t=\"s\"><v>\($0)</v></c>") }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return WorkbookBuilder().sheet("S", rows: [row, ["makes a shared string part"]])
      .part("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\"\(table)</sst>")
  }

  @Test func items_areReadWholeAndOnce() throws {
    let table = """
      ><si><t> a </t></si><si><t/></si><si/><si><r><rPr><b/></rPr><t>b</t></r><r><t>c</t></r></si>\
      <si><t>d</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si>\
      <si><t>_x0041_&amp;&#x1F600;</t></si><si><t>_x0000_</t></si>
      """
    let sheet = try readBack(Self.workbook(table: table, cells: 7))
    #expect(
      sheet.cells.dropLast() == [
        "A1 text a", "D1 text bc", "E1 text d", "F1 text A&😀", "G1 text _x0000_",
      ])
    #expect(sheet.findings == ["G1 value.text-damaged control"])
  }

  @Test func whiteSpace_isWhatASpreadsheetShows() throws {
    let table = """
      ><si><t> a </t></si><si><t xml:space="preserve"> a </t></si>\
      <si><r><t>b </t></r><r><t xml:space="preserve"> c</t></r></si><si><t> </t></si>\
      <si xml:space="preserve"><t> d</t></si>
      """
    let builder = Self.workbook(table: table, cells: 5)
    #expect(
      try readBack(builder).cells.dropLast() == [
        "A1 text a", "B1 text  a ", "C1 text b c", "E1 text  d",
      ])
    let file = ScratchFile()
    try builder.write(to: file.path)
    #expect(
      try readSheet(Workbook(path: file.path, contents: .stored)).cells.dropLast() == [
        "A1 text  a ", "B1 text  a ", "C1 text b  c", "D1 text  ", "E1 text  d",
      ])
  }

  @Test func countsThatLie_areNotBelieved() throws {
    let table = " count=\"4294967295\" uniqueCount=\"4294967295\"><si><t>a</t></si>"
    #expect(
      try readBack(Self.workbook(table: table, cells: 1)).cells == ["A1 text a", "A2 text a"])
  }

  @Test func absentPart_isMissedOnlyByCellsThatReferToIt() throws {
    let part = "xl/sharedStrings.xml"
    let builder = WorkbookBuilder().sheet("S", rows: [["a"]]).withoutPart(part)
    #expect(try refusal(builder) == "zip.missing-part part")
    let numbers = WorkbookBuilder().sheet("S", rows: [[1]]).sheet("T", rows: [["a"]])
      .withoutPart(part)
    let file = ScratchFile()
    try numbers.write(to: file.path)
    #expect(try readSheet(Workbook(path: file.path)).cells == ["A1 number 1"])
  }

  @Test func moreStringsThanAllowed_areRefused() throws {
    var limits = Limits()
    limits[.sharedStrings] = 2
    let builder = WorkbookBuilder().sheet("S", rows: [["a", "b", "c"]])
    #expect(try refusal(builder, limits: limits) == "xml.limit shared-strings")
    limits[.sharedStrings] = 3
    #expect(try refusal(builder, limits: limits) == nil)
  }
}
