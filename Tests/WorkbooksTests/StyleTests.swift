import TabularCore
import TestSupport
import Testing
import Workbooks

/// What a workbook says about its numbers beside the cells: styles, fonts, theme, calculation.
@Suite struct StyleTests {
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  private static func workbook(
    formats: [(id: Int, code: String?)], fonts: String = "", cells: String
  ) -> WorkbookBuilder {
    let codes = formats.compactMap { format in
      format.code.map { "<numFmt numFmtId=\"\(format.id)\" formatCode=\"\($0)\"/>" }
    }
    let styles =
      "<styleSheet xmlns=\"\(main)\"><numFmts>\(codes.joined())</numFmts><fonts>\(fonts)</fonts>"
      + "<cellXfs><xf numFmtId=\"0\"/>"
      + formats.map { "<xf numFmtId=\"\($0.id)\"/>" }.joined() + "</cellXfs></styleSheet>"
    return WorkbookBuilder().sheet("S", data: "<row>\(cells)</row>").part("xl/styles.xml", styles)
  }

  @Test func sectionsOfOneFormat_holdForTheirNumbers() throws {
    let builder = Self.workbook(
      formats: [
        (164, "[=0]&quot;&quot;;0%"), (165, "[&gt;40000.5]dd/mm/yyyy;0"), (166, "0%;yyyy;h:mm"),
      ],
      cells: "<c s=\"1\"><v>0</v></c><c s=\"1\"><v>0.6</v></c><c s=\"1\"><v>-0.0E5</v></c>"
        + "<c s=\"2\"><v>45000</v></c><c s=\"2\"><v>4.0E4</v></c><c s=\"3\"><v>-1</v></c>"
        + "<c s=\"3\"><v>0.000</v></c><c s=\"3\"><v>.5</v></c><c s=\"9\"><v>1</v></c>")
    #expect(
      try readBack(builder).cells == [
        "A1 number 0", "B1 number:percent 0.6", "C1 number -0.0E5", "D1 number:date 45000",
        "E1 number 4.0E4", "F1 number:date -1", "G1 number:time 0.000", "H1 number:percent .5",
        "I1 number 1",
      ])
  }

  static let builtIn = "<c s=\"1\"><v>45000</v></c><c s=\"2\"><v>45000</v></c>"

  @Test(arguments: [
    ("", "time", "date"),
    ("<font><name val=\"Calibri\"/></font>", "time", "date"),
    ("<font><name val=\"x\"/><charset val=\"128\"/></font>", "date", "date"),
    ("<font><charset val=\"129\"/></font>", "date", "date"),
    ("<font><charset val=\"134\"/></font>", "time", "date"),
    ("<font><charset val=\"136\"/></font>", "time", "time"),
    ("<font><name val=\"ＭＳ Ｐゴシック\"/></font>", "date", "date"),
    ("<font><name val=\"Malgun Gothic\"/></font>", "date", "date"),
    ("<font><name val=\"맑은 고딕\"/></font>", "date", "date"),
    ("<font><name val=\"等线\"/></font>", "time", "date"),
    ("<font><name val=\"新細明體\"/></font>", "time", "time"),
  ])
  func fonts_tellTheLanguageOfBuiltInFormats(fonts: String, of34: String, of53: String) throws {
    let builder = Self.workbook(
      formats: [(34, nil), (53, nil)], fonts: fonts, cells: Self.builtIn)
    #expect(
      try readBack(builder).cells == ["A1 number:\(of34) 45000", "B1 number:\(of53) 45000"])
  }

  @Test func theme_tellsTheLanguageWhereFontsDoNot() throws {
    let fonts = "<a:latin typeface=\"游ゴシック\"/><a:ea typeface=\"\"/>"
    let other = "<a:font script=\"Hant\" typeface=\"新細明體\"/>"
    func theme(_ fonts: String) -> String {
      "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
        + "<a:themeElements><a:fontScheme><a:minorFont>\(fonts)</a:minorFont></a:fontScheme>"
        + "</a:themeElements></a:theme>"
    }
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let relationships =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + [
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"),
        ("theme", "theme/theme1.xml"),
      ].enumerated().map { index, part in
        "<Relationship Id=\"rId\(index + 1)\" Type=\"\(office)/\(part.0)\""
          + " Target=\"\(part.1)\"/>"
      }.joined() + "</Relationships>"
    let builder = Self.workbook(formats: [(34, nil), (53, nil)], cells: Self.builtIn)
      .part("xl/_rels/workbook.xml.rels", relationships)
    let dates = ["A1 number:date 45000", "B1 number:date 45000"]
    #expect(
      try readBack(builder.part("xl/theme/theme1.xml", theme(fonts + other))).cells == dates)
    // What the theme has for other scripts says nothing, and a theme that cannot be read is none.
    let western = ["A1 number:time 45000", "B1 number:date 45000"]
    #expect(try readBack(builder.part("xl/theme/theme1.xml", theme(other))).cells == western)
    #expect(try readBack(builder.part("xl/theme/theme1.xml", "<a")).cells == western)
    #expect(try readBack(builder).cells == western)
  }

  @Test func locales_tellTheLanguageWhereNothingElseDoes() throws {
    let builder = Self.workbook(
      formats: [(34, nil), (53, nil), (164, "[$-D000411]ge.m.d")], cells: Self.builtIn)
    #expect(try readBack(builder).cells.first == "A1 number:date 45000")
  }

  @Test func customFormat_takesThePlaceOfABuiltInOne() throws {
    let builder = Self.workbook(formats: [(34, "0.00"), (53, "0%")], cells: Self.builtIn)
    #expect(try readBack(builder).cells == ["A1 number 45000", "B1 number:percent 45000"])
  }

  /// Programs that cannot calculate save `0` with a formula and ask for calculation on load.
  @Test(arguments: [
    ("fullCalcOnLoad=\"1\"", true), ("fullCalcOnLoad=\"true\"", true),
    ("fullCalcOnLoad=\"0\"", false), ("calcId=\"191029\"", false),
  ])
  func zeroThatWasNeverCalculated_isNoResult(attribute: String, isDoubted: Bool) throws {
    let data =
      "<row><c><f>6*7</f><v>0</v></c><c><f>1/4</f><v>0.25</v></c><c><v>0</v></c>"
      + "<c><f t=\"shared\" si=\"0\"/><v>0.0</v></c><c t=\"str\"><f>\"0\"</f><v>0</v></c>"
      + "<c t=\"b\"><f>1=2</f><v>0</v></c></row>"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let builder = WorkbookBuilder().sheet("S", data: data).part(
      "xl/workbook.xml",
      "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"S\""
        + " sheetId=\"1\" r:id=\"rId1\"/></sheets><calcPr \(attribute)/></workbook>")
    let first = isDoubted ? "A1 =uncachedFormula " : "A1 =number 0"
    let sixth = isDoubted ? "F1 =uncachedFormula " : "F1 =boolean 0"
    let fourth = isDoubted ? "D1 =uncachedFormula " : "D1 =number 0.0"
    #expect(
      try readBack(builder).cells == [
        first, "B1 =number 0.25", "C1 number 0", fourth, "E1 =text 0", sixth,
      ])
    let file = ScratchFile()
    try builder.write(to: file.path)
    let stored = try readSheet(Workbook(path: file.path, contents: .stored)).cells
    #expect(stored.first == "A1 =number 0")
  }
}
