import ImportPipeline
import ImportReports
import TabularCore
import TestSupport
import Testing

/// Tables with references, defaults, zones, amounts and rules: what is found and stored must not depend on
/// whether rows are read by columns or cell by cell.
@Suite struct RealTableReadingTests {
  /// A column of a table: its header, the usual cell of a row, and odd ones.
  private struct Column: Sendable {
    var header: String
    var usual: @Sendable (Int) -> String
    var odd: [String]

    init(_ header: String, odd: [String] = [], _ usual: @escaping @Sendable (Int) -> String) {
      self.header = header
      self.usual = usual
      self.odd = odd
    }
  }

  private static let oddTexts = ["", "N/A", "[clear]", " padded  text ", "naïve — one", "#REF!"]
  private static let oddCodes = ["", "nowhere", "loc-01", "Site 1", "LOC-03 ", "1E5", "TOTAL"]

  private static let locations = [
    Column("location_code", odd: ["", "LOC-01", "loc-05", "bad code"]) { "LOC-0\($0)" },
    Column("name", odd: oddTexts + ["Site 1", "site 2"]) { "Site \($0)" },
    Column("status", odd: ["inactive", "closed", "Active"]) { _ in "active" },
    Column("time_zone", odd: ["", "Europe/Paris", "Nowhere/Land", "EST"]) { _ in "America/Toronto"
    },
    Column("capacity", odd: ["", "0", "many", "12.0", "1,000"]) { _ in "20000" },
    Column("street", odd: oddTexts) { "\($0 + 1) King Street" },
    Column("city", odd: [""]) { _ in "Toronto" },
    Column("subdivision", odd: ["", "Ontario", "CA-XX", "FR-75"]) { _ in "CA-ON" },
    Column("country", odd: ["", "Canada", "FR", "Atlantis"]) { _ in "CA" },
    Column("postal_code", odd: ["", "75001", "m5x1e3", "M5X 1E"]) { _ in "M5X 1E3" },
  ]

  private static let venues = [
    Column("venue_code", odd: ["", "VEN-001", "ven-7"]) { "VEN-00\($0)" },
    Column("location_code", odd: oddCodes + ["LOC-99"]) { "LOC-0\($0 % 4)" },
    Column("name", odd: oddTexts + ["Hall 1"]) { "Hall \($0)" },
    Column("seats", odd: ["", "5", "20001", "x"]) { _ in "120" },
    Column("street", odd: [""]) { "\($0 + 1) Front Street" },
    Column("city", odd: [""]) { _ in "Toronto" },
    Column("country", odd: ["CA", "FR"]) { _ in "" },
    Column("postal_code", odd: ["M5X 1E3", "75001"]) { _ in "" },
    Column("delivery_modes", odd: ["", "paper;computer", "paper;paper", "abacus"]) { _ in "paper" },
    Column("hire_cost", odd: ["10", "12.5", "1,50", "-1"]) { _ in "" },
    Column("currency", odd: ["CAD", "EUR", "ZZZ"]) { _ in "" },
  ]

  private static let exams = [
    Column("exam_code", odd: ["", "EX-1"]) { "EX-\($0)" },
    Column("title", odd: oddTexts + ["Exam 2"]) { "Exam \($0)" },
    Column("delivery", odd: ["", "online", "Paper"]) { _ in "paper" },
    Column("language", odd: ["", "English", "xx"]) { _ in "en" },
    Column("duration_minutes", odd: ["", "3h", "0"]) { _ in "180" },
    Column("pass_mark", odd: ["0.5", "50%", "60", "101"]) { _ in "" },
    Column("status", odd: ["archived"]) { _ in "published" },
  ]

  private static let proctors = [
    Column("username", odd: ["", "user1", "User 5", "x"]) { "user\($0)" },
    Column("email", odd: ["", "USER1@EXAMPLE.ORG", "user3@example.org", "nobody", "a@gmial.com"]) {
      "user\($0)@example.org"
    },
    Column("first_name", odd: oddTexts) { _ in "Ann" },
    Column("last_name", odd: oddTexts) { "Name\($0)" },
    Column("status", odd: ["inactive", "suspended"]) { _ in "active" },
    Column("can_lead", odd: ["", "y", "non", "maybe"]) { _ in "yes" },
    Column("home_location_code", odd: oddCodes) { _ in "LOC-02" },
    Column("phone", odd: ["416 555 0123", "+14165550123", "12"]) { _ in "" },
    Column("certified_until", odd: ["2030-01-31", "31/01/2030", "2020-01-01"]) { _ in "" },
  ]

