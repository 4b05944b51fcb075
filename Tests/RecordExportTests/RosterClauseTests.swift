import Foundation
import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

/// The clauses of the OneRoster CSV binding: each with a set that keeps it and one that does not.
@Suite struct RosterClauseTests {
  /// A set and what reading it tells: codes of errors and warnings, sorted, without repeats.
  struct Case: Sendable, CustomTestStringConvertible {
    var clause: Int
    var name: String
    var told: [String]
    var set: @Sendable () -> RosterSet

    init(
      _ clause: Int, _ name: String, _ told: [String] = [],
      _ set: @escaping @Sendable (RosterSet) -> RosterSet
    ) {
      self.clause = clause
      self.name = name
      self.told = told
      self.set = { set(.whole) }
    }

    var testDescription: String { "\(clause) \(name)" }
  }

  private static let deviation = "warning exchange.deviation"
  private static let property = "warning exchange.manifest-property"
  private static let mismatch = "error exchange.file-mismatch"

  static let cases: [Case] =
    [
      Case(1, "1.2.1") { $0 },
      Case(1, "1.2 of the first edition, told by its header") {
        $0.replacing(
          "userMasterIdentifier,", with: "userMasterIdentifier,resourceSourcedIds,", in: "users.csv"
        )
        .replacing(",M-1,Mo", with: ",M-1,,Mo", in: "users.csv")
        .replacing(",,,,,,,,,,o-2,", with: ",,,,,,,,,,,o-2,", in: "users.csv")
      },
      Case(1, "an unknown version", ["error exchange.manifest"]) {
        var set = $0
        set.words["oneroster.version"] = "1.3"
        return set
      },
      Case(2, "names of the sender") {
        var set = $0
        set.words = ["source.systemName": "SIS", "source.systemCode": "7"]
        return set
      },
      Case(2, "a line is missing", [property]) {
        var set = $0
        set.words = ["file.results": "", "manifest.version": ""]
        return set
      },
      Case(2, "an unknown line and another value", [property]) {
        var set = $0
        set.words = ["file.pupils": "bulk", "manifest.version": "2"]
        return set
      },
      Case(2, "upper case", [deviation]) {
        var set = $0
        set.words["file.orgs"] = "Bulk"
        return set
      },
      Case(2, "no such mode", [deviation, mismatch, "error reference.missing"]) {
        var set = $0
        set.words["file.orgs"] = "full"
        return set
      },
      Case(3, "a file is missing", [deviation, mismatch]) {
        var set = $0
        set.words["file.roles"] = "bulk"
        set.files["roles.csv"] = nil
        return set
      },
      Case(3, "a file in excess", [mismatch]) {
        var set = $0
        set.words["file.demographics"] = "absent"
        return set
      },
      Case(4, "the manifest alone") {
        var set = $0
        set.files = [:]
        return set
      },
      Case(4, "a set of all without roles", [deviation]) {
        var set = $0
        set.files["roles.csv"] = nil
        return set
      },
      Case(5, "no manifest", ["error exchange.manifest"]) {
        var set = $0
        set.version = nil
        return set
      },
      Case(6, "stamps in a file of all", [deviation]) {
        $0.replacing("o-1,,,", with: "o-1,active,2026-11-01T08:00:00.000Z,", in: "orgs.csv")
      },
      Case(7, "stamps in a file of changes") { $0.stamped },
      Case(7, "no stamp", ["error exchange.stamp"]) {
        $0.stamped.replacing("r-3,active,2026-11-01T08:00:00.000Z", with: "r-3,,", in: "roles.csv")
      },
      Case(7, "another status", ["error value.enum-unknown"]) {
        $0.stamped.replacing("r-3,active", with: "r-3,inactive", in: "roles.csv")
      },
      Case(8, "a header and no rows", ["error exchange.no-rows"]) {
        var set = $0
        set.files["demographics.csv"] = String(
          set.files["demographics.csv"]?.split(separator: "\n").first ?? "")
        return set
      },
      Case(9, "another order", [deviation]) {
        $0.replacing("courseCode,grades", with: "grades,courseCode", in: "courses.csv")
          .replacing(#"MATH101,"09,10""#, with: #""09,10",MATH101"#, in: "courses.csv")
      },
      Case(9, "another case, and a column less", [deviation]) {
        $0.replacing(
          "beginDate,endDate,orgSourcedId,userProfileSourcedId",
          with: "BeginDate,endDate,orgSourcedId", in: "roles.csv"
        )
        .replacing(",,,o-2,", with: ",,,o-2", in: "roles.csv")
      },
      Case(10, "columns of the sender") {
        $0.replacing("parentSourcedId", with: "parentSourcedId,metadata.zone", in: "orgs.csv")
          .replacing("0417,o-1", with: "0417,o-1,north", in: "orgs.csv")
          .replacing("district,,", with: "district,,,south", in: "orgs.csv")
      },
      Case(10, "columns of the sender, not at the right", [deviation]) {
        $0.replacing(
          "identifier,parentSourcedId", with: "metadata.zone,identifier,parentSourcedId",
          in: "orgs.csv"
        )
        .replacing("school,0417", with: "school,north,0417", in: "orgs.csv")
        .replacing("district,,", with: "district,south,,", in: "orgs.csv")
      },
      Case(11, "terms of the sender") {
        $0.replacing("scheduled", with: "ext:lab", in: "classes.csv")
          .replacing("secondary,proctor", with: "secondary,ext:coach", in: "roles.csv")
      },
      Case(11, "a term of the sender where none may be", ["error value.enum-unknown"]) {
        $0.replacing("u-1,student", with: "u-1,ext:guest", in: "enrollments.csv")
      },
      Case(12, "another case", [deviation]) {
        $0.replacing("scheduled", with: "Scheduled", in: "classes.csv")
      },
      Case(13, "truths of a spreadsheet", [deviation]) {
        $0.replacing("teacher,true", with: "teacher,TRUE", in: "enrollments.csv")
      },
      Case(13, "yes for primary", [deviation]) {
        $0.replacing("u-1,primary", with: "u-1,yes", in: "roles.csv")
      },
      Case(14, "a moment without T and Z", [deviation]) {
        $0.stamped.replacing(
          "e-1,active,2026-11-01T08:00:00.000Z", with: "e-1,active,2026-11-01 08:00:00",
          in: "enrollments.csv")
      },
      Case(14, "no moment", ["error value.pattern"]) {
        $0.stamped.replacing(
          "e-1,active,2026-11-01T08:00:00.000Z", with: "e-1,active,yesterday", in: "enrollments.csv"
        )
      },
      Case(14, "no date", ["error value.date-invalid"]) {
        $0.replacing("2026-09-01,2027-07-01", with: "2026-09-01,2027-13-01", in: "enrollments.csv")
      },
      Case(15, "the last day instead of the day after", ["warning rule.period-empty"]) {
        $0.replacing("2026-09-01,2027-07-01", with: "2026-09-01,2026-09-01", in: "enrollments.csv")
      },
      Case(16, "two digits", ["error value.out-of-range"]) {
        $0.replacing(
          "t-2,,,Spring,term,2027-02-01,2027-07-01,y-1,2027",
          with: "t-2,,,Spring,term,2027-02-01,2027-07-01,y-1,27", in: "academicSessions.csv")
      },
      Case(17, "terms under another year than the course’s") {
        $0.replacing("c-1,,,y-1", with: "c-1,,,", in: "courses.csv")
      },
      Case(17, "no type of session", ["error value.pattern"]) {
        $0.replacing("Spring,term", with: "Spring,quarter", in: "academicSessions.csv")
      },
      Case(18, "a space behind the comma", [deviation]) {
        $0.replacing("t-1,t-2", with: "t-1, t-2", in: "classes.csv")
      },
      Case(18, "ids without braces", ["error value.pattern"]) {
        $0.replacing("{LDAP:mlee}", with: "LDAP:mlee", in: "users.csv")
      },
      Case(18, "codes of other length", ["error rule.subjects-unlike"]) {
        $0.replacing("MA,LO", with: "MA", in: "courses.csv")
      },
      Case(19, "all signs, and cases that differ") {
        $0.replacing("r-3", with: "R-1", in: "roles.csv")
          .replacing("r-2", with: "a/b@c_d-e.f", in: "roles.csv")
      },
      Case(19, "a sign that may not be", ["error value.pattern"]) {
        $0.replacing("r-3", with: "r+3", in: "roles.csv")
      },
      Case(19, "twice", ["error key.repeated"]) {
        $0.replacing("r-3", with: "r-2", in: "roles.csv")
      },
      Case(20, "a byte order mark, and 255 letters") {
        $0.replacing("sourcedId,status", with: "\u{FEFF}sourcedId,status", in: "orgs.csv")
          .replacing("North High", with: String(repeating: "é", count: 255), in: "orgs.csv")
      },
      Case(21, "two primary roles in one organization", ["error rule.primary-repeated"]) {
        $0.replacing("u-2,secondary", with: "u-2,primary", in: "roles.csv")
      },
      Case(21, "no role of 1.2", ["error value.pattern"]) {
        $0.replacing("primary,teacher", with: "primary,administrator", in: "roles.csv")
      },
      Case(22, "a proctor") {
        $0.replacing("u-2,teacher,true", with: "u-2,proctor,", in: "enrollments.csv")
      },
      Case(22, "no role of a class", ["error value.enum-unknown"]) {
        $0.replacing("u-2,teacher", with: "u-2,aide", in: "enrollments.csv")
      },
      Case(23, "of nobody", ["error reference.missing"]) {
        $0.replacing("u-1,,,", with: "u-9,,,", in: "demographics.csv")
      },
      Case(23, "terms of 1.2") {
        $0.replacing("female", with: "unspecified", in: "demographics.csv")
      },
      Case(24, "another case of the name", [deviation]) {
        var set = $0
        set.files["Orgs.csv"] = set.files.removeValue(forKey: "orgs.csv")
        set.words["file.orgs"] = "bulk"
        return set
      },
      Case(25, "version 1.1") { _ in .old },
      Case(25, "a column that is not in the standard", [deviation, "warning header.unknown"]) {
        $0.replacing("endDate", with: "endDate,courseSourcedId", in: "enrollments.csv")
          .replacing("2027-07-01", with: "2027-07-01,c-1", in: "enrollments.csv")
          .replacing("true,,", with: "true,,,c-1", in: "enrollments.csv")
      },
      Case(26, "a file of another format", [deviation]) {
        var set = $0
        set.files["relationships.csv"] = "userId,relationshipUserId\n1,2"
        return set
      },
      Case(27, "blank is nothing between commas") {
        $0.replacing(",Room 12,", with: ",,", in: "classes.csv")
      },
    ]

  @Test(arguments: cases) func clause(_ test: Case) throws {
    let setting = try ExportSetting("oneroster")
    let report = try setting.reading(test.set())
    #expect(report.told == test.told.sorted(), "\(report.errorTexts)")
    if test.clause == 6 {
      #expect(report.issues.issues.count { $0.code == "exchange.deviation" } == 2)
    }
  }

  /// Every clause about CSV has a set that keeps it and, but for those about other formats, one that does not.
  @Test func everyClause_hasBothCases() {
    let clauses = Set(Self.cases.map(\.clause))
    #expect(Set(1...27).subtracting(clauses).isEmpty)
    let broken = Set(Self.cases.filter { !$0.told.isEmpty }.map(\.clause))
    // Latin letters, and what only other senders ask for, are below.
    #expect(Set(1...27).subtracting(broken).sorted() == [20, 27])
  }

  @Test func anotherEncoding_isRefused() throws {
    let setting = try ExportSetting("oneroster")
    var files = RosterSet.whole.bytes
    let place = try #require(files.firstIndex { $0.name == "orgs.csv" })
    files[place].bytes.insert(0xE9, at: files[place].bytes.count - 2)
    let report = try setting.reading(files: files)
    #expect(report.told.contains("error csv.encoding-invalid"))
  }

  /// What archives do to those who believe them.
  @Test func archives() throws {
    let setting = try ExportSetting("oneroster")
    let files = RosterSet.whole.bytes
    func told(_ members: [(name: String, bytes: [UInt8])]) throws -> [String] {
      let path = setting.path("set.zip")
      try ZipWriting.write(members, to: path)
      return try setting.checking([path]).told
    }
    #expect(try told(files) == [])
    #expect(try told(files.map { ("export/" + $0.name, $0.bytes) }) == [Self.deviation])
    #expect(
      try told(files + [("more/users.csv", Array("a,b\n".utf8))]) == [Self.deviation])
    #expect(try told(files + [("../users.csv", [])]) == ["error zip.unsafe-path"])
    #expect(try told(files + [("USERS.csv", [])]) == ["error zip.unsafe-path"])
    let zeros = [UInt8](repeating: 0, count: 64 << 20)
    let swollen = files.map { ($0.name, $0.name == "users.csv" ? zeros : $0.bytes) }
    #expect(try told(swollen).contains("error zip.bomb"))
    #expect(try told([("readme.txt", [65])]) == ["error exchange.manifest"])
  }
}

