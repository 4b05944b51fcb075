import TabularCore
import TestSupport
import Testing
import Workbooks

/// XML that is broken, or made to hurt.
@Suite struct SheetXMLTests {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  static func refusalOfSheet(_ xml: String, limits: Limits = Limits()) throws -> String? {
    try refusalOfSheet(bytes: Array(xml.utf8), limits: limits)
  }

  static func refusalOfSheet(bytes: [UInt8], limits: Limits = Limits()) throws -> String? {
    let builder = WorkbookBuilder().with(\.isStored, true).sheet("S", rows: [])
      .part("xl/worksheets/sheet1.xml", bytes: bytes)
    return try refusal(builder, limits: limits)
  }

  static func sheet(_ data: String) -> String {
    "<worksheet xmlns=\"\(main)\"><sheetData>\(data)</sheetData></worksheet>"
  }

  static let broken: [(String, String?)] = [
    ("", "xml.malformed syntax"), ("x", "xml.malformed syntax"),
    (sheet("<row><c><v>1</c></v></row>"), "xml.malformed syntax"),
    (sheet("<row>") + "<a/>", "xml.malformed syntax"),
    (sheet("<row/>") + "<worksheet/>", "xml.malformed syntax"),
    (sheet("<row/>") + "junk", "xml.malformed syntax"),
    (sheet("<row><c><v>&#0;</v></c></row>"), "xml.malformed syntax"),
    (sheet("<row><c><v>&#x1F;</v></c></row>"), "xml.malformed syntax"),
    (sheet("<row><c><v>&nbsp;</v></c></row>"), "xml.malformed syntax"),
    (sheet("<row r=1/>"), "xml.malformed syntax"),
    (sheet("<row r=\"1\" r=\"2\"/>"), "xml.malformed syntax"),
    (sheet("<o:row/>"), "xml.malformed syntax"),
    ("<worksheet xmlns=\"urn:other\"><sheetData/></worksheet>", "xml.malformed reason"),
    ("<workbook xmlns=\"\(main)\"/>", "xml.malformed reason"),
    ("<worksheet><sheetData/></worksheet>", nil),
    ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + sheet(""), "xml.malformed reason"),
    ("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + sheet(""), "xml.malformed reason"),
    ("<?xml version=\"1.0\" encoding=\"EBCDIC-X\"?>" + sheet(""), "xml.malformed reason"),
    ("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + sheet(""), nil),
    ("<!DOCTYPE worksheet>" + sheet(""), "xml.doctype"),
    ("<!DOCTYPE worksheet SYSTEM \"http://127.0.0.1:9/x.dtd\">" + sheet(""), "xml.doctype"),
    (
      "<!DOCTYPE w [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>"
        + sheet("<row><c t=\"str\"><v>&b;</v></c></row>"), "xml.doctype"
    ),
    (
      "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
        + sheet("<row><c t=\"str\"><v>&a;</v></c></row>"), "xml.doctype"
    ),
  ]

  @Test(arguments: broken)
  func part_isRefusedByName(xml: String, expected: String?) throws {
    #expect(try Self.refusalOfSheet(xml) == expected)
  }

  @Test(arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0x00], [0xF5, 0x80, 0x80, 0x80]])
  func bytesThatAreNoUTF8_areRefused(bytes: [UInt8]) throws {
    let parts = Self.sheet("<row><c t=\"str\"><v>|</v></c></row>").split(separator: "|")
    let sheet = Array(parts[0].utf8) + bytes + Array(parts[1].utf8)
    #expect(try Self.refusalOfSheet(bytes: sheet) == "xml.malformed syntax")
  }

  @Test func everyTruncation_isRefused() throws {
    let xml = Array(Self.sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").utf8)
    for count in xml.indices {
      let refusal = try Self.refusalOfSheet(bytes: Array(xml[..<count]))
      #expect(refusal?.hasPrefix("xml.malformed") == true, "cut at \(count)")
    }
  }

  @Test func nesting_endsAtTheLimit() throws {
    func nested(_ count: Int) -> String {
      Self.sheet("").replacing(
        "<sheetData>",
        with: String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count)
          + "<sheetData>")
    }
    var limits = Limits()
    limits[.xmlDepth] = 20
    #expect(try Self.refusalOfSheet(nested(19), limits: limits) == nil)
    #expect(try Self.refusalOfSheet(nested(20), limits: limits) == "xml.limit")
    #expect(try Self.refusalOfSheet(nested(100_000)) != nil)
  }

  @Test func attributes_endAtTheLimit() throws {
    func cell(_ count: Int) -> String {
      Self.sheet("<row><c x=\"\(String(repeating: "y", count: count))\"/></row>")
    }
    var limits = Limits()
    limits[.xmlAttributeLength] = 100
    #expect(try Self.refusalOfSheet(cell(100), limits: limits) == nil)
    #expect(try Self.refusalOfSheet(cell(101), limits: limits) == "xml.limit xml-attribute-length")
  }

  @Test func passedOverElements_mayHaveLongerAttributes() throws {
    let areas = String(repeating: "A1:B2 ", count: 30_000)
    let tail = "</sheetData><dataValidations><dataValidation sqref=\"\(areas)\"/></dataValidations>"
    #expect(
      try Self.refusalOfSheet(Self.sheet("<row/>").replacing("</sheetData>", with: tail)) == nil)
  }

  @Test func hundredThousandAttributes_endSoon() throws {
    let attributes = (0..<100_000).map { " a\($0)=\"\"" }.joined()
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try Self.refusalOfSheet(Self.sheet("<row\(attributes)/>")) == "xml.malformed reason")
    let time = clock.now - start
    #expect(time < .seconds(5))
  }

  @Test func hundredThousandNamespaces_endSoon() throws {
    let namespaces = (0..<100_000).map { " xmlns:a\($0)=\"urn:\($0)\"" }.joined()
    #expect(try Self.refusalOfSheet(Self.sheet("<row\(namespaces)/>")) == "xml.malformed reason")
  }

  @Test func hugeText_isRefused() throws {
    let text = String(repeating: "x", count: 2 << 20)
    #expect(
      try Self.refusalOfSheet(Self.sheet("<row><c t=\"str\"><v>\(text)</v></c></row>"))
        == "value.too-long text-length")
  }

  @Test func damage_isToldWithPartAndOffset() throws {
    let file = ScratchFile()
    let xml = Self.sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"912\"><c></row>")
    try WorkbookBuilder().sheet("S", rows: []).part("xl/worksheets/sheet1.xml", xml)
      .write(to: file.path)
    let workbook = try Workbook(path: file.path)
    let error = #expect(throws: WorkbookError.self) { _ = try readSheet(workbook) }
    #expect(error?.code == "xml.malformed")
    #expect(error?.part == "xl/worksheets/sheet1.xml")
    #expect(error?.row == 912)
    #expect((100..<xml.utf8.count).contains(error?.byteOffset ?? 0))
  }
}
