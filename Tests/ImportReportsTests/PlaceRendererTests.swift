import ImportReports
import TabularCore
import Testing

@Suite struct PlaceRendererTests {
  static let places: [(IssueLocation, String)] = [
    (book(row: 7, column: 3, field: "seats"), "venues.xlsx › Venues!C7 (seats)"),
    (book(row: 7), "venues.xlsx › Venues!7"),
    (book(row: 1, column: 3, field: "seats"), "venues.xlsx › Venues!C1 (seats)"),
    (book(row: 1, field: "seats"), "venues.xlsx › Venues!1 (seats)"),
    (book(row: 1, column: 28), "venues.xlsx › Venues!AB1"),
    (book(), "venues.xlsx › Venues"),
    (IssueLocation(.workbook, file: "venues.xlsx"), "venues.xlsx"),
    (
      IssueLocation(.workbook, file: "venues.xlsx", sheet: "Common visits", row: 37, column: 9),
      "venues.xlsx › 'Common visits'!I37"
    ),
    (
      IssueLocation(.workbook, file: "venues.xlsx", sheet: "Bob's", row: 2),
      "venues.xlsx › 'Bob''s'!2"
    ),
    (IssueLocation(.workbook, file: "a.xlsx", sheet: "B12", row: 2), "a.xlsx › 'B12'!2"),
    (IssueLocation(.workbook, file: "a.xlsx", sheet: "2027", row: 2), "a.xlsx › '2027'!2"),
    (IssueLocation(.workbook, file: "a.xlsx", sheet: "Été_1", row: 2), "a.xlsx › Été_1!2"),
    (
      IssueLocation(
        .workbook, file: "venues.xlsx", sheet: "Venues", part: "xl/worksheets/sheet2.xml"),
      "venues.xlsx › xl/worksheets/sheet2.xml"
    ),
    (
      IssueLocation(.workbook, file: "venues.xlsx", part: "xl/styles.xml", byteOffset: 12),
      "venues.xlsx › xl/styles.xml (byte 12)"
    ),
    (
      IssueLocation(.delimited, file: "venues.csv", row: 7, column: 3, field: "seats"),
      "venues.csv:7:3 (seats)"
    ),
    (IssueLocation(.delimited, file: "venues.csv", row: 7), "venues.csv:7"),
    (IssueLocation(.delimited, file: "venues.csv", row: 1, field: "seats"), "venues.csv:1 (seats)"),
    (
      json(line: 12, column: 5, pointer: "/venues/3/seats", field: "seats"),
      "venues.json:12:5 /venues/3/seats (seats)"
    ),
    (json(line: 2, column: 1, pointer: ""), "venues.json:2:1"),
    (json(pointer: "/venues", field: "seats"), "venues.json /venues (seats)"),
    (IssueLocation(.json, file: "venues.json"), "venues.json"),
    (IssueLocation(.json, file: "venues.json", sheet: "/", row: 4), "venues.json[4]"),
    (
      IssueLocation(.json, file: "venues.json", sheet: "/venues", row: 4, field: "seats"),
      "venues.json /venues[4] (seats)"
    ),
    (
      IssueLocation(.store, table: "venues", field: "seats", key: ["TOR-01-MTCC"]),
      "store › venues[TOR-01-MTCC] (seats)"
    ),
    (
      IssueLocation(.store, table: "rooms", key: ["TOR-01", "R-012"]),
      "store › rooms[TOR-01/R-012]"
    ),
    (IssueLocation(.store), "store"),
    (IssueLocation(.target, file: "prod"), "target › prod"),
    (IssueLocation(.run, file: "20270306-0914-A3"), "run › 20270306-0914-A3"),
    (
      IssueLocation(.schema, file: "venues.schema.json", part: "/fields/3", field: "seats"),
      "venues.schema.json#/fields/3"
    ),
  ]

  static func book(row: Int? = nil, column: Int? = nil, field: String? = nil) -> IssueLocation {
    IssueLocation(
      .workbook, file: "venues.xlsx", sheet: "Venues", row: row, column: column, field: field)
  }

  static func json(
    line: Int? = nil, column: Int? = nil, pointer: String, field: String? = nil
  ) -> IssueLocation {
    var place = IssueLocation(
      .json, file: "venues.json", sheet: "/venues", part: pointer, field: field)
    place.line = line
    place.lineColumn = column
    return place
  }

  @Test func recordsOfAJSONFile_standBehindTheirList() {
    let place = Self.json(line: 1, column: 2, pointer: "/venues/3")
    let rows = RowRanges([4, 5, 9])
    #expect(PlaceRenderer().text(place, rows: rows) == "venues.json /venues[4–5, 9]")
  }

  @Test func formsAreKnownByTheirSheets() {
    let forms = [nil, "", "/", "/users", "Users"].map(IssueLocation.Form.init(ofSheet:))
    #expect(forms == [.delimited, .delimited, .json, .json, .workbook])
  }

  @Test(arguments: places)
  func place_isWrittenAsPeopleNameIt(location: IssueLocation, expected: String) {
    #expect(PlaceRenderer().text(location) == expected)
  }

  @Test func rangesOfRows_standForTheRow() {
    let rows = RowRanges(Array(4...40) + [52])
    #expect(PlaceRenderer().text(Self.book(), rows: rows) == "venues.xlsx › Venues!4–40, 52")
    #expect(
      PlaceRenderer().text(IssueLocation(.delimited, file: "venues.csv"), rows: rows)
        == "venues.csv:4–40, 52")
  }
}