extension RosterSet {
  /// A set of version 1.1.
  static let old: RosterSet = {
    var set = RosterSet.whole
    set.version = "1.1"
    set.files["roles.csv"] = nil
    set.files["users.csv"] = """
      sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
      u-1,,,true,"o-1,o-2",student,mlee,,Morgan,Lee,,4711,m.lee@example.org,,,,09,
      u-2,,,true,o-2,teacher,troy,,Tess,Roy,,0042,t.roy@example.org,,,,,
      """
    set.files["categories.csv"] = """
      sourcedId,status,dateLastModified,title
      g-1,,,Homework
      """
    set.files["lineItems.csv"] = """
      sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
      l-1,,,Quiz,,2026-10-01,2026-10-02,k-1,g-1,t-1,0,20
      """
    set.files["results.csv"] = """
      sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment
      s-1,,,l-1,u-1,fully graded,17.5,2026-10-03,Well done
      """
    return set
  }()
}

extension ExportSetting {
  /// Reads a set from a folder, without a store.
  func reading(_ set: RosterSet) throws -> ImportReport { try reading(files: set.bytes) }

  func reading(files: [(name: String, bytes: [UInt8])]) throws -> ImportReport {
    let folder = path("set")
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    for file in files { try scratch?.write("set/\(file.name)", file.bytes) }
    return try checking([folder])
  }

  /// The package, read once for all cases.
  private static let rosters = Result {
    try PackageLoader.load(path: Repository.path(of: "Schemas/oneroster"))
  }

  /// Validates files without a store.
  func checking(_ files: [String]) throws -> ImportReport {
    var options = ImportOptions(files: files)
    options.isOffline = true
    let run = try ImportRun(
      options: options, package: Self.rosters.get(), now: Self.now, runPrefix: "20261120-1200")
    return run.run(store: SQLiteStore(inMemory: "rosters"), clock: { Self.now })
  }
}

extension ImportReport {
  /// The codes of errors and warnings with their severities, sorted, without repeats; rows that wait for
  /// others are left out.
  var told: [String] {
    let told = issues.issues.filter {
      $0.severity != .note && $0.code != "reference.parent-invalid"
    }
    return Set(told.map { "\($0.severity) \($0.code)" }).sorted()
  }
}
