import ImportPipeline
import TabularCore
import TestSupport

extension IssueCases {
  private static let rows = cells(Headers.location, "BRA-01,Brampton,America/Toronto,virtual")
  private static let locations = WorkbookBuilder().sheet("Locations", rows: rows)

  /// The headers of all fields of a site but its description.
  private static let allHeaders: [WorkbookValue] = [
    "location_code", "name", "kind", "status", "time_zone", "capacity", "street", "building",
    "unit",
    "address_extra", "city", "subdivision", "country", "postal_code", "phone", "email", "latitude",
    "longitude", "valid_from", "valid_to",
  ]

  private static func marked(_ entries: [[WorkbookValue]]) -> SampleFile {
    .workbook(
      "locations",
      locations.sheet(
        "_meta", rows: [["registrar-template", 1]] + entries, visibility: "veryHidden"))
  }

  /// Workbooks and their sheets.
  static let workbookCases: [IssueCase] = [
    IssueCase(
      "workbook.template-version",
      [
        marked([
          ["package", "exam-platform"], ["package-version", "99"],
          ["table", "locations", "Locations"],
        ])
      ],
      expect: ["error workbook.template-version at locations.xlsx"],
      "the template is version `99`, this package knows up to `2`"),
    IssueCase(
      "workbook.template-other",
      [marked([["package", "training-center"], ["package-version", "1"]])],
      expect: ["error workbook.template-other at locations.xlsx"],
      "this is the template of `training-center`, expected `exam-platform`"),
    IssueCase(
      "workbook.template-baseline",
      [
        marked([
          ["package", "exam-platform"], ["package-version", "1"],
          ["table", "locations", "Locations"], ["baseline", "00ff"],
        ])
      ],
      expect: ["error workbook.template-baseline at locations.xlsx"],
      "the hidden sheet `_base`, which says what the records of this template were, is missing or was changed"
    ),
    IssueCase(
      "workbook.template-older",
      [
        .workbook(
          "locations",
          WorkbookBuilder().sheet(
            "Locations",
            rows: [
              allHeaders + [nil, "Old column"],
              ["BRA-01", "Brampton", "virtual", "active", "America/Toronto"],
            ]
          ).sheet(
            "_meta",
            rows: [
              ["registrar-template", 1], ["package", "exam-platform"], ["package-version", "0"],
              ["table", "locations", "Locations"],
            ], visibility: "hidden"))
      ],
      expect: ["note workbook.template-older at locations.xlsx"],
      "the template is version `0`, the package is `2`: Locations: − Old column, + Description"),
    IssueCase(
      "workbook.date-1904", [.workbook("locations", locations.with(\.isDate1904, true))],
      expect: ["note workbook.date-1904 at locations.xlsx"],
      "dates in this workbook count from 1904 and were read so"),
    IssueCase(
      "sheet.missing", [.workbook("locations", locations)],
      expect: ["error sheet.missing at locations.xlsx › Places"],
      "sheet `Places` is not in the workbook; it has `Locations`",
      options: { $0.sheets = ["Places", "Locations"] }),
    IssueCase(
      "sheet.unknown",
      [.workbook("locations", locations.sheet("Sheet3", rows: [["a", 1], ["b", 2]]))],
      expect: ["warning sheet.unknown at locations.xlsx › Sheet3"],
      "sheet `Sheet3` is not part of the template; its `4` filled cells were not read"),
    IssueCase(
      "sheet.hidden",
      [
        .workbook(
          "locations",
          locations.sheet(
            "Venues", rows: cells(Headers.venue, "V-1,TOR-01,Hall,5", "V-2,TOR-01,Loft,5"),
            visibility: "hidden"))
      ],
      expect: ["warning sheet.hidden at locations.xlsx › Venues"],
      "sheet `Venues` is hidden and its `2` rows were not read"),
    IssueCase(
      "sheet.ambiguous",
      [
        .workbook(
          "locations",
          locations.sheet(
            "Lieux", rows: cells(Headers.location, "OAK-01,Oakville,America/Toronto,virtual")))
      ],
      expect: ["error sheet.ambiguous at locations.xlsx › Lieux"],
      "`Locations` and `Lieux` both belong to table `locations`"),
    IssueCase(
      "sheet.merged-cells",
      [
        .workbook(
          "locations",
          WorkbookBuilder().sheet(
            "Locations",
            rows: cells(
              Headers.location, "BRA-01,Brampton,America/Toronto,virtual",
              "OAK-01,Oakville,America/Toronto,virtual"),
            merged: ["D2:D3"]))
      ],
      expect: ["error sheet.merged-cells at locations.xlsx › Locations!D2 (kind)"],
      "cells `D2:D3` are merged; only `D2` holds a value"),
    IssueCase(
      "sheet.hidden-rows",
      [
        .workbook(
          "locations",
          WorkbookBuilder().sheet(
            "Locations",
            rows: cells(
              Headers.location, "BRA-01,Brampton,America/Toronto,virtual",
              "OAK-01,Oakville,America/Toronto,virtual"),
            hiddenRows: [3]))
      ],
      expect: ["warning sheet.hidden-rows at locations.xlsx › Locations"],
      "`1` hidden row was read: `3`"),
    IssueCase(
      "sheet.hidden-rows", "rows of no height",
      [
        .workbook(
          "locations",
          WorkbookBuilder().with(\.strings, .inline).sheet(
            "Locations",
            rows: cells(Headers.location, "BRA-01,Brampton,America/Toronto,virtual")
          ).part(
            "xl/worksheets/sheet1.xml",
            inlineSheet(
              rows: "<row r=\"2\" ht=\"0\" customHeight=\"1\">",
              "BRA-01,Brampton,America/Toronto,virtual")))
      ],
      expect: ["warning sheet.hidden-rows at locations.xlsx › Locations"],
      "`1` hidden row was read: `2`"),
    IssueCase(
      "sheet.hidden-columns",
      [
        .workbook(
          "locations",
          WorkbookBuilder().with(\.strings, .inline).sheet(
            "Locations",
            rows: cells(Headers.location, "BRA-01,Brampton,America/Toronto,virtual")
          ).part(
            "xl/worksheets/sheet1.xml",
            inlineSheet(
              columns: "<col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"3\" max=\"4\""
                + " width=\"0\" customWidth=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/>",
              rows: "<row r=\"2\">", "BRA-01,Brampton,America/Toronto,virtual")))
      ],
      expect: ["warning sheet.hidden-columns at locations.xlsx › Locations"],
      "`3` hidden columns were read: `B–D`"),
    IssueCase(
      "sheet.pasted-over",
      [
        .workbook(
          "locations",
          WorkbookBuilder().with(\.strings, .inline).sheet(
            "Locations",
            rows: cells(
              Headers.location, "BRA-01,Brampton,America/Toronto,virtual",
              "BRA-02,Bramalea,America/Toronto,virtual")
          ).sheet(
            "_meta",
            rows: [
              ["registrar-template", 1], ["package", "exam-platform"], ["package-version", "2"],
              ["table", "locations", "Locations"], ["validated", "locations", "time_zone kind"],
            ], visibility: "hidden"
          ).part(
            "xl/worksheets/sheet1.xml",
            inlineSheet(
              after: "<dataValidations count=\"1\"><dataValidation type=\"list\""
                + " sqref=\"C2:C3001 D2\"><formula1>A1</formula1></dataValidation></dataValidations>",
              rows: "<row r=\"2\">", "BRA-01,Brampton,America/Toronto,virtual",
              "BRA-02,Bramalea,America/Toronto,virtual")))
      ],
      expect: ["warning sheet.pasted-over at locations.xlsx › Locations!D1 (kind)"],
      "column `kind` was pasted over in `1` row (`3`): its lists, questions and formats are lost there"
    ),
    IssueCase(
      "sheet.bad-cell", "a reference that is none",
      [
        .workbook(
          "locations",
          WorkbookBuilder().sheet(
            "Locations",
            rows: cells(Headers.location, "BRA-01,Brampton,America/Toronto,virtual") + [
              [
                "OAK-01", "Oakville", "America/Toronto", "virtual",
                .xml("<c r=\"0\" t=\"inlineStr\"><is><t>x</t></is></c>"),
              ]
            ]))
      ],
      expect: ["error sheet.bad-cell at locations.xlsx › Locations!E3"],
      "`0` in row `3` is no cell reference such as `B7`"),
    IssueCase(
      "sheet.bad-cell",
      [
        .workbook(
          "locations",
          WorkbookBuilder().sheet(
            "Locations",
            rows: cells(Headers.location, "BRA-01,Brampton,America/Toronto,virtual") + [
              [
                "OAK-01", "Oakville", "America/Toronto", "virtual",
                .xml("<c r=\"A3\" t=\"inlineStr\"><is><t>OAK-02</t></is></c>"),
              ]
            ]))
      ],
      expect: ["error sheet.bad-cell at locations.xlsx › Locations!A3 (location_code)"],
      "cell `A3` appears twice in the sheet with different values"),
  ]

