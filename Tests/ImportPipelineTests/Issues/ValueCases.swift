import ImportPipeline
import TabularCore
import TestSupport

extension IssueCases {
  private static func location(
    _ code: IssueCode, _ title: String = "", column: String, _ text: String,
    _ message: String
  ) -> IssueCase {
    let severity = IssueCatalog.definition(of: code)?.severity ?? .error
    return IssueCase(
      code, title,
      [
        .csv(
          "locations", Headers.location + ",country," + column,
          "BRA-01,Brampton,America/Toronto,virtual,CA,\(text)")
      ],
      expect: ["\(severity.rawValue) \(code) at locations.csv:2:6 (\(column))"], message)
  }

  private static func sheet(
    _ code: IssueCode, _ title: String = "", column: String, _ value: WorkbookValue,
    _ message: String
  ) -> IssueCase {
    var rows = cells(
      Headers.location + "," + column, "BRA-01,Brampton,America/Toronto,virtual")
    rows[1].append(value)
    return IssueCase(
      code, title, [.workbook("locations", sheet: "Locations", rows)],
      expect: ["error \(code) at locations.xlsx › Locations!E2 (\(column))"], message)
  }

  /// Values of every kind but numbers and dates.
  static let valueCases: [IssueCase] = [
    sheet(
      "value.cell-error", column: "capacity", .error("#N/A"),
      "the cell shows `#N/A`, expected a value"),
    sheet(
      "value.formula-uncached", column: "capacity", .formula("2+3", cached: nil),
      "the formula has no saved result"),
    sheet(
      "value.wrong-cell-type", column: "city", .boolean(true),
      "the cell holds `TRUE`, expected a text"),
    sheet(
      "value.date-in-text", column: "building", .date(46_447),
      "the cell holds the date `2027-03-01`, expected a text"),
    IssueCase(
      "value.normalised",
      [.csv("locations", Headers.location, "BRA-01,Brampton,Eastern Standard Time,virtual")],
      expect: ["note value.normalised at locations.csv:2:3 (time_zone)"],
      "`Eastern Standard Time` was read as `America/Toronto`"),
    location(
      "value.email-typo", column: "email", "jdoe@gmial.com",
      "host `gmial.com` looks like `gmail.com`"),
    IssueCase(
      "value.country-unknown",
      [
        .csv(
          "locations", Headers.location + ",country",
          "BRA-01,Brampton,America/Toronto,virtual,Canda")
      ],
      expect: ["error value.country-unknown at locations.csv:2:5 (country)"],
      "`Canda` is not a country, expected a name or code such as `CA`"),
    IssueCase(
      "value.country-unknown",
      [
        .csv(
          "locations", Headers.location + ",country",
          "BRA-01,Brampton,America/Toronto,virtual,Kongo")
      ],
      expect: ["error value.country-unknown at locations.csv:2:5 (country)"],
      "`Kongo` is the name of several countries, expected `CD` or `CG`"),
    IssueCase(
      "value.postal-code-region",
      [
        .csv(
          "locations", Headers.location + ",country,subdivision,postal_code",
          "BRA-01,Brampton,America/Toronto,virtual,CA,CA-ON,H2X 1Y4")
      ],
      expect: ["warning value.postal-code-region at locations.csv:2:7 (postal_code)"],
      "postal code `H2X 1Y4` is in `CA-QC`, the row says `CA-ON`"),
    location("value.placeholder", column: "phone", "TBD", "`TBD` was read as empty"),
    location(
      "value.card-number", column: "description", "4111 1111 1111 1111",
      "the cell looks like a payment card number ending in `1111`"),
    IssueCase(
      "value.boolean-unknown",
      [.csv("rooms", "venue_code,room_code,seats,accessible", "TOR-01-MTCC,R-013,10,maybe")],
      expect: ["error value.boolean-unknown at rooms.csv:2:4 (accessible)"],
      "`maybe` is not yes or no"),
    IssueCase(
      "value.list-item-repeated",
      [
        .csv(
          "venues", Headers.venue + ",accessibility",
          "TOR-01-ANX,TOR-01,Annex,40,lift;wheelchair;lift")
      ],
      expect: ["warning value.list-item-repeated at venues.csv:2:5 (accessibility)"],
      "the list repeats `lift`"),
    IssueCase(
      "value.look-alike",
      [.csv("locations", Headers.location, "ВRA-01,Brampton,America/Toronto,virtual")],
      expect: ["error value.look-alike at locations.csv:2:1 (location_code)"],
      "`ВRA-01` begins with Cyrillic `В` (U+0412), expected Latin letters"),
    IssueCase(
      "value.secret-policy", "shorter than a kept secret may be",
      [
        .csv(
          "common_sessions", Headers.sitting + ",session_password",
          "S-NEW,April,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,40,abc")
      ],
      expect: ["error value.secret-policy at common_sessions.csv:2:8 (session_password)"],
      "`session_password` has fewer than `4` characters"),
    IssueCase(
      "value.secret-policy", "no key to seal it with",
      [
        .csv(
          "common_sessions", Headers.sitting + ",session_password",
          "S-NEW,April,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 11:00,40,spring27")
      ],
      expect: ["error value.secret-policy at common_sessions.csv:2:8 (session_password)"],
      "`session_password` cannot be kept: `REGISTRAR_SECRET_KEY_FILE` names no key",
      options: { $0.secretKeyFile = nil }),
    IssueCase(
      "value.too-long", "for the limit of all cells",
      [.csv("locations", Headers.location, "BRA-01,Brampton,America/Toronto,virtual")],
      expect: ["error value.too-long at locations.csv:2:3 (time_zone)"],
      "the cell has more than `9` characters, the limit of a cell",
      options: { $0.limits[.textLength] = 9 }),
    IssueCase(
      "value.required", "cleared",
      [.csv("locations", "location_code,name", "OTT-01,[CLEAR]")],
      expect: ["error value.required at locations.csv:2:2 (name)"],
      "`name` is cleared, expected a text"),
  ]

