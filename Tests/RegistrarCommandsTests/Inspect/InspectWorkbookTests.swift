import ImportPipeline
import Schemas
import TabularCore
import TestSupport
import Testing
import Workbooks

@testable import RegistrarCommands

/// What `inspect` prints of a workbook.
struct InspectWorkbookTests {
  private let scratch: InspectScratch
  private let path: String

  init() throws {
    scratch = try InspectScratch()
    path = scratch.path + "/book.xlsx"
    try WorkbookBuilder()
      .sheet(
        "A \"b\"",
        rows: [
          ["code", "Größe\n2", nil, 12.5, .lexeme("1.0E-3"), true, .error("#N/A")],
          [
            .date(1), .dateTime(45_000.4375), .time(0.354166666666667), .duration(1.5),
            .isoDate("2023-03-15"), .lexeme("+7"), .formula("1+1", cached: nil),
          ],
        ]
      )
      .sheet("Hidden", rows: [], visibility: "hidden")
      .chartSheet("Chart")
      .write(to: path)
  }

  @Test func cells_followTheContract() throws {
    let printed = try scratch.workbook(at: path) { try $0.printCells() }
    let name = "A \\\"b\\\""
    func sheet(_ name: String, _ visibility: String, _ type: String) -> String {
      "{\"sheet\": \"\(name)\", \"visibility\": \"\(visibility)\", \"type\": \"\(type)\", "
        + "\"date1904\": false}"
    }
    func cell(_ ref: String, _ row: Int, _ column: Int, _ kind: String, _ value: String) -> String {
      "{\"sheet\": \"\(name)\", \"ref\": \"\(ref)\", \"row\": \(row), \"column\": \(column), "
        + "\"kind\": \"\(kind)\", \"value\": \(value)}"
    }
    #expect(
      printed.split(separator: "\n").map(String.init) == [
        sheet(name, "visible", "worksheet"), cell("A1", 1, 1, "string", "\"code\""),
        cell("B1", 1, 2, "string", "\"Größe\\n2\""), cell("D1", 1, 4, "number", "12.5"),
        cell("E1", 1, 5, "number", "1.0E-3"), cell("F1", 1, 6, "bool", "true"),
        cell("G1", 1, 7, "error", "\"#N/A\""),
        cell("A2", 2, 1, "date", "\"1900-01-01T00:00:00\""),
        cell("B2", 2, 2, "date", "\"2023-03-15T10:30:00\""),
        cell("C2", 2, 3, "time", "\"08:30:00\""), cell("D2", 2, 4, "duration", "129600"),
        cell("E2", 2, 5, "date", "\"2023-03-15T00:00:00\""), cell("F2", 2, 6, "number", "7.0"),
        sheet("Hidden", "hidden", "worksheet"), sheet("Chart", "visible", "chartsheet"),
      ])
  }

  @Test func oneSheet_isPrintedAlone() throws {
    let printed = try scratch.workbook(at: path, sheet: "Hidden") { try $0.printCells() }
    #expect(printed.split(separator: "\n").count == 1)
  }

  @Test func absentSheet_isMissing() throws {
    let error = #expect(throws: ReadingFailure.self) {
      _ = try scratch.workbook(at: path, sheet: "hidden") { try $0.printCells() }
    }
    #expect(error?.code == "sheet.missing")
    #expect(
      error?.arguments == [
        IssueArgument("sheet", "hidden"), IssueArgument("names", "A \"b\", Hidden, Chart"),
      ])
  }

  @Test func badCells_areToldAndReadOn() throws {
    let bad = scratch.path + "/bad.xlsx"
    let row = "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>9</v></c><c><v>7</v></c></row>"
    try WorkbookBuilder()
      .sheet("S", data: row + "<row r=\"x\"><c><v>8</v></c></row>").sheet("T", data: row)
      .write(to: bad)
    let printed = try scratch.workbook(at: bad) { try $0.printCells() }
    #expect(printed.split(separator: "\"ref\": \"C1\"").count == 3)
    #expect(scratch.findings.hasErrors)
    #expect(
      scratch.findings.lines == [
        "error sheet.bad-cell S!1:2", "error sheet.bad-cell S!2", "error sheet.bad-cell T!1:2",
      ])
  }

  /// A sheet that is no table may be as wide as it likes; a table may not.
  @Test func wideSheet_isToldAndPrinted() throws {
    let wide = scratch.path + "/wide.xlsx"
    try WorkbookBuilder().sheet("S", data: "<row r=\"1\"><c r=\"SG1\"><v>7</v></c></row>")
      .write(to: wide)
    let printed = try scratch.workbook(at: wide) { try $0.printCells() }
    #expect(printed.contains("\"ref\": \"SG1\""))
    #expect(!scratch.findings.hasErrors)
    #expect(scratch.findings.lines == ["warning file.too-large S"])
  }

  @Test func overview_listsTheSheets() throws {
    let printed = try scratch.workbook(at: path) { try $0.printOverview(asJSON: false) }
    #expect(
      printed == """
        file        book.xlsx
        kind        workbook
        dates       count from 1900

        sheet   type        visibility  filled rows  columns
        A "b"   worksheet   visible     2            7
        Hidden  worksheet   hidden      0            0
        Chart   chartsheet  visible     0            0

        A "b"  row 1: code, Größe 2, , 12.5, 1.0E-3, 1, #N/A

        """)
  }

  @Test func guessedTable_standsInTheOverview() throws {
    let package = DataPackage(
      name: "shop", title: LocalizedText("Shop"),
      tables: [
        TableSchema(
          name: "items", sheetAliases: ["A \"b\""], fields: [Field(name: "code", type: .code)],
          naturalKey: ["code"])
      ])
    let guess = ImportGuess(package)
    let printed = try scratch.workbook(at: path) { inspection in
      var workbook = try #require(inspection as? WorkbookInspection)
      workbook.guess = guess
      try workbook.printOverview(asJSON: false)
    }
    #expect(printed.contains("A \"b\"   worksheet   visible     2            7        items\n"))
    #expect(guess.table(ofFile: "items-2027.csv", header: ["x"]) == "items")
    #expect(guess.table(ofFile: "other.csv", header: ["x"]) == nil)
    // A sheet with a telling name keeps the others from being guessed by their headers.
    let sheets = [(name: "Items", header: ["code"]), (name: "Other", header: ["code"])]
    #expect(guess.tables(ofSheets: sheets) == ["items", nil])
    #expect(guess.tables(ofSheets: [sheets[1], ("Lists", ["code"])]) == ["items", nil])
  }

  @Test func statistics_areTheSameForSharedAndInlineStrings() throws {
    let rows: [[WorkbookValue]] = [["a", "b", 1], ["a", nil, .date(45_000)]]
    var printed: [String] = []
    for strings in [WorkbookBuilder.Strings.shared, .inline] {
      let place = scratch.path + "/strings.xlsx"
      try WorkbookBuilder().with(\.strings, strings).sheet("S", rows: rows).write(to: place)
      printed.append(try scratch.workbook(at: place) { try $0.printStatistics() })
    }
    #expect(printed[0] == printed[1])
    #expect(
      printed[0].hasPrefix(
        "{\"rows\": 2, \"cells\": 5, \"kinds\": {\"string\": 3, \"number\": 1, \"date\": 1}, "))
  }
}
