import Foundation
import ImportPipeline
import ImportService
import RecordExport
import StoreTesting
import TestSupport
import Testing

/// Exams and the pools that they draw on move from a sandbox to production, whose ids are others.
@Suite struct EnvironmentMoveTests {
  /// 60 pools: a root for every ten, whose code comes after those of its children.
  private static var pools: String {
    var lines = ["pool_code,name,parent_pool_code"]
    for number in 0..<60 {
      let isRoot = number % 10 == 0
      let parent = number % 10 < 5 ? "Z-\(number / 10)" : "P-\(number / 10)-\(number % 5)"
      let code = isRoot ? "Z-\(number / 10)" : "P-\(number / 10)-\(number % 10)"
      let above = number % 10 == 5 ? "Z-\(number / 10)" : parent
      lines.append("\(code),Pool \(number),\(isRoot ? "" : above)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static var exams: String {
    var lines = ["exam_code,title,delivery,language,duration_minutes,pool_codes"]
    for number in 0..<20 {
      let pools = "Z-\(number % 6);P-\((number + 1) % 6)-3;P-\(number % 6)-9"
      lines.append("EX-\(number),Exam \(number),online,en,\(60 + number),\(pools)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let references = """
    SELECT e.exam_code || ' ' || p.pool_code || ' ' || coalesce(u.pool_code, '-') AS line
    FROM exams AS e JOIN exam_question_pools AS j ON j.exam_id = e.id
    JOIN question_pools AS p ON p.id = j.pool_id
    LEFT JOIN question_pools AS u ON u.id = p.parent_id ORDER BY 1
    """

  @Test(arguments: StoreKind.allCases)
  func examsAndPools_moveTwice_andNothingDoubles(kind: StoreKind) throws {
    let setting = try ExportSetting("exam-platform")
    let sandbox = setting.path("sandbox.sqlite")
    let target = try StoreUnderTest(kind)
    let production = kind == .sqlite ? setting.path("production.sqlite") : target.place
    let pools = try setting.scratch?.write("question_pools.csv", Self.pools) ?? ""
    let exams = try setting.scratch?.write("exams.csv", Self.exams) ?? ""
    // Production has other pools first, and one of the sandbox's under another id.
    let own = try setting.scratch?.write(
      "question_pools-2.csv", "pool_code,name\nLOCAL,Local\nP-3-9,Pool 39\n")
    let before = try setting.importing([own ?? ""], into: production)
    try #require(before.run.isWritten, "\(before.errorTexts)")
    let made = try setting.importing([pools, exams], into: sandbox)
    try #require(made.run.isWritten, "\(made.errorTexts)")

    let files = try setting.export(
      ["exams", "question_pools"], from: sandbox, to: "out", kind == .sqlite ? .xlsx : .csv)
    let moved = try setting.importing(files, into: production)
    #expect(moved.errorTexts == [])
    #expect(moved.run.isWritten)
    #expect(moved.ledger.map(\.created).reduce(0, +) == 79)
    #expect(moved.ledger.map(\.updated).reduce(0, +) == 1)
    let again = try setting.importing(files, into: production)
    #expect(again.changedCount == 0)
    #expect(again.unchangedCount == 80)

    // Courses have other codes in production: a table of two columns connects the exams again.
    let links = try setting.scratch?.write(
      "links.csv", "exam_code,course_code\nEX-0,LMS-17\nEX-1,LMS-18\n")
    let options = { (request: inout ImportRequest) in request.options.table = "exams" }
    let linked = try setting.importing([links ?? ""], into: production, adjusting: options)
    #expect(linked.errorTexts == [])
    #expect(linked.ledger.map(\.updated).reduce(0, +) == 2)
    let gaps = try setting.scratch?.write(
      "gaps.csv", "exam_code,course_code\nEX-99,LMS-17\n")
    #expect(
      try setting.importing([gaps ?? ""], into: production, .validate, adjusting: options)
        .errorTexts != [])

    let lines = try setting.values(Self.references, in: production)
    #expect(lines.count == 60)
    #expect(lines == (try setting.values(Self.references, in: sandbox)))
    let id = "SELECT CAST(id AS TEXT) FROM question_pools WHERE pool_code = 'P-3-9'"
    #expect(
      try setting.values(id, in: production) != (try setting.values(id, in: sandbox)))
  }
}
