/// A season as somebody fills it into the template: eight sheets, and 24 mistakes to plant in them.
enum Season {
  /// A cell by its sheet, its row from 1 and its header.
  struct Cell: Hashable {
    var sheet: String
    var row: Int
    var header: String
  }

  /// The sheets in the order of the template: the headers that are filled in, then the rows.
  static let sheets: [(name: String, text: String)] = [
    (
      "Locations",
      """
      Location code|Name|Time zone|Street|City|Province or state|Country|Postal code|Phone|Email
      TOR-01|Toronto Downtown|America/Toronto|100 King Street West|Toronto|CA-ON|CA|M5X 1E3|+14165550123|toronto@example.org
      OTT-01|Ottawa Centre|America/Toronto|55 Colonel By Drive|Ottawa|CA-ON|CA|K1N 9J2|+16135550123|ottawa@example.org
      MTL-01|Montréal Centre|America/Toronto|159 Saint-Antoine|Montréal|CA-QC|CA|H2Z 1H2|+15145550123|montreal@example.org
      """
    ),
    (
      "Venues",
      """
      Venue code|Location code|Name|Seats|Hire cost|Currency|Opens at|Closes at|Contact email
      TOR-01-MTCC|TOR-01|Convention Centre|120|1250.00|CAD|08:00|21:00|events@example.org
      TOR-01-LIB|TOR-01|Library|80|400.00|CAD|08:00|20:00|library@example.org
      OTT-01-CC|OTT-01|Congress Centre|90|900.00|CAD|08:00|21:00|congress@example.org
      MTL-01-PC|MTL-01|Palais|100|1100.00|CAD|08:00|21:00|palais@example.org
      """
    ),
    (
      "Rooms",
      """
      Venue code|Room code|Name|Seats|Accessible
      TOR-01-MTCC|R-1|North Hall|60|yes
      TOR-01-MTCC|R-2|South Hall|60|yes
      TOR-01-LIB|R-1|Reading Room|40|no
      OTT-01-CC|R-1|Hall A|90|yes
      MTL-01-PC|R-1|Salle 1|100|yes
      """
    ),
    (
      "Exams",
      """
      Exam code|Title|Delivery|Language|Duration (min)|Pass mark (%)
      ETH-EN|Ethics|paper|en|90|60
      LAW-EN|Law|paper|en|120|60
      ETH-FR|Éthique|paper|fr|90|60
      """
    ),
    (
      "Proctors",
      """
      Username|Email|First name|Last name|Phone|Home location|Can lead|Certified until
      mlee|m.lee@example.org|Morgan|Lee|+14165550142|TOR-01|yes|2028-06-30
      jpatel|j.patel@example.org|Jaya|Patel|+16135550143|OTT-01|yes|2028-06-30
      okeane|o.keane@example.org|Orla|Keane|+14165550144|TOR-01|no|2028-06-30
      nroy|n.roy@example.org|Noé|Roy|+15145550145|MTL-01|yes|2028-06-30
      bkhan|b.khan@example.org|Bilal|Khan|+16135550146|OTT-01|no|2028-06-30
      """
    ),
    (
      "Location proctors",
      """
      Location code|Proctor username|Role|Valid from|Valid to
      TOR-01|mlee|proctor|2027-01-01|2027-12-31
      TOR-01|okeane|proctor|2027-01-01|2027-12-31
      OTT-01|jpatel|proctor|2027-01-01|2027-12-31
      OTT-01|bkhan|proctor|2027-01-01|2027-12-31
      MTL-01|nroy|proctor|2027-01-01|2027-12-31
      """
    ),
    (
      "Common sessions",
      """
      Session code|Name|Exam codes|Venue code|Start|End|Capacity|Registration deadline
      2027-03-TOR|March, Toronto|ETH-EN;LAW-EN|TOR-01-MTCC|2027-03-06 09:00|2027-03-06 12:30|60|2027-02-26 23:59
      2027-03-OTT|March, Ottawa|ETH-EN|OTT-01-CC|2027-03-13 09:00|2027-03-13 12:30|40|2027-02-26 23:59
      2027-04-MTL|April, Montréal|ETH-FR|MTL-01-PC|2027-04-10 09:00|2027-04-10 12:30|50|2027-03-26 23:59
      2027-04-TOR|April, Toronto|LAW-EN|TOR-01-LIB|2027-04-17 09:00|2027-04-17 12:30|40|2027-04-01 23:59
      """
    ),
    (
      "Session proctors",
      """
      Session code|Proctor username|Role|Arrive at|Leave at
      2027-03-TOR|mlee|lead|08:15|13:00
      2027-03-TOR|okeane|proctor|08:15|13:00
      2027-03-OTT|jpatel|lead|08:15|13:00
      2027-03-OTT|bkhan|proctor|08:15|13:00
      2027-04-MTL|nroy|lead|08:15|13:00
      2027-04-TOR|mlee|lead|08:15|13:00
      2027-04-TOR|okeane|proctor|08:15|13:00
      """
    ),
  ]

  /// What is typed in the place of the right value.
  static let mistakes: [(cell: Cell, typed: String)] = [
    (Cell(sheet: "Locations", row: 2, header: "Postal code"), "M5O 1E3"),
    (Cell(sheet: "Locations", row: 3, header: "Time zone"), "EST"),
    (Cell(sheet: "Locations", row: 4, header: "Email"), "montreal@example"),
    (Cell(sheet: "Venues", row: 2, header: "Seats"), "12.5"),
    (Cell(sheet: "Venues", row: 2, header: "Closes at"), "07:00"),
    (Cell(sheet: "Venues", row: 4, header: "Location code"), "OTT-10"),
    (Cell(sheet: "Venues", row: 5, header: "Currency"), "dollars"),
    (Cell(sheet: "Rooms", row: 2, header: "Accessible"), "maybe"),
    (Cell(sheet: "Rooms", row: 3, header: "Room code"), "R-1"),
    (Cell(sheet: "Rooms", row: 4, header: "Seats"), ""),
    (Cell(sheet: "Exams", row: 2, header: "Delivery"), "papre"),
    (Cell(sheet: "Exams", row: 3, header: "Duration (min)"), "two hours"),
    (Cell(sheet: "Exams", row: 4, header: "Title"), ""),
    (Cell(sheet: "Proctors", row: 2, header: "Certified until"), "2028-02-31"),
    (Cell(sheet: "Proctors", row: 4, header: "Email"), "m.lee@example.org"),
    (Cell(sheet: "Proctors", row: 4, header: "Phone"), "416 555 01"),
    (Cell(sheet: "Proctors", row: 6, header: "Last name"), "KhÃ©n"),
    (Cell(sheet: "Location proctors", row: 3, header: "Proctor username"), ""),
    (Cell(sheet: "Location proctors", row: 4, header: "Valid to"), "2026-12-31"),
    (Cell(sheet: "Common sessions", row: 2, header: "End"), "2027-03-06 08:30"),
    (Cell(sheet: "Common sessions", row: 3, header: "Registration deadline"), "2027-03-20 23:59"),
    (Cell(sheet: "Common sessions", row: 4, header: "Capacity"), "150"),
    (Cell(sheet: "Session proctors", row: 2, header: "Role"), "leed"),
    (Cell(sheet: "Session proctors", row: 8, header: "Role"), "lead"),
  ]
}