  private static let sessions = [
    Column("session_code", odd: ["", "S-01", "s-99"]) { "S-0\($0)" },
    Column("name", odd: oddTexts) { "Sitting \($0)" },
    Column("exam_codes", odd: ["", "EX-1;EX-2", "EX-1;EX-1", "EX-99", "Exam 3", "ex-2"]) {
      "EX-\($0 % 4)"
    },
    Column("location_code", odd: ["", "LOC-99", "Site 1", "LOC-05"]) { "LOC-0\($0 % 4)" },
    Column("venue_code", odd: ["", "VEN-99", "Hall 1", "VEN-001"]) { "VEN-00\($0 % 8)" },
    Column("time_zone", odd: ["Europe/London", "nowhere"]) { _ in "" },
    Column("start_at", odd: ["", "2027-03-14 02:30", "04/01/2027 09:00", "2027-01-04", "soon"]) {
      "2027-01-\(11 + $0 / 8) 09:00"
    },
    Column("end_at", odd: ["", "2027-01-01 08:00", "2027-01-09 10:00Z"]) {
      "2027-01-\(11 + $0 / 8) 12:00"
    },
    Column("capacity", odd: ["", "121", "0", "99999"]) { _ in "110" },
    Column("fee", odd: ["", "75", "75.5", "75.001", "1 000,00"]) { _ in "75.00" },
    Column("currency", odd: ["", "EUR", "JPY", "cad"]) { _ in "CAD" },
    Column("status", odd: ["cancelled", "draft", "Active"]) { _ in "active" },
  ]

  private static let teams = [
    Column("location_code", odd: oddCodes) { "LOC-0\($0 / 10)" },
    Column("proctor_username", odd: ["", "nobody", "user1@example.org"]) { "user\($0)" },
    Column("valid_from", odd: ["2026-01-31", "01/02/2026", "2028-01-01"]) { _ in "" },
    Column("valid_to", odd: ["2026-01-01", "2027-01-12"]) { _ in "" },
  ]

  private static let assignments = [
    Column("session_code", odd: ["", "S-99", "Sitting 3"]) { "S-0\($0 / 4)" },
    Column("proctor_username", odd: ["", "nobody", "user1@example.org", "USER2"]) { number in
      let session = number / 4
      let turn = session % 8 / 4 * 4 + number % 4 + session / 8 * 4
      return "user\(session % 4 * 10 + turn % 10)"
    },
    Column("role", odd: ["", "proctor", "chief", "Lead"]) { $0 % 4 == 0 ? "lead" : "proctor" },
    Column("arrive_at", odd: ["08:30", "2027-01-12 08:00", "25:00"]) { _ in "" },
    Column("pay_rate", odd: ["20", "20.5"]) { _ in "" },
    Column("currency", odd: ["CAD", "EUR"]) { _ in "" },
  ]

  private static func file(
    _ name: String, _ columns: [Column], count: Int, oneIn: UInt64, change: Change = .none,
    _ random: inout SeededNumbers
  ) -> SampleFile {
    var columns = columns
    // The last columns are asked for by no rule.
    if change == .fewerColumns { columns.removeLast() }
    var lines = [columns.map(\.header).joined(separator: ",")]
    for number in 0..<count where change != .fewerRows || number % 5 != 2 {
      var cells = columns.map { $0.usual(number) }
      if random.next() % oneIn == 0 {
        for _ in 0...(random.next() % 2) {
          let place = Int(random.next() % UInt64(columns.count))
          guard !columns[place].odd.isEmpty else { continue }
          cells[place] = columns[place].odd[Int(random.next() % UInt64(columns[place].odd.count))]
        }
      }
      lines.append(
        cells.map { $0.contains(",") || $0.contains("\"") ? "\"\($0)\"" : $0 }
          .joined(separator: ","))
    }
    if change == .otherOrder { lines[1...].shuffle(using: &random) }
    return .csv(name, lines: lines)
  }

  /// How files that are imported again differ from those before, besides odd cells.
  private enum Change: CaseIterable {
    case none, otherOrder, fewerRows, fewerColumns
  }

  private static func files(
    seed: UInt64, oneIn: UInt64, change: Change = .none
  ) -> [SampleFile] {
    var random = SeededNumbers(seed: seed)
    func file(
      _ name: String, _ columns: [Column], count: Int, oneIn: UInt64,
      _ random: inout SeededNumbers
    ) -> SampleFile {
      Self.file(name, columns, count: count, oneIn: oneIn, change: change, &random)
    }
    return [
      file("locations", locations, count: 4, oneIn: oneIn, &random),
      file("venues", venues, count: 8, oneIn: oneIn, &random),
      file("exams", exams, count: 6, oneIn: oneIn, &random),
      file("proctors", proctors, count: 40, oneIn: oneIn, &random),
      file("location_proctors", teams, count: 40, oneIn: oneIn, &random),
      file("common_sessions", sessions, count: 24, oneIn: oneIn, &random),
      file("session_proctors", assignments, count: 96, oneIn: oneIn, &random),
    ]
  }

