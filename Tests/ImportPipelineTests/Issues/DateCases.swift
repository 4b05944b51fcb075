import ImportPipeline
import RecordMapping
import TabularCore
import TestSupport

extension IssueCases {
  private static func validFrom(
    _ code: IssueCode, _ texts: [String], expect: [String], _ message: String
  ) -> IssueCase {
    IssueCase(
      code,
      [
        .csv(
          "locations",
          lines: [Headers.location + ",valid_from"]
            + texts.enumerated().map {
              "BRA-\($0.offset),Brampton \($0.offset),America/Toronto,virtual,\($0.element)"
            })
      ], expect: expect, message)
  }

  private static func sitting(
    _ code: IssueCode, _ start: String, _ end: String, expect: [String], _ message: String
  ) -> IssueCase {
    IssueCase(
      code,
      [
        .csv(
          "common_sessions", Headers.sitting, "S-NEW,April,ETH-EN,TOR-01-MTCC,\(start),\(end),40")
      ],
      expect: expect, message)
  }

  private static func openingDates(_ values: [WorkbookValue]) -> SampleFile {
    var rows = cells(Headers.location + ",valid_from")
    for (index, value) in values.enumerated() {
      rows.append([
        .text("BRA-\(index)"), .text("Brampton \(index)"), "America/Toronto", "virtual", value,
      ])
    }
    return .workbook("locations", sheet: "Locations", rows)
  }

  /// Dates and times, and what a whole column says of them.
  static let dateCases: [IssueCase] = [
    validFrom(
      "value.date-order-mixed", ["26/06/2027", "06/26/2027"],
      expect: ["error value.date-order-mixed at locations.csv:2:5 (valid_from)"],
      "the column has day-first `26/06/2027` and month-first `06/26/2027` dates"),
    validFrom(
      "value.two-digit-year", ["26/06/27"],
      expect: ["warning value.two-digit-year at locations.csv:2:5 (valid_from)"],
      "year `27` was read as `2027`"),
    validFrom(
      "value.date-1904-shift",
      ["2027-03-01", "2027-03-05", "2023-03-05", "2027-03-09", "2027-03-12", "2027-03-20"],
      expect: ["warning value.date-1904-shift at locations.csv:4:5 (valid_from)"],
      "`2023-03-05` lies `1462` days early, as dates pasted from a workbook counting from 1904 do; "
        + "expected about `2027-03-06`"),
    IssueCase(
      "value.percent-suspect",
      [
        .csv(
          "exams", "exam_code,title,delivery,language,duration_minutes,pass_mark",
          "NEW-1,One,online,en,60,60", "NEW-2,Two,online,en,60,0.6",
          "NEW-3,Three,online,en,60,0.5%", "NEW-4,Four,online,en,60,1")
      ],
      expect: [
        "warning value.percent-suspect at exams.csv:3:6 (pass_mark)",
        "warning value.percent-suspect at exams.csv:5:6 (pass_mark)",
      ],
      "`0.6` stands beside percentages over 1, for example `60` in row `2`; expected `60` for 60 %"),
    IssueCase(
      "value.date-order-swapped",
      [openingDates(["26/06/2027", "27/06/2027", .date(46_447), .date(46_448)])],
      expect: ["error value.date-order-swapped at locations.xlsx › Locations!E4 (valid_from)"],
      "all `2` text dates have days above 12 and all `2` date cells days up to 12; "
        + "day and month were probably exchanged"),
    IssueCase(
      "value.date-invalid", "a number without a date format", [openingDates([46_447])],
      expect: ["error value.date-invalid at locations.xlsx › Locations!E2 (valid_from)"],
      "the number `46447` has no date format, expected a date"),
    IssueCase(
      "value.date-invalid", "contradicts the declared order",
      [
        .csv(
          "locations", Headers.location + ",valid_from",
          "BRA-01,Brampton,America/Toronto,virtual,13/04/2027")
      ],
      expect: ["error value.date-invalid at locations.csv:2:5 (valid_from)"],
      "`13/04/2027` does not fit the declared order `mdy`",
      options: { $0.dateOrder = .monthFirst }),
    IssueCase(
      "value.time-invalid",
      [.csv("venues", Headers.venue + ",opens_at", "TOR-01-ANX,TOR-01,Annex,40,25:00")],
      expect: ["error value.time-invalid at venues.csv:2:5 (opens_at)"],
      "`25:00` is not a time of day"),
    sitting(
      "value.local-time-twice", "2027-11-07 01:30", "2027-11-07 11:00",
      expect: [
        "warning value.local-time-twice at common_sessions.csv:2:5 (start_at)",
        "warning rule.outside-hours at common_sessions.csv:2:5 (start_at)",
      ],
      "`01:30` on `2027-11-07` occurs twice in `America/Toronto`; the first was taken"),
  ]
}
