import TabularCore
import TestSupport

/// Mistakes of students and of their places in sessions.
enum Bookings {
  static let booking = "username,email,session_code,exam_code"

  /// What the cases find in the store, beside the records of all tests.
  static let records: [SampleFile] = [
    .csv(
      "students", "username,email,first_name,last_name,student_no,status",
      "adubois,a.dubois@example.org,Amelie,Dubois,000123,active",
      "bchan,b.chan@example.org,Bo,Chan,000124,active",
      "cgone,c.gone@example.org,Cy,Gone,000125,suspended"),
    .csv(
      "bookings", booking + ",room_code,seat_no,booking_ref",
      "adubois,,2027-03-TOR-AM,CIFC-EN,R-012,14,B-1"),
  ]

  private static func booked(
    _ code: IssueCode, _ title: String = "", more: [SampleFile] = [], header: String = "",
    rows: [String], at place: (Int, Int, String), _ message: String
  ) -> RowsCase {
    var result = RowsCase(
      code, title, stored: records + more, "bookings", booking + header, at: place, message)
    result.lines += rows
    return result
  }

  static let cases: [RowsCase] = [
    booked(
      "rule.booking-exam", rows: ["bchan,,2027-03-TOR-PM,CIFC-EN"], at: (2, 4, "exam_code"),
      "session `2027-03-TOR-PM` offers `ETH-EN`, not `CIFC-EN`"),
    RowsCase(
      "rule.booking-exam", "an exam taken out", stored: records, "common_sessions",
      "session_code,exam_codes", "2027-03-TOR-AM,ETH-EN", at: (2, 2, "exam_codes"),
      "session `2027-03-TOR-AM` offers `ETH-EN`, not `CIFC-EN`"),
    booked(
      "rule.booking-capacity",
      more: [.csv("common_sessions", "session_code,capacity", "2027-03-TOR-PM,1")],
      rows: ["adubois,,2027-03-TOR-PM,ETH-EN", "bchan,,2027-03-TOR-PM,ETH-EN"],
      at: (3, 3, "session_code"), "`2` students for `1` place in `2027-03-TOR-PM`"),
    RowsCase(
      "rule.booking-capacity", "a session made smaller",
      stored: records + [.csv("bookings-2027", booking, "bchan,,2027-03-TOR-AM,CIFC-EN")],
      "common_sessions", "session_code,capacity", "2027-03-TOR-AM,1", at: (2, 2, "capacity"),
      "`2` students for `1` place in `2027-03-TOR-AM`"),
    booked(
      "rule.booking-overlap", rows: ["adubois,,2027-03-TOR-X,ETH-EN"], at: (2, 3, "session_code"),
      "`adubois` is also booked in `2027-03-TOR-AM`"),
    booked(
      "rule.booking-repeated",
      rows: ["bchan,,2027-03-TOR-PM,ETH-EN", ",b.chan@example.org,2027-03-TOR-X,ETH-EN"],
      at: (3, 4, "exam_code"), "`bchan` has `2` bookings for `ETH-EN`, `1` is allowed"),
    booked(
      "rule.identity-missing", rows: [",,2027-03-TOR-PM,ETH-EN"], at: (2, 1, "username"),
      "neither `username` nor `email` is given, expected one of them"),
    booked(
      "rule.identity-disagrees", rows: ["bchan,a.dubois@example.org,2027-03-TOR-PM,ETH-EN"],
      at: (2, 2, "email"),
      "`username` is `bchan`, `email` `a.dubois@example.org` belongs to `adubois`"),
    booked(
      "reference.inactive", "a suspended student", rows: ["cgone,,2027-03-TOR-PM,ETH-EN"],
      at: (2, 1, "username"), "student `cgone` is `suspended`, expected an active one"),
    booked(
      "reference.missing", "a room of another venue", header: ",room_code",
      rows: ["bchan,,2027-03-TOR-AM,CIFC-EN,R-099"], at: (2, 5, "room_code"),
      "room `R-099` is neither in this run nor in the store"),
    booked(
      "key.store-taken", "a seat", header: ",room_code,seat_no",
      rows: ["bchan,,2027-03-TOR-AM,CIFC-EN,R-012,14"], at: (2, 6, "seat_no"),
      "`seat_no` `14` belongs to stored `bookings` record `adubois/CIFC-EN/2027-03-TOR-AM`"),
    booked(
      "value.card-number", header: ",payment_ref",
      rows: ["bchan,,2027-03-TOR-PM,ETH-EN,4111 1111 1111 1111"], at: (2, 5, "payment_ref"),
      "the cell looks like a payment card number ending in `1111`"),
    RowsCase(
      "value.out-of-range", "a child", "students",
      "username,email,first_name,last_name,date_of_birth",
      "dyoung,d.young@example.org,Di,Young,2020-04-03", at: (2, 5, "date_of_birth"),
      "`2020-04-03` is less than ten years ago"),
    RowsCase(
      "value.required-if", "country of a student", "students",
      "username,email,first_name,last_name,country,postal_code",
      "dland,d.land@example.org,Di,Land,,H2X 1Y4", at: (2, 5, "country"),
      "`country` is empty, expected a country because the address has a postal code or a province"),
    RowsCase(
      "value.pattern", "accommodations", "students",
      "username,email,first_name,last_name,accommodation_codes",
      "dcode,d.code@example.org,Di,Code,ET150;EXTRA", at: (2, 5, "accommodation_codes"),
      "`EXTRA` does not fit `accommodation_codes`: two letters and up to three digits"),
    RowsCase(
      "value.secret-refused", "of an instructor", "instructors",
      "username,email,first_name,last_name,password",
      "dpass,d.pass@example.org,Di,Pass,Temp1234!", at: (2, 5, "password"),
      "`password` is filled in; passwords are not imported into `instructors`"),
  ]
}