  private func read(
    _ files: [SampleFile], after earlier: [SampleFile] = [], byColumns: Bool, jobs: Int,
    executes: Bool, details: Int? = nil
  ) throws -> (report: ImportReport, stored: [String]) {
    let harness = try ImportHarness(store: .empty)
    if !earlier.isEmpty {
      let report = try harness.execute(earlier) { $0.readsByColumns = false }
      #expect(report.run.isWritten)
    }
    let change: (inout ImportOptions) throws -> Void = { options in
      options.readsByColumns = byColumns
      options.jobs = jobs
      if let details { options.maximumDetails = details }
    }
    let report =
      executes ? try harness.execute(files, change) : try harness.validate(files, change)
    guard executes, report.run.isWritten else { return (report, []) }
    var stored: [String] = []
    for table in [
      "locations", "venues", "exams", "proctors", "location_proctors", "common_sessions",
      "session_proctors",
    ] {
      let names = try harness.stored("SELECT name FROM pragma_table_info('\(table)')")
        .filter { !$0.hasPrefix("created_") && !$0.hasPrefix("updated_") }
      stored += try harness.stored(
        "SELECT \(names.joined(separator: ", ")) FROM \(table) ORDER BY id")
    }
    return (report, stored)
  }

  /// The issues in order; the id of an earlier run is another one each time.
  private static func issues(_ report: ImportReport) -> [TabularCore.Issue] {
    ReportOrder(report).sorted(report.issues.issues).filter { $0.code != "file.unchanged" }
  }

  private func expectSame(
    _ files: [SampleFile], after earlier: [SampleFile] = [], executes: Bool = false,
    details: Int? = nil, _ note: String
  ) throws {
    let expected = try read(
      files, after: earlier, byColumns: false, jobs: 1, executes: executes, details: details)
    for jobs in [1, 2] {
      let found = try read(
        files, after: earlier, byColumns: true, jobs: jobs, executes: executes, details: details)
      #expect(found.report.ledger == expected.report.ledger, "\(note)")
      #expect(Self.issues(found.report) == Self.issues(expected.report), "\(note)")
      #expect(found.report.issues.counts == expected.report.issues.counts, "\(note)")
      #expect(found.report.issues.evidence == expected.report.issues.evidence, "\(note)")
      #expect(found.report.run.outcome == expected.report.run.outcome, "\(note)")
      #expect(found.stored == expected.stored, "\(note)")
    }
    #expect(expected.report.isBalanced)
  }

  @Test(arguments: 0..<40)
  func rowsWithOddCells_areReportedAlike(_ seed: UInt64) throws {
    try expectSame(
      Self.files(seed: seed, oneIn: [2, 8, 30, 200][Int(seed % 4)]), "seed \(seed)")
  }

  /// Issues and notes over the cap of details are but counted; that is the same either way.
  @Test(arguments: 0..<16)
  func issuesOverTheCap_areCountedAlike(_ seed: UInt64) throws {
    try expectSame(
      Self.files(seed: seed, oneIn: [2, 8, 30][Int(seed % 3)]), details: Int(seed % 4) + 1,
      "seed \(seed)")
  }

  @Test func soundRows_areStoredAlike() throws {
    let files = Self.files(seed: 1, oneIn: .max)
    let expected = try read(files, byColumns: false, jobs: 1, executes: true)
    #expect(expected.report.run.isWritten)
    #expect(expected.stored.count == 218)
    try expectSame(files, executes: true, "sound")
  }

  /// Rows that say what is stored already are not read cell by cell; those that differ are.
  @Test(arguments: 0..<12)
  func rowsOfStoredRecords_areReportedAndStoredAlike(_ seed: UInt64) throws {
    let files = Self.files(
      seed: seed, oneIn: [.max, 3, 20][Int(seed % 3)],
      change: Change.allCases[Int(seed % UInt64(Change.allCases.count))])
    try expectSame(
      files, after: Self.files(seed: 1, oneIn: .max), executes: seed / 4 % 2 == 0, "seed \(seed)")
  }

  @Test func anUnchangedSeasonChangesNothing() throws {
    let files = Self.files(seed: 1, oneIn: .max)
    let again = try read(files, after: files, byColumns: true, jobs: 2, executes: true)
    #expect(again.report.ledger.allSatisfy { $0.unchanged == $0.read })
    #expect(again.report.ledger.reduce(0) { $0 + $1.unchanged } == 218)
  }
}
