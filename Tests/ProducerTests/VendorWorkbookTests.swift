import Foundation
import TestSupport
import Testing

/// The vendor's workbooks, cell by cell, as our own reader and openpyxl read them.
@Suite struct VendorWorkbookTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func registrar(_ arguments: [String]) throws -> ProgramRun {
    var variables = ProcessInfo.processInfo.environment
    variables["HOME"] = scratch.path
    variables["DATABASE_URL"] = nil
    variables["REGISTRAR_NOW"] = "2026-11-20T12:00:00Z"
    variables["REGISTRAR_SCHEMAS"] = try Repository.path(of: "Schemas")
    return try ProgramRun(
      [try ImportedTables.binary()] + arguments, in: scratch, environment: variables)
  }

  /// A season of two people and two sessions, one of each known to the vendor already.
  private func store() throws -> String {
    let store = "sqlite:" + scratch.path(of: "s.sqlite")
    let tables = [
      "locations": "location_code,name,time_zone,kind\nTOR-01,Toronto,America/Toronto,virtual\n",
      "venues": "venue_code,location_code,name,seats\nTOR-01-A,TOR-01,Hall,50\n",
      "exams": """
      exam_code,title,delivery,language,duration_minutes
      CIFC-EN,Funds,paper,en,60
      ETH-EN,Ethics,paper,en,60
      """,
      "proctors": """
      username,email,first_name,last_name,external_id,role,groups,country,postal_code
      mlee,m.lee@example.org,Morgan,Lee,000417,proctor,Weekend team;Relief pool,CA,M4B 1B3
      known,known@example.org,Kay,Own,,proctor,,,
      """,
      "instructors":
        "username,email,first_name,last_name,role\ntroy,t.roy@example.org,Terry,Roy,instructor\n",
      "location_proctors": "location_code,username\nTOR-01,mlee\n",
      "common_sessions": """
      session_code,name,exam_codes,venue_code,start_at,end_at,capacity,registration_deadline,locked
      S-NEW,Morning,CIFC-EN;ETH-EN,TOR-01-A,2027-03-06 09:00,2027-03-06 12:30,20,2027-02-26 23:59,no
      S-OLD,Evening,ETH-EN,TOR-01-A,2027-03-07 18:00,2027-03-07 20:05,20,,yes
      """,
      "session_proctors": "session_code,username,role\nS-NEW,mlee,lead\n",
    ]
    let files = try tables.sorted { $0.key < $1.key }.map {
      try scratch.write($0.key + ".csv", $0.value + "\n")
    }
    let run = try registrar(["import", "--execute", "--quiet", "--store", store] + files)
    try #require(run.status == 0, "\(run.output)\(run.errors)")
    return store
  }

  private static let map = """
    kind,key,id,label
    user,known,501,
    session,S-OLD,9001,
    test,CIFC-EN,101,
    test,ETH-EN,102,
    location,TOR-01,7,
    group,Weekend team,31,
    group,Relief pool,32,
    role,proctor,PR,Proctor
    role,instructor,IN,Instructor
    status,active,A,Active
    country,CA,124,Canada
    language,en,en-US,English
    time zone,America/Toronto,EST5,Eastern time

    """

  /// What must stand in each workbook: file, sheet, cell, kind, value.
  private static let expected = """
    users-new.xlsx Users A2 string mlee
    users-new.xlsx Users C2 string PR
    users-new.xlsx Users D2 string A
    users-new.xlsx Users E2 string Morgan
    users-new.xlsx Users G2 string m.lee@example.org
    users-new.xlsx Users J2 string 000417
    users-new.xlsx Users K2 string 32, 31
    users-new.xlsx Users L2 number 124
    users-new.xlsx Users N2 string M4B 1B3
    users-new.xlsx Users O2 string en-US
    users-new.xlsx Users A3 string troy
    users-new.xlsx Users C3 string IN
    users-existing.xlsx Users A2 string known
    sessions-new.xlsx Sessions A2 string S-NEW
    sessions-new.xlsx Sessions C2 string 101, 102
    sessions-new.xlsx Sessions D2 number 7
    sessions-new.xlsx Sessions E2 string EST5
    sessions-new.xlsx Sessions F2 string 06/03/2027 09:00
    sessions-new.xlsx Sessions G2 string 06/03/2027 12:30
    sessions-new.xlsx Sessions J2 string 26/02/2027 23:59
    sessions-new.xlsx Sessions L2 string No
    sessions-new.xlsx Sessions M2 string Yes
    sessions-new.xlsx Proctors A2 string S-NEW
    sessions-new.xlsx Proctors B2 string mlee
    sessions-existing.xlsx Sessions A2 string S-OLD
    sessions-existing.xlsx Sessions C2 number 102
    sessions-existing.xlsx Sessions G2 string 07/03/2027 20:05
    sessions-existing.xlsx Sessions L2 string Yes
    """

  private static func line(_ file: String, _ cell: [String: Any]) -> String? {
    guard let sheet = cell["sheet"], let ref = cell["ref"], let kind = cell["kind"],
      let value = cell["value"]
    else { return nil }
    return "\(file) \(sheet) \(ref) \(kind) \(value)"
  }

  @Test func cellsAreWhatTheVendorAsksFor() throws {
    let store = try store()
    let map = try scratch.write("ids.csv", Self.map)
    let out = scratch.path(of: "out")
    let run = try registrar([
      "emit", "ytm-xlsx", "--package", "exam-platform", "--from", store, "--id-map", map, "-o", out,
    ])
    try #require(run.status == 0, "\(run.errors)")
    let names = ["users-new", "users-existing", "sessions-new", "sessions-existing"]
      .map { $0 + ".xlsx" }
    var own: [String] = []
    for name in names {
      let cells = try registrar(["inspect", "--cells", out + "/" + name])
      #expect(cells.status == 0, "\(cells.errors)")
      for text in cells.output.split(separator: "\n") {
        let cell = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        if let line = cell.flatMap({ Self.line(name, $0) }) { own.append(line) }
      }
    }
    let found = Set(own)
    let missing = Self.expected.split(separator: "\n").map(String.init).filter {
      !found.contains($0)
    }
    #expect(missing == [])
    // A password is nobody's to write, and who is known stands in no workbook of new ones.
    #expect(!own.contains { $0.hasPrefix("users-new.xlsx Users B2 ") })
    #expect(!own.contains { $0.hasPrefix("users-new.xlsx") && $0.hasSuffix(" known") })
    #expect(!own.contains { $0.hasPrefix("sessions-new.xlsx") && $0.contains("S-OLD") })
    // The legend says what the codes mean.
    #expect(own.contains { $0.hasPrefix("users-new.xlsx Legend ") && $0.hasSuffix(" Proctor") })
    #expect(
      own.contains { $0.hasPrefix("sessions-new.xlsx Legend ") && $0.hasSuffix(" Eastern time") })

    let python = try Repository.path(of: ".build/producers/venv/bin/python")
    guard FileManager.default.isExecutableFile(atPath: python) else {
      let demand = ProcessInfo.processInfo.environment["REGISTRAR_PRODUCERS"] ?? ""
      #expect(!["ci", "all"].contains(demand), "openpyxl is not installed")
      print("consumers: skipped, openpyxl is not installed")
      return
    }
    let script = try Repository.path(of: "Tests/ProducerTests/Consumers/workbook_cells.py")
    let read = try ProgramRun(
      [python, script] + names.map { out + "/" + $0 }, in: scratch, environment: [:])
    try #require(read.status == 0, "\(read.errors)")
    let theirs = try read.output.split(separator: "\n").compactMap { text -> String? in
      let cell = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any]
      return cell.map { $0.map { "\($0)" }.joined(separator: " ") }
    }
    #expect(theirs.sorted() == own.sorted())
  }
}
