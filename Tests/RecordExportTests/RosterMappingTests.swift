import Foundation
import ImportPipeline
import ImportService
import RecordExport
import Schemas
import TabularCore
import TestSupport
import Testing

/// Records of an exchange become records of other packages by mapping files.
@Suite struct RosterMappingTests {
  private let setting: ExportSetting
  private let store: String

  init() throws {
    setting = try ExportSetting("oneroster")
    store = setting.path("roster.sqlite")
  }

  private func fill(_ set: RosterSet) throws {
    let path = setting.path("set.zip")
    try ZipWriting.write(set.bytes, to: path)
    let made = try setting.importing([path], into: store)
    try #require(made.run.isWritten, "\(made.errorTexts)")
  }

  private func export(
    to other: ExportSetting, map: String? = nil, lookups: [String: String] = [:]
  ) throws -> ExportResult {
    var request = ExportRequest(
      try setting.service.package(setting.package), to: setting.path("mapped"))
    request.store = StoreChoice(store: store)
    request.target = try setting.service.package(other.package)
    request.map = map
    request.lookups = lookups
    return try setting.service.export(request)
  }

  @Test func school() throws {
    try fill(.whole)
    let school = try ExportSetting("student-management")
    let result = try export(to: school)
    #expect(result.issues.isEmpty)
    let target = school.path("school.sqlite")
    let report = try school.importing(result.paths, into: target)
    #expect(report.errorTexts == [])
    #expect(
      try school.values(
        "SELECT email || ' ' || role || ' ' || first_name FROM users ORDER BY 1", in: target)
        == ["m.lee@example.org student Mo", "t.roy@example.org teacher Tess"])
    #expect(
      try school.values("SELECT enrollment_date FROM enrollments", in: target) == ["2026-09-01"])
    #expect(try school.values("SELECT course_code FROM courses", in: target) == ["MATH101"])
    #expect(try school.importing(result.paths, into: target).changedCount == 0)
  }

  @Test func trainingCenter() throws {
    try fill(.whole)
    let center = try ExportSetting("training-center")
    let result = try export(to: center)
    #expect(result.issues.isEmpty)
    let target = center.path("center.sqlite")
    let report = try center.importing(result.paths, into: target)
    #expect(report.errorTexts == [])
    // The end of a period is excluded there, and the last day here.
    #expect(
      try center.values("SELECT course_name || ' ' || end_date FROM courses", in: target)
        == ["Algebra I/2 2027-06-30"])
    for table in ["students", "instructors", "enrollments"] {
      #expect(
        try center.values("SELECT CAST(count(*) AS TEXT) FROM \(table)", in: target) == ["1"])
    }
  }

  /// What has no counterpart is told with how often, and a record without its key is left out.
  @Test func gaps_areTold() throws {
    try fill(
      RosterSet.whole.replacing(
        "u-2,primary,teacher", with: "u-2,primary,ext:coach", in: "roles.csv"
      )
      .replacing("m.lee@example.org", with: "", in: "users.csv"))
    let result = try export(to: try ExportSetting("student-management"))
    #expect(
      result.issues.map { "\($0.code) \($0.variant) \($0.location.table ?? "")" } == [
        "exchange.unmapped blank enrollments", "exchange.unmapped blank users",
        "exchange.unmapped  users",
      ])
    let users = try String(contentsOfFile: result.paths[0], encoding: .utf8)
    #expect(users.contains("t.roy@example.org") && !users.contains("Morgan"))
  }

  /// A mapping table is a delimited file of its own schema; what it lacks is told.
  @Test func mappingTables_areLookedUp() throws {
    try fill(.whole)
    let map = try #require(
      try setting.scratch?.write(
        "courses.json",
        """
        {"from": "oneroster", "to": "student-management", "tables": [
          {"table": "courses", "from": "courses", "fields": {
            "course_code": {"path": "course_code", "lookup": "codes"}, "course_name": "title"}}]}
        """))
    let school = try ExportSetting("student-management")
    func lines(_ table: String) throws -> ExportResult {
      let path = try #require(try setting.scratch?.write("codes.csv", table))
      return try export(to: school, map: map, lookups: ["codes": path])
    }
    let found = try lines("source,target,reason\nMATH101,ALG-1,the LMS has its own codes\n")
    #expect(found.issues.isEmpty)
    #expect(try String(contentsOfFile: found.paths[0], encoding: .utf8).contains("ALG-1,Algebra I"))
    let gap = try lines("source,target\nMATH102,ALG-2\n")
    #expect(gap.issues.map(\.variant) == ["lookup"])
    // A line without a counterpart, and one given twice, are mistakes of the table.
    #expect(throws: ServiceFailure.self) { try lines("source,target\nMATH101,\n") }
    #expect(throws: ServiceFailure.self) { try lines("source,target\nM,A\nM,B\n") }
  }

  /// A mapping file names tables, fields and paths that there are, or is refused with all its mistakes.
  @Test func faultyMaps_areRefused() throws {
    let map = try #require(
      try setting.scratch?.write(
        "bad.json",
        """
        {"from": "oneroster", "to": "hq-field", "tables": [
          {"table": "users", "from": "roles", "where": {"colour": ["red"]}, "fields": {
            "email": "user_sourced_id.nickname", "shoe": "role", "role": {"values": {}}}},
          {"table": "pupils", "from": "roles", "fields": {}},
          {"table": "courses", "from": "courses", "fields": {"course_name": "title"}, "sql": "x"}]}
        """))
    let source = try setting.service.package(setting.package)
    let target = try setting.service.package(Repository.path(of: "Schemas/student-management"))
    #expect {
      try RecordMapLoader.load(path: map, from: source, to: target)
    } throws: { error in
      let text = "\(error)"
      let words = [
        "hq-field", "colour", "nickname", "shoe", "either a path or a value", "pupils",
        "course_code", "sql",
      ]
      return (error as? SchemaError)?.issues.count ?? 0 >= words.count - 1
        && words.dropFirst().allSatisfy(text.contains)
    }
  }
}
