import ImportPipeline
import TabularCore
import TestSupport

extension IssueCases {
  private static func sitting(
    _ code: IssueCode, _ title: String = "", stored: [SampleFile] = [],
    more: (header: String, value: String) = ("", ""), exams: String = "ETH-EN",
    venue: String = "TOR-01-MTCC", from: String = "2027-04-10 09:00",
    to: String = "2027-04-10 11:00", capacity: Int = 40, expect: [String], _ message: String
  ) -> IssueCase {
    IssueCase(
      code, title, stored: stored,
      [
        .csv(
          "common_sessions", Headers.sitting + more.header,
          "S-NEW,April,\(exams),\(venue),\(from),\(to),\(capacity)\(more.value)")
      ], expect: expect, message)
  }

  /// Rules of places and sittings.
  static let ruleCases: [IssueCase] = [
    IssueCase(
      "rule.date-order",
      [
        .csv(
          "locations", Headers.location + ",valid_from,valid_to",
          "BRA-01,Brampton,America/Toronto,virtual,2026-12-01,2026-11-01")
      ],
      expect: ["error rule.date-order at locations.csv:2:6 (valid_to)"],
      "`valid_to` `2026-11-01` is before `valid_from` `2026-12-01`"),
    IssueCase(
      "rule.date-order", "closing time",
      [
        .csv(
          "venues", Headers.venue + ",opens_at,closes_at",
          "TOR-01-ANX,TOR-01,Annex,40,09:00,09:00")
      ],
      expect: ["error rule.date-order at venues.csv:2:6 (closes_at)"],
      "`closes_at` `09:00` is not after `opens_at` `09:00`"),
    IssueCase(
      "rule.coordinates-zero",
      [
        .csv(
          "locations", Headers.location + ",latitude,longitude",
          "BRA-01,Brampton,America/Toronto,virtual,0,0")
      ],
      expect: ["warning rule.coordinates-zero at locations.csv:2:5 (latitude)"],
      "the coordinates are `0`, `0`, a point in the Atlantic"),
    IssueCase(
      "rule.seats-over-location",
      [.csv("venues", Headers.venue, "TOR-01-BIG,TOR-01,Arena,300")],
      expect: ["warning rule.seats-over-location at venues.csv:2:4 (seats)"],
      "`seats` `300` exceeds the capacity `250` of location `TOR-01`"),
    IssueCase(
      "rule.rooms-over-venue",
      [.csv("rooms", "venue_code,room_code,seats", "TOR-01-MTCC,R-013,90")],
      expect: ["error rule.rooms-over-venue at rooms.csv:2:3 (seats)"],
      "the rooms of `TOR-01-MTCC` have `150` seats, the venue has `120`"),
    IssueCase(
      "rule.capacity-over-seats", "accessible seats",
      [.csv("venues", Headers.venue + ",accessible_seats", "TOR-01-ANX,TOR-01,Annex,40,41")],
      expect: ["error rule.capacity-over-seats at venues.csv:2:5 (accessible_seats)"],
      "`accessible_seats` `41` exceeds the `40` seats"),
    sitting(
      "rule.capacity-over-seats", "of the room", more: (",room_code", ",R-012"), capacity: 61,
      expect: ["error rule.capacity-over-seats at common_sessions.csv:2:7 (capacity)"],
      "`capacity` `61` exceeds the `60` seats of room `R-012`"),
    sitting(
      "rule.session-past", from: "2026-03-06 09:00", to: "2026-03-06 11:00",
      expect: ["warning rule.session-past at common_sessions.csv:2:5 (start_at)"],
      "the session starts on `2026-03-06`, in the past"),
    sitting(
      "rule.outside-validity", from: "2028-03-04 09:00", to: "2028-03-04 11:00",
      expect: [
        "error rule.outside-validity at common_sessions.csv:2:5 (start_at)",
        "error rule.outside-validity at common_sessions.csv:2:6 (end_at)",
      ],
      "`2028-03-04` is outside the validity of venue `TOR-01-MTCC`, which ends `2027-12-31`"),
    sitting(
      "rule.outside-hours", from: "2027-04-10 07:00", to: "2027-04-10 11:00",
      expect: ["warning rule.outside-hours at common_sessions.csv:2:5 (start_at)"],
      "the session starts at `07:00`, venue `TOR-01-MTCC` opens at `08:00`"),
    sitting(
      "rule.deadline-order", "opening",
      more: (
        ",registration_opens_at,registration_deadline", ",2027-03-02 08:00,2027-03-01 08:00"
      ),
      expect: ["error rule.deadline-order at common_sessions.csv:2:8 (registration_opens_at)"],
      "`registration_opens_at` `2027-03-02 08:00` is not before the deadline `2027-03-01 08:00`"),
    sitting(
      "rule.mixed-delivery",
      stored: [.csv("venues", "venue_code,delivery_modes", "TOR-01-MTCC,paper;online")],
      exams: "ETH-EN;WEB-EN",
      expect: ["error rule.mixed-delivery at common_sessions.csv:2:3 (exam_codes)"],
      "the exams are `paper` and `online`, expected one delivery"),
    sitting(
      "rule.venue-delivery", exams: "WEB-EN",
      expect: ["error rule.venue-delivery at common_sessions.csv:2:4 (venue_code)"],
      "venue `TOR-01-MTCC` offers `paper`, exam `WEB-EN` is `online`"),
    IssueCase(
      "value.required-if", "a paper exam without a venue",
      [
        .csv(
          "common_sessions",
          "session_code,name,exam_codes,location_code,start_at,end_at,capacity",
          "S-NEW,April,ETH-EN,TOR-01,2027-04-10 09:00,2027-04-10 11:00,40")
      ],
      expect: ["error value.required-if at common_sessions.csv:2:3 (exam_codes)"],
      "`venue_code` is empty, expected a venue because exam `ETH-EN` is `paper`"),
    IssueCase(
      "rule.room-overlap",
      [
        .csv(
          "common_sessions", Headers.sitting + ",room_code",
          "S-1,One,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 12:00,20,R-012",
          "S-2,Two,ETH-EN,TOR-01-MTCC,2027-04-10 11:00,2027-04-10 13:00,20,R-012")
      ],
      expect: ["error rule.room-overlap at common_sessions.csv:3:8 (room_code)"],
      "room `R-012` is taken by `S-1` until `2027-04-10 12:00`"),
    IssueCase(
      "rule.venue-overlap",
      [
        .csv(
          "common_sessions", Headers.sitting,
          "S-1,One,ETH-EN,TOR-01-MTCC,2027-04-10 09:00,2027-04-10 12:00,80",
          "S-2,Two,ETH-EN,TOR-01-MTCC,2027-04-10 11:00,2027-04-10 13:00,60")
      ],
      expect: ["error rule.venue-overlap at common_sessions.csv:3:7 (capacity)"],
      "at `2027-04-10 11:00` the sessions in `TOR-01-MTCC` need `140` of `120` seats"),
  ]

