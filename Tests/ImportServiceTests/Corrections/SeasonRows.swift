/// A small season in the seven tables of a shipped package, in which rows hang on each other in many ways.
enum SeasonRows {
  private static let sites = 2
  private static let halls = 3
  private static let people = 8
  private static let sessions = 10

  static let tables: [String: [[String]]] = [
    "locations": locations, "venues": venues, "proctors": proctors,
    "location_proctors": locationProctors, "exams": exams, "common_sessions": commonSessions,
    "session_proctors": sessionProctors,
  ]

  /// The tables in the order of their files.
  static let names: [String] = tables.keys.sorted()

  /// Every text of the season.
  static let texts: [String] = {
    var texts: Set<String> = []
    for rows in tables.values {
      for row in rows.dropFirst() { texts.formUnion(row) }
    }
    return texts.sorted()
  }()

  /// The fields of a line.
  private static func row(_ line: String) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static var locations: [[String]] {
    var rows = [
      row(
        "location_code,name,kind,status,time_zone,capacity,street,city,subdivision,country,postal_code"
      )
    ]
    for site in 0..<sites {
      let zone = site == 0 ? "America/Toronto" : "America/New_York"
      rows.append(
        row(
          "LOC-\(site),Site \(site),physical,active,\(zone),20000,\(site) King Street,Toronto,CA-ON,CA,M5X 1E3"
        ))
    }
    return rows
  }

  private static var venues: [[String]] {
    var rows = [row("venue_code,location_code,name,seats,street,city,delivery_modes")]
    for hall in 0..<halls {
      rows.append(
        row("VEN-\(hall),LOC-\(hall % sites),Hall \(hall),120,\(hall) Front Street,Toronto,paper"))
    }
    return rows
  }

  private static var proctors: [[String]] {
    var rows = [row("username,email,first_name,last_name,role,status,can_lead")]
    for person in 0..<people {
      rows.append(
        row("user\(person),user\(person)@example.org,Ann,Name\(person),proctor,active,yes"))
    }
    return rows
  }

  private static var locationProctors: [[String]] {
    var rows = [row("location_code,proctor_username")]
    for person in 0..<people { rows.append(["LOC-\(person % sites)", "user\(person)"]) }
    return rows
  }

  private static var exams: [[String]] {
    var rows = [row("exam_code,title,delivery,language,duration_minutes")]
    for exam in 0..<3 { rows.append(row("EX-\(exam),Exam \(exam),paper,en,180")) }
    return rows
  }

  private static var commonSessions: [[String]] {
    var rows = [
      row(
        "session_code,name,exam_codes,location_code,venue_code,start_at,end_at,capacity,fee,currency"
      )
    ]
    for number in 0..<sessions {
      let hall = number % halls
      let day = "2027-05-\(10 + number / halls)"
      rows.append(
        row(
          "S-\(number),Sitting \(number),EX-\(number % 3),LOC-\(hall % sites),VEN-\(hall),\(day) 09:00,\(day) 12:00,110,75.00,CAD"
        ))
    }
    return rows
  }

  private static var sessionProctors: [[String]] {
    var rows = [row("session_code,proctor_username,role")]
    for number in 0..<sessions {
      let site = number % halls % sites
      for turn in 0..<2 {
        let person = site + sites * ((number / halls + turn) % (people / sites))
        rows.append(["S-\(number)", "user\(person)", turn == 0 ? "lead" : "proctor"])
      }
    }
    return rows
  }
}
