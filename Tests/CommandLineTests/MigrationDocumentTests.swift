import Foundation
import TestSupport
import Testing

/// Each document of a migration, from an empty database to its report: what its page says is typed.
@Suite struct MigrationDocumentTests {
  private static let training: [String: String] = {
    let users =
      (1...3).map { ("admin\($0)@school.edu", "admin") }
      + (1...5).map { ("teacher\($0)@school.edu", "teacher") }
      + (1...10).map { ("student\($0)@school.edu", "student") }
    let courses = ["CS101", "CS102", "WEB201", "DB301", "NET202"]
    return [
      "training/users.csv": "email,password,role,first_name,last_name\n"
        + users.map { "\($0.0),Trainee-Pass-1!,\($0.1),A,B\n" }.joined(),
      "training/courses.csv": "course_code,course_name,semester,credits\n"
        + courses.map { "\($0),Course \($0),Fall 2026,3\n" }.joined(),
    ]
  }()

  private static let platform: [String: String] = [
    "data/locations.csv":
      "location_code,name,time_zone,kind,street,city,subdivision,country,postal_code\n"
      + "TOR-01,Toronto,America/Toronto,physical,1 Front St,Toronto,ON,CA,M5J 2L7\n",
    "more/locations-2.csv":
      "location_code,name,time_zone,kind\nMTL-01,Montreal,America/Toronto,virtual\n",
    "data/question_pools.csv": "pool_code,name,language\nCIFC,Funds,en\n",
    "data/exams.csv":
      "exam_code,title,delivery,language,duration_minutes,pool_codes\nCIFC-EN,Funds,paper,en,180,CIFC\n",
    "data/relations/exams.csv": "exam_code,course_code\nCIFC-EN,C-77\n",
    "data/venues.csv": "venue_code,location_code,name,seats\nMTCC,TOR-01,Convention Centre,120\n",
    "data/common_sessions.csv":
      "session_code,name,exam_codes,location_code,venue_code,start_at,end_at,capacity\n"
      + "2027-02-TOR,February,CIFC-EN,TOR-01,MTCC,2027-02-06 09:00,2027-02-06 12:00,40\n",
    "data/students.csv":
      "username,email,first_name,last_name\nfpell,f.pell@example.org,Fran,Pell\n",
    "data/proctors.csv":
      "username,email,first_name,last_name\nmlee,m.lee@example.org,Min,Lee\n",
    "data/location_proctors.csv": "location_code,username\nTOR-01,mlee\n",
    "data/session_proctors.csv": "session_code,username,role\n2027-02-TOR,mlee,lead\n",
    "data/bookings.csv":
      "booking_ref,username,session_code,exam_code\nB-1,fpell,2027-02-TOR,CIFC-EN\n",
  ]

  /// Document 000: six phases, one of them in two rounds.
  @Test func examPlatform() throws {
    let setting = try MigrationDocumentSetting()
    try setting.write(Self.platform)
    let printed = try setting.type("exam-platform")
    #expect(printed.contains("all phases are done"), "\(printed)")
    #expect(try setting.ask("SELECT count(*) FROM locations") == ["2"])
    #expect(try setting.ask("SELECT course_code FROM exams") == ["C-77"])
    let log = try setting.log()
    #expect(log.last { $0.hasPrefix("PUT /maintenance") }?.contains("false") == true)
    #expect(log.count { $0.contains("\"phase\": \"static-data\"") } == 2, "\(log)")
    let page = String(
      decoding: try setting.registrar.scratch.contents(of: "report.html"), as: UTF8.self)
    #expect(page.contains("Ana Roy") && page.contains("nothing is left"))
  }

  /// Document 001: its checklist, item by item.
  @Test func launch() throws {
    let setting = try MigrationDocumentSetting()
    try setting.write(["data/question_pools.csv": "pool_code,name,language\nCIFC,Funds,en\n"])
    let printed = try setting.type("launch")
    #expect(printed.contains("nothing is left"), "\(printed)")
  }

  /// Document 002: from the backup and the cleaning to verification and roll-back.
  @Test func studentManagement() throws {
    let setting = try MigrationDocumentSetting()
    try setting.copyExamples(of: "student-management", to: "data")
    try setting.write(Self.training)
    let printed = try setting.type("student-management")
    #expect(printed.contains("error[guard.delete-limit]"), "\(printed)")
    #expect(try setting.ask("SELECT count(*) FROM users") == ["18"])
    // The clean-up that a guard refused switched maintenance off again.
    let switches = try setting.log().filter { $0.hasPrefix("PUT /maintenance") }
    #expect(switches.count { $0.contains("true") } == switches.count { $0.contains("false") })
  }

  /// Document 003: legacy files, with its queries of integrity.
  @Test func trainingCenter() throws {
    let setting = try MigrationDocumentSetting()
    try setting.copyExamples(of: "training-center", to: "data")
    let printed = try setting.type("training-center")
    #expect(printed.contains("all phases are done"), "\(printed)")
    #expect(try setting.ask("SELECT count(*) FROM students") == ["40"])
    #expect(try setting.log().contains { $0.hasPrefix("PUT /jobs {\"running\": false}") })
  }

  /// Document 004: five accounts first, then the rest, throttled; the plug is pulled midway; then compared.
  @Test func hqField() throws {
    let setting = try MigrationDocumentSetting(losesPower: true)
    let numbers = 1...300
    try setting.write([
      "data/accounts.csv": "account_code,name,region\n"
        + numbers.map { "AC-\($0),Account \($0),US\n" }.joined(),
      "data/projects.csv": "account_code,project_code,name\n"
        + numbers.map { "AC-\($0),P-1,Tower \($0)\n" }.joined(),
      "data/users.csv": "email,account_code,first_name\n"
        + numbers.flatMap { number in
          ["a", "b"].map { "\($0)\(number)@acme.example,AC-\(number),Ann\n" }
        }.joined(),
      "data/smoke/accounts.txt": [3, 50, 120, 200, 299].map { "AC-\($0)\n" }.joined(),
    ])
    let printed = try setting.type("hq-field") {
      // Tables that name each other are one part: it is there as a whole or not at all.
      let stored = try setting.ask(
        "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM projects)")
      #expect(stored == ["10|5"])
    }
    #expect(printed.contains("all phases are done"), "\(printed)")
    #expect(printed.contains("unfinished"), "\(printed)")
    // A part of the files is not all of them: only the last round reads what was read as a whole.
    #expect(printed.components(separatedBy: "[file.unchanged]").count == 2, "\(printed)")
    // Five accounts came with what hangs on them; the rest came once, after a process that died in its middle.
    let made = try setting.ask(
      """
      SELECT count(*) FROM (SELECT created_run FROM accounts UNION ALL SELECT created_run FROM projects
        UNION ALL SELECT created_run FROM users) AS r GROUP BY created_run ORDER BY 1
      """)
    #expect(made == ["20", "1180"])
  }
}