  private static func duty(
    _ code: IssueCode, title: String = "", more: String = "", _ lines: [String],
    expect: [String], _ message: String
  ) -> IssueCase {
    IssueCase(
      code, title,
      [.csv("session_proctors", lines: ["session_code,username,role" + more] + lines)],
      expect: expect, message)
  }

  /// Rules of who supervises what.
  static let staffingCases: [IssueCase] = [
    duty(
      "rule.lead-missing", ["2027-03-TOR-PM,bkhan,proctor", "2027-03-TOR-PM,nroy,proctor"],
      expect: ["error rule.lead-missing at session_proctors.csv:2:1 (session_code)"],
      "`2027-03-TOR-PM` has `2` proctors and no lead"),
    duty(
      "rule.lead-not-allowed", ["2027-03-TOR-PM,nroy,lead"],
      expect: ["warning rule.lead-not-allowed at session_proctors.csv:2:3 (role)"],
      "`nroy` is not marked as able to lead"),
    duty(
      "rule.certificate-expired", ["2027-03-TOR-PM,okeane,lead"],
      expect: ["error rule.certificate-expired at session_proctors.csv:2:2 (username)"],
      "the certificate of `okeane` ended `2026-12-31`, the session is on `2027-03-06`"),
    IssueCase(
      "rule.certificate-expired", "of a person given by e-mail",
      [
        .csv(
          "session_proctors", Headers.duty, "2027-03-TOR-PM,,o.keane@example.org,lead")
      ],
      expect: ["error rule.certificate-expired at session_proctors.csv:2:3 (email)"],
      "the certificate of `okeane` ended `2026-12-31`, the session is on `2027-03-06`"),
    duty(
      "rule.arrival-window", more: ",arrive_at", ["2027-03-TOR-PM,bkhan,lead,10:30"],
      expect: ["error rule.arrival-window at session_proctors.csv:2:4 (arrive_at)"],
      "`arrive_at` `10:30` is more than `3` hours before the start `14:00`"),
    duty(
      "rule.arrival-window", title: "leaves before arriving", more: ",arrive_at,leave_at",
      ["2027-03-TOR-PM,bkhan,lead,15:00,14:30"],
      expect: ["error rule.arrival-window at session_proctors.csv:2:5 (leave_at)"],
      "`leave_at` `2027-03-06 14:30` is not after `arrive_at` `2027-03-06 15:00`"),
    IssueCase(
      "rule.proctor-travel",
      [
        .csv(
          "common_sessions", Headers.sitting,
          "S-OTT,Ottawa,ETH-EN,OTT-01-CC,2027-03-06 13:00,2027-03-06 15:00,20"),
        .csv(
          "location_proctors", "location_code,username,valid_from,valid_to",
          "OTT-01,mlee,2027-01-01,2027-12-31"),
        .csv("session_proctors", "session_code,username,role", "S-OTT,mlee,lead"),
      ],
      expect: ["warning rule.proctor-travel at session_proctors.csv:2:2 (username)"],
      "`mlee` has `30` minutes between `TOR-01` and `OTT-01`"),
    IssueCase(
      "rule.proctor-ratio",
      [
        .csv(
          "common_sessions", "session_code,capacity", "2027-03-TOR-AM,110")
      ],
      expect: ["warning rule.proctor-ratio at common_sessions.csv:2:2 (capacity)"],
      "`1` proctor for `110` candidates, at least `4` are usual"),
    IssueCase(
      "rule.manager-proctors",
      stored: [.csv("instructors", Headers.proctor, "morgan,m.lee@example.org,Morgan,Lee")],
      [.csv("common_sessions", "session_code,session_manager", "2027-03-TOR-AM,morgan")],
      expect: ["error rule.manager-proctors at common_sessions.csv:2:2 (session_manager)"],
      "`morgan` manages this session and cannot also be its proctor"),
  ]
}
