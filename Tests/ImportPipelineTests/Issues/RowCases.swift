import Foundation
import ImportPipeline
import TabularCore
import TestSupport

extension IssueCases {
  /// Rows that are no data, and rows that cannot be what they say.
  static let rowCases: [IssueCase] = [
    IssueCase(
      "row.not-data", "a total",
      [
        .csv(
          "venues", Headers.venue, "TOR-01-ANX,TOR-01,Annex,40", ",,TOTAL,40")
      ],
      expect: ["warning row.not-data at venues.csv:3:3 (name)"],
      "the row looks like a total (`TOTAL`) and was skipped"),
    IssueCase(
      "row.not-data", "the header again",
      [.csv("venues", Headers.venue, "TOR-01-ANX,TOR-01,Annex,40", Headers.venue)],
      expect: ["warning row.not-data at venues.csv:3:1 (venue_code)"],
      "the row repeats the header and was skipped"),
    IssueCase(
      "row.not-data", "a total word as the key, and no text",
      [.csv("venues", Headers.venue, "TOR-01-ANX,TOR-01,Annex,40", "Gesamt,,,40")],
      expect: ["warning row.not-data at venues.csv:3:1 (venue_code)"],
      "the row looks like a total (`Gesamt`) and was skipped"),
    IssueCase(
      "row.not-data", "a client's last line",
      [.csv("venues", Headers.venue, "TOR-01-ANX,TOR-01,Annex,40", "(1 row affected)")],
      expect: ["warning row.not-data at venues.csv:3:1 (venue_code)"],
      "the row is what a database client printed (`(1 row affected)`) and was skipped"),
    IssueCase(
      "row.not-data", "subtotals",
      [
        .workbook(
          "venues",
          WorkbookBuilder().sheet(
            "Venues",
            rows: cells(Headers.venue, "TOR-01-ANX,TOR-01,Annex,40") + [
              [
                "TOR-01 Total", .blank, .blank,
                .formula("SUBTOTAL(9,D2:D2)", cached: .number(40)),
              ]
            ]))
      ],
      expect: ["warning row.not-data at venues.xlsx › Venues!A3 (venue_code)"],
      "the numbers of the row are subtotals of other rows (`TOR-01 Total`); it was skipped"),
    IssueCase(
      "row.not-data", "the totals row of a table",
      [
        .workbook(
          "venues",
          WorkbookBuilder().sheet(
            "Venues",
            rows: cells(Headers.venue, "TOR-01-ANX,TOR-01,Annex,40", "Alle,TOR-01,Alle,40")
          ).table(ofSheetAt: 0, "A1:D3", totalsRowCount: 1))
      ],
      expect: ["warning row.not-data at venues.xlsx › Venues!A3 (venue_code)"],
      "the row is the totals row of a table (`Alle`) and was skipped"),
    IssueCase(
      "row.delete-disabled",
      [.csv("venues", "venue_code,action", "OTT-01-CC,delete")],
      expect: ["error row.delete-disabled at venues.csv:2:2 (action)"],
      "`action` is `delete`, but deletion is not enabled"),
    IssueCase(
      "row.shifted",
      [
        .csv(
          "proctors", Headers.proctor + ",phone,country,certified_until,status",
          "adoe,a.doe@example.org,Ann,Doe,+14165550123,CA,2028-01-31,active",
          "zdunn,z.dunn@example.org,Zoe,+14165550142,CA,2028-01-31,active,")
      ],
      expect: ["error row.shifted at proctors.csv:3:5 (phone)"],
      "from column `5` on the values fit one column to the right: `3:5` holds a country, `3:6` a date"
    ),
    IssueCase(
      "table.row-limit",
      [
        .csv(
          "rooms",
          lines: ["venue_code,room_code,seats,status"]
            + (1...65_535).map { "TOR-01-MTCC,R\($0),1,inactive" })
      ],
      expect: ["error table.row-limit at rooms.csv:65536"],
      "the table has exactly `65536` rows, the limit of a spreadsheet; later rows may be cut off"),
  ]