  /// Numbers, and what a whole column says of them.
  static let numberCases: [IssueCase] = [
    location(
      "value.not-number", column: "latitude", "north",
      "`north` is not a number"),
    IssueCase(
      "value.too-precise",
      [
        .csv(
          "venues", Headers.venue + ",hire_cost,currency",
          "TOR-01-ANX,TOR-01,Annex,40,28.5055,CAD")
      ],
      expect: ["error value.too-precise at venues.csv:2:5 (hire_cost)"],
      "`28.5055` has `4` decimals, `CAD` has `2`"),
    IssueCase(
      "value.number-ambiguous",
      [
        .csv(
          "venues", Headers.venue + ",hire_cost,currency", "TOR-01-ANX,TOR-01,Annex,40,1.250,CAD")
      ],
      expect: ["error value.number-ambiguous at venues.csv:2:5 (hire_cost)"],
      "`1.250` can be `1250` or `1.25`; nothing in the column decides"),
    IssueCase(
      "value.digits-lost",
      [
        .csv(
          "proctors", Headers.proctor + ",phone",
          "zdunn,z.dunn@example.org,Zoe,Dunn,1.41656E+10")
      ],
      expect: ["error value.digits-lost at proctors.csv:2:5 (phone)"],
      "`1.41656E+10` has lost digits; expected a full phone number"),
    IssueCase(
      "value.zero-lost",
      [
        .csv(
          "proctors",
          lines: [Headers.proctor + ",external_id"]
            + (10..<35).map {
              "user\($0),u\($0)@example.org,Una,Lane,\($0 == 20 ? "123" : "7000\($0)")"
            }
        )
      ],
      expect: ["warning value.zero-lost at proctors.csv:12:5 (external_id)"],
      "`123` has `3` digits where `24` of `25` values have `6`; leading zeros may be lost"),
    IssueCase(
      "table.outlier",
      [
        .csv(
          "venues",
          lines: [Headers.venue]
            + (10..<34).map { "VAN-\($0),VAN-01,Hall \($0),\($0 == 15 ? "9999" : "50")" })
      ],
      expect: ["warning table.outlier at venues.csv:7:4 (seats)"],
      "`9999` is more than 100 times the usual `seats` (`50`)"),
  ]
}