  /// Header rows.
  static let headerCases: [IssueCase] = [
    IssueCase(
      "header.not-found",
      [.csv("locations", "BRA-01,Brampton,America/Toronto", "OAK-01,Oakville,America/Toronto")],
      expect: ["error header.not-found at locations.csv"],
      "no header row found in the first `20` rows"),
    IssueCase(
      "header.unnamed",
      [.csv("locations", Headers.location + ",", "BRA-01,Brampton,America/Toronto,virtual,5")],
      expect: ["error header.unnamed at locations.csv:1:5"],
      "column `5` has values in `1` row and no header"),
    IssueCase(
      "header.split-conflict", "combined and part",
      [
        .csv(
          "common_sessions", Headers.sitting + ",Start date,Start time",
          "S-NEW,April,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,40,2027-04-10,09:00")
      ],
      expect: ["error header.split-conflict at common_sessions.csv:2:5 (start_at)"],
      "`start_at` is given in one column and in `Start date`; expected one way"),
    IssueCase(
      "header.split-conflict", "one part missing",
      [
        .csv(
          "common_sessions", "session_code,name,exam_codes,venue_code,Start date,end_at,capacity",
          "S-NEW,April,ETH-EN,TOR-01-MTCC,2027-04-10,2027-04-10 11:00,40")
      ],
      expect: ["error header.split-conflict at common_sessions.csv:1:5 (start_at)"],
      "`start_at` has the column `Start date` and lacks the one for its time"),
    IssueCase(
      "header.required-missing", "a near header is suggested",
      [
        .csv(
          "locations", "location_code,name,kind,Time zome",
          "BRA-01,Brampton,virtual,America/Toronto")
      ],
      expect: ["error header.required-missing at locations.csv:1 (time_zone)"],
      "column `time_zone` is missing; closest header is `Time zome` in `1:4`"),
  ]
}

/// A worksheet of inline texts whose `cols` and second row are given.
private func inlineSheet(
  columns: String = "", after: String = "", rows open: String, _ line: String, _ next: String = ""
) -> String {
  func cells(_ line: String, _ row: Int) -> String {
    line.split(separator: ",").enumerated().map { index, text in
      "<c r=\"\(columnLetters(index + 1))\(row)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }.joined()
  }
  let list = columns.isEmpty ? "" : "<cols>\(columns)</cols>"
  return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\(list)"
    + "<sheetData><row r=\"1\">\(cells(Headers.location, 1))</row>"
    + open + cells(line, 2) + "</row>"
    + (next.isEmpty ? "" : "<row r=\"3\">" + cells(next, 3) + "</row>")
    + "</sheetData>\(after)</worksheet>"
}
