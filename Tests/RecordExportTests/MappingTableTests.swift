import Foundation
import ImportPipeline
import ImportService
import RecordExport
import TabularCore
import TestSupport
import Testing

/// Mapping tables of two systems are used by look-ups, and their gaps are told.
///
/// The courses that exams belong to and the roles of people have other codes there. The tables are delimited
/// files with a schema of their own.
@Suite struct MappingTableTests {
  private static let map = """
    {"from": "exam-platform", "to": "exam-platform", "tables": [
      {"table": "exams", "from": "exams", "fields": {
        "exam_code": "exam_code", "course_code": {"path": "course_code", "lookup": "courses"}}},
      {"table": "proctors", "from": "proctors", "fields": {
        "username": "username", "email": "email",
        "role": {"path": "role", "lookup": "roles"}}}]}
    """

  @Test func examsAreConnectedToTheCoursesOfAnotherSystem() throws {
    let setting = try ExportSetting("exam-platform")
    let scratch = try #require(setting.scratch)
    func write(_ name: String, _ lines: String...) throws -> String {
      try scratch.write(name, lines.joined(separator: "\n") + "\n")
    }
    let sandbox = setting.path("sandbox.sqlite")
    let production = setting.path("production.sqlite")
    let exams = try write(
      "exams.csv", "exam_code,title,delivery,language,duration_minutes,course_code",
      "EX-1,One,online,en,60,LAW", "EX-2,Two,online,en,60,ETH", "EX-3,Three,online,en,60,")
    let proctors = try write(
      "proctors.csv", "username,email,first_name,last_name,role",
      "mlee,m.lee@example.org,Morgan,Lee,proctor", "troy,t.roy@example.org,Terry,Roy,instructor")
    for store in [sandbox, production] {
      let made = try setting.importing([exams, proctors], into: store)
      try #require(made.run.isWritten, "\(made.errorTexts)")
    }
    let map = try write("map.json", Self.map)
    let roles = try write(
      "roles.csv", "source,target,reason", "proctor,instructor,they teach there",
      "instructor,administrator,")
    func export(_ courses: String, to folder: String) throws -> ExportResult {
      var request = ExportRequest(
        try setting.service.package(setting.package), to: setting.path(folder))
      request.store = StoreChoice(store: sandbox)
      request.target = request.package
      request.map = map
      request.lookups = ["courses": courses, "roles": roles]
      return try setting.service.export(request)
    }
    // A course without a line is told once, with how often.
    let gaps = try export(try write("courses-1.csv", "source,target", "LAW,LMS-17"), to: "gaps")
    #expect(
      gaps.issues.map { "\($0.code) \($0.variant) \($0.location.table ?? "")" } == [
        "exchange.unmapped lookup exams"
      ])
    let whole = try export(
      try write("courses-2.csv", "source,target", "LAW,LMS-17", "ETH,LMS-18"), to: "whole")
    #expect(whole.issues.isEmpty)

    // Reconnecting is an import of what comes of that; once more changes nothing.
    let report = try setting.importing(whole.paths, into: production)
    #expect(report.errorTexts == [])
    #expect(report.ledger.map(\.updated).reduce(0, +) == 4)
    #expect(try setting.importing(whole.paths, into: production).changedCount == 0)
    #expect(
      try setting.values(
        "SELECT exam_code || ' ' || coalesce(course_code, '-') FROM exams ORDER BY 1",
        in: production) == ["EX-1 LMS-17", "EX-2 LMS-18", "EX-3 -"])
    #expect(
      try setting.values("SELECT username || ' ' || role FROM proctors ORDER BY 1", in: production)
        == ["mlee instructor", "troy administrator"])
  }
}
