import TabularCore
import Testing

@testable import Workbooks

/// Rows that get nothing but a state are copied in one piece; what comes out is the same as tag by tag.
@Suite struct MarkedRowTests {
  private static func sheet(_ rows: String, prefix: String = "") -> String {
    let p = prefix.isEmpty ? "" : prefix + ":"
    let name = prefix.isEmpty ? "" : ":" + prefix
    let head = "<\(p)worksheet xmlns\(name)=\"urn:x\"><\(p)sheetData>"
    return head + rows + "</\(p)sheetData></\(p)worksheet>"
  }

  private func bytes(_ text: String) -> MemoryPartBytes {
    MemoryPartBytes(Array(text.utf8), name: "sheet1.xml")
  }

  private func survey(_ text: String) throws -> SheetSurvey {
    try SheetSurvey(bytes(text), cells: [], limits: Limits(), isMark: { $0 == 7 }, headerRow: 1)
  }

  /// What the copy of a part has.
  private func copy(_ text: String, kept: Int?) throws -> String {
    let survey = try survey(text)
    var plan = SheetPlan()
    plan.prefix = survey.prefix
    plan.inserts = survey.isOrdered
    plan.lastKeptColumn = kept
    var status = WorkbookMarks.StatusColumn(headerRow: 1, header: "state", words: ["error", "ok"])
    status.column = survey.lastFilledColumn + 1
    status.rows = [0, 0, 1, 2, 2, 1, 2, 2]
    plan.status = status
    let part = SheetCopy(bytes(text), plan: plan, limits: Limits())
    var result: [UInt8] = []
    // Pieces of few bytes, as a slow source has them.
    var piece = [UInt8](repeating: 0, count: 7)
    while true {
      let count = piece.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { part.read(into: $0, capacity: buffer.count) } ?? 0
      }
      if let failure = part.failure { throw failure }
      guard count > 0 else { return String(decoding: result, as: UTF8.self) }
      result += piece[..<count]
    }
  }

  @Test(arguments: [
    sheet(#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="3"/></row>"#),
    sheet(#"<row r="1" spans="1:2"><c r="A1"><v>1</v></c></row><row r="3"/><row r="5"></row>"#),
    // What looks like an end but is none.
    sheet(#"<row r="1"><c r="A1"><is><t><![CDATA[</row></c>]]></t></is></c></row >"#),
    sheet(#"<row r="2"><!-- </row> --><c r="A2"><v>1</v><!-- </c> --></c></row>"#),
    sheet(#"<row r="2"><c r="A2"><v>1</v><?pi </c></row> ?></c></row>"#),
    // Names that begin alike, and elements of the same name within.
    sheet(
      #"<row r="1"><c r="A1"><is><r><rPr><color rgb="F"/></rPr><t>x</t></r></is></c><rowx/></row>"#),
    sheet(#"<row r="2"><c r="A2"><ext><row><c>1</c></row></ext></c><c r="B2"><v>2</v></c></row>"#),
    sheet(#"<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>"#, prefix: "x"),
    // Cells without content stand behind the last one with it.
    sheet(#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"/><c r="D1" s="2"/></row>"#),
    sheet(#"<row r="1"><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"#),
    sheet(
      #"<row r="2"><c r="A2" t="inlineStr"><is><t>\#(String(repeating: "long ", count: 40_000))</t></is></c></row>"#
    ),
  ])
  func rowInOnePiece_isTheRowTagByTag(_ part: String) throws {
    let last = try survey(part).lastColumn
    let whole = try copy(part, kept: last)
    #expect(try whole == copy(part, kept: nil))
    #expect(whole.contains("<t>error</t>") || whole.contains(":t>error</"), "\(whole)")
  }

  @Test func rowOfManyBytes_isCopiedAllTheSame() throws {
    // Longer than what is taken at once.
    let text = String(repeating: "<c><v>12345678901234567890</v></c>", count: 150_000)
    let part = Self.sheet("<row r=\"1\">\(text)</row>")
    #expect(throws: Never.self) { try survey(part) }
    let reader = MarkupReader(bytes(part), limits: Limits())
    while try reader.next(), !reader.isNamed(Array("row".utf8)) {}
    #expect(try !reader.takeContents())
    // The tag is still the one that was cut off.
    #expect(reader.value("r") == "1")
    #expect(try reader.next() && reader.isNamed(Array("c".utf8)))
  }

  @Test(arguments: [
    "<row r=\"1\"><c r=\"A1\"><v>1</v></c>", "<row r=\"1\"><c r=\"A1\"><v>1</row>",
    "<row r=\"1\"><c r=\"A1\"><v>1</c></row></row>", "<row r=\"1\"><c r=\"A1\"><v",
  ])
  func partThatBreaksOff_isNotCopied(_ rows: String) throws {
    let whole = "<worksheet><sheetData>" + rows
    #expect(throws: WorkbookError.self) { try copy(whole, kept: 1) }
  }
}