  /// Keys within the files, and against the store.
  static let keyCases: [IssueCase] = [
    IssueCase(
      "key.repeated",
      [
        .csv(
          "locations", Headers.location + ",capacity",
          "BRA-01,Brampton,America/Toronto,virtual,250",
          "bra-01 ,Brampton,America/Toronto,virtual,205")
      ],
      expect: ["error key.repeated at locations.csv:3:1 (location_code)"],
      "`BRA-01` is also the key in row `2`; `capacity` differs: `250`, `205`"),
    IssueCase(
      "key.repeated-identical",
      [
        .csv(
          "locations", Headers.location, "BRA-01,Brampton,America/Toronto,virtual",
          "BRA-01,Brampton,America/Toronto,virtual")
      ],
      expect: ["warning key.repeated-identical at locations.csv:3:1 (location_code)"],
      "the row repeats row `2` and was skipped"),
    IssueCase(
      "key.repeated-identical",
      [
        .csv(
          "locations", Headers.location, "BRA-01,Brampton,EST,virtual",
          "BRA-01,Brampton,EST,virtual")
      ],
      expect: [
        "error value.time-zone-unknown at locations.csv:2:3 (time_zone)",
        "error value.time-zone-unknown at locations.csv:3:3 (time_zone)",
        "warning key.repeated-identical at locations.csv:3:1 (location_code)",
      ], "the row repeats row `2` and was skipped"),
    IssueCase(
      "key.unique",
      [
        .csv(
          "proctors", Headers.proctor, "adoe,a.doe@example.org,Ann,Doe",
          "adoe2,A.Doe@example.org,Anne,Doe")
      ],
      expect: ["error key.unique at proctors.csv:3:2 (email)"],
      "`email` `a.doe@example.org` is also used in row `2`"),
    IssueCase(
      "key.conflict",
      stored: [.csv("locations", "source_id,location_code,name", "77,OTT-01,Ottawa Centre")],
      [.csv("locations", "source_id,location_code,name", "77,VAN-01,Vancouver Harbour")],
      expect: ["error key.conflict at locations.csv:2:2 (location_code)"],
      "`location_code` selects `VAN-01`, `source_id` `77` selects `OTT-01`"),
    IssueCase(
      "key.identity-changed", [.csv("proctors", "username,email", "mlee,morgan.lee@example.org")],
      expect: ["warning key.identity-changed at proctors.csv:2:2 (email)"],
      "the e-mail of `mlee` changes from `m.lee@example.org` to `morgan.lee@example.org`"),
  ]

  /// References to records of the files and of the store.
  static let referenceCases: [IssueCase] = [
    IssueCase(
      "reference.name-ambiguous",
      stored: [
        .csv("venues", Headers.venue, "OTT-01-AN,OTT-01,Annex,40", "TOR-01-AN,TOR-01,Annex,40")
      ],
      [.csv("rooms", "venue,room_code,seats", "Annex,R-1,10")],
      expect: ["error reference.name-ambiguous at rooms.csv:2:1 (venue_code)"],
      "`Annex` is the name of `2` venues: `OTT-01-AN`, `TOR-01-AN`"),
    IssueCase(
      "reference.parent-invalid",
      [
        .csv("venues", Headers.venue, "BRA-01-A,BRA-01,Hall,40"),
        .csv("locations", Headers.location, "BRA-01,Brampton,EST,virtual"),
      ],
      expect: [
        "error value.time-zone-unknown at locations.csv:2:3 (time_zone)",
        "error reference.parent-invalid at locations.csv:2:1 (location_code)",
      ],
      "`1` row of `venues` waits for location `BRA-01`, which has an error"),
    IssueCase(
      "reference.parent-invalid", "its table could not be read",
      [
        .csv("venues", Headers.venue, "BRA-01-A,BRA-01,Hall,40", "BRA-01-B,BRA-01,Loft,40"),
        .bytes("locations.xlsx", Array("<html>".utf8)),
      ],
      expect: [
        "error file.unknown-format at locations.xlsx",
        "error reference.parent-invalid at locations.xlsx",
      ],
      "`2` rows of `venues` wait for table `locations`, which could not be read"),
    IssueCase(
      "reference.file-missing",
      stored: [.csv("question_pools", "pool_code,name", "ETH,Ethics")],
      [
        .csv(
          "questions", "pool_code,question_code,type,stem,image_file", "ETH,Q-1,essay,Why?,q.png")
      ],
      expect: ["error reference.file-missing at questions.csv:2:5 (image_file)"],
      "file `q.png` is not in the attachments folder", options: lookBesideFiles),
    IssueCase(
      "reference.file-unused",
      stored: [.csv("question_pools", "pool_code,name", "ETH,Ethics")],
      [.csv("questions", "pool_code,question_code,type,stem,image_file", "ETH,Q-1,essay,Why?,")],
      expect: ["note reference.file-unused at questions.csv"],
      "`2` files of the attachments folder are named by no row, for example `a.png`",
      options: lookBesideFiles),
    IssueCase(
      "reference.unused",
      [
        .csv("locations", Headers.location, "BRA-01,Brampton,America/Toronto,virtual"),
        .csv("venues", Headers.venue, "TOR-01-ANX,TOR-01,Annex,40"),
      ],
      expect: ["note reference.unused at locations.csv:2:1 (location_code)"],
      "location `BRA-01` has no venue"),
    IssueCase(
      "store.delete-referenced", [.csv("locations", "location_code,action", "OTT-01,delete")],
      expect: [
        "error store.delete-referenced at locations.csv:2:2 (action)"
      ],
      "location `OTT-01` has `1` proctor, `1` venue and cannot be deleted",
      options: { $0.allowsDelete = true }),
    IssueCase(
      "store.absent-from-file",
      [.csv("exams", "exam_code,title", "ETH-EN,Ethics", "CIFC-EN,Canadian Investment Funds")],
      expect: ["note store.absent-from-file at store › exams"],
      "`1` stored exam is not in the file"),
  ]

  /// A folder of two pictures beside the first file as that of attachments.
  @Sendable private static func lookBesideFiles(_ options: inout ImportOptions) {
    guard let file = options.files.first else { return }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("pictures")
    let files = FileManager.default
    try? files.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["a.png", "b.png"] {
      _ = files.createFile(atPath: folder.appendingPathComponent(name).path, contents: Data([0x89]))
    }
    options.attachments = folder.path
  }
}
