import ImportPipeline
import TabularCore
import TestSupport

extension IssueCases {
  private static let row = "BRA-01,Brampton,America/Toronto,virtual"

  /// Files as such.
  static let fileCases: [IssueCase] = [
    IssueCase(
      "file.not-found", [.missing("venues.csv")], expect: ["error file.not-found at venues.csv"],
      "cannot find `venues.csv`"),
    IssueCase(
      "file.unreadable", [SampleFile(name: "venues.csv", content: .folder)],
      expect: ["error file.unreadable at venues.csv"], "cannot read `venues.csv`: it is a folder"),
    IssueCase(
      "file.empty", [.bytes("venues.csv", [0xEF, 0xBB, 0xBF, 0x20, 0x0A])],
      expect: ["error file.empty at venues.csv"], "`venues.csv` is empty, expected a header row"),
    IssueCase(
      "file.too-large", [.csv("locations", Headers.location, row, row, row)],
      expect: ["error file.too-large at locations.csv"],
      "`locations.csv` has more than `2` rows, the limit per table",
      options: { $0.limits[.rows] = 2 }),
    IssueCase(
      "file.unknown-format", [.bytes("venues.xlsx", Array("<html><body>".utf8))],
      expect: ["error file.unknown-format at venues.xlsx"],
      "`venues.xlsx` is an HTML page, expected a workbook or CSV"),
    IssueCase(
      "file.legacy-excel", [.bytes("venues.xls", compoundFile(stream: "Workbook"))],
      expect: ["error file.legacy-excel at venues.xls"],
      "`venues.xls` is an Excel 97–2003 file, expected .xlsx"),
    IssueCase(
      "file.encrypted", [.bytes("venues.xlsx", compoundFile(stream: "EncryptedPackage"))],
      expect: ["error file.encrypted at venues.xlsx"],
      "`venues.xlsx` is protected by a password, expected an open workbook"),
    IssueCase(
      "file.no-table", [.csv("book1", "colour,size", "red,3")],
      expect: ["error file.no-table at book1.csv"],
      "`book1.csv` fits no table of `exam-platform`: neither its name nor its headers do"),
    IssueCase(
      "file.no-table", "named like another table", [.csv("venue", Headers.location, row)],
      expect: ["error file.no-table at venue.csv"],
      "`venue.csv` is named like `venues`, but its headers fit `locations`"),
    IssueCase(
      "file.no-table", "of no table, with headers of one",
      [.csv("teachers", Headers.location + ",subject,grade", row + ",Art,7")],
      expect: ["error file.no-table at teachers.csv"],
      "`teachers.csv` is the name of no table of `exam-platform`, and its headers fit `locations`"
        + " only nearly: `subject` and `grade` are not known there"),
    IssueCase(
      "file.table-guessed", [.csv("winnipeg", Headers.location, row)],
      expect: ["note file.table-guessed at winnipeg.csv"],
      "`winnipeg.csv` was read as `locations` because of its headers; its name says something else"
    ),
    IssueCase(
      "file.no-rows", [.csv("locations", Headers.location)],
      expect: ["error file.no-rows at locations.csv"],
      "`locations.csv` has a header and no data rows"),
    IssueCase(
      "file.given-twice",
      [.csv("locations", Headers.location, row), .csv("locations-copy", Headers.location, row)],
      expect: ["warning file.given-twice at locations-copy.csv"],
      "`locations-copy.csv` has the same content as `locations.csv` and was not read again"),
    IssueCase(
      "file.unchanged", stored: [.csv("locations", Headers.location, row)],
      [.csv("locations", Headers.location, row)],
      expect: ["note file.unchanged at locations.csv"],
      "`locations.csv` was imported unchanged by run `20261120-1200-A2`"),
  ]

  /// An OLE2 container with one named stream.
  private static func compoundFile(stream: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 3 * 512)
    bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    bytes[30] = 9
    // The directory is sector 1, the allocation table sector 0.
    bytes[48] = 1
    for place in 512..<1024 { bytes[place] = 0xFF }
    bytes[512 + 4] = 0xFE
    let name = Array(stream.utf16)
    for (index, unit) in name.enumerated() {
      bytes[1024 + 2 * index] = UInt8(truncatingIfNeeded: unit)
    }
    bytes[1024 + 64] = UInt8(2 * name.count + 2)
    return bytes
  }

  private static func styles(depth: Int) -> String {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return "<styleSheet xmlns=\"\(main)\">" + String(repeating: "<a>", count: depth)
  }

  private static let sheet = WorkbookBuilder().sheet(
    "Locations", rows: cells(Headers.location, row))

  /// Workbooks whose archive or parts are damaged.
  static let archiveCases: [IssueCase] = [
    IssueCase(
      "zip.damaged",
      [.bytes("locations.xlsx", [0x50, 0x4B, 3, 4] + Array(repeating: 7, count: 99))],
      expect: ["error zip.damaged at locations.xlsx"],
      "`locations.xlsx` is damaged: its directory is missing or cut off"),
    IssueCase(
      "zip.bomb",
      [
        .workbook(
          "locations",
          sheet.part(
            "xl/worksheets/sheet1.xml", bytes: [UInt8](repeating: 0x20, count: 3 << 20)))
      ],
      expect: ["error zip.bomb at locations.xlsx › xl/worksheets/sheet1.xml"],
      "member `xl/worksheets/sheet1.xml` expands to more than `200` times its size, the limit"
        + " `inflation-ratio`; refused"),
    IssueCase(
      "zip.unsafe-path", [.workbook("locations", sheet.part("../../etc/x", "x"))],
      expect: ["error zip.unsafe-path at locations.xlsx › ../../etc/x"],
      "member name `../../etc/x` leaves the package, refused"),
    IssueCase(
      "zip.missing-part", [.workbook("locations", sheet.withoutPart("xl/worksheets/sheet1.xml"))],
      expect: ["error zip.missing-part at locations.xlsx › xl/worksheets/sheet1.xml"],
      "sheet `Locations` refers to `xl/worksheets/sheet1.xml`, which is not in the file"),
    IssueCase(
      "xml.malformed", [.workbook("locations", sheet.part("xl/worksheets/sheet1.xml", "<a><b>"))],
      expect: ["error xml.malformed at locations.xlsx › xl/worksheets/sheet1.xml (byte 2)"],
      "`xl/worksheets/sheet1.xml` is not well-formed: its root element is not `worksheet` of a workbook"
    ),
    IssueCase(
      "xml.doctype",
      [
        .workbook(
          "locations",
          sheet.part("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"))
      ],
      expect: ["error xml.doctype at locations.xlsx › xl/workbook.xml (byte 12)"],
      "`xl/workbook.xml` declares a DOCTYPE, which is not accepted"),
    IssueCase(
      "xml.limit",
      [
        .workbook(
          "locations",
          sheet.part("xl/styles.xml", styles(depth: 300)))
      ],
      expect: ["error xml.limit at locations.xlsx › xl/styles.xml (byte 845)"],
      "`xl/styles.xml` is nested deeper than `256` levels"),
  ]
}
