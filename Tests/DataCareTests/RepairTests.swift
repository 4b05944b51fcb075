import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

@testable import DataCare

/// Repairs and verifications of stores of a shipped package.
@Suite struct RepairTests {
  private let scratch: ScratchFolder
  private let service: ImportService
  private let package: String

  init() throws {
    scratch = try ScratchFolder()
    package = try Repository.path(of: "Schemas/student-management")
    service = ImportService(
      Surroundings(
        author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0"),
        clock: try RunClock(at: "2026-11-20T12:00:00Z")))
  }

  private func store(_ name: String) -> String { "sqlite:" + scratch.path(of: name + ".sqlite") }

  @discardableResult
  private func importing(
    _ files: [String], into store: String,
    adjusting adjust: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    var request = ImportRequest(files: files, package: package)
    request.store = StoreChoice(store: store)
    request.options.mode = .execute
    request.options.allowsDelete = true
    request.options.overwritesManualEdits = true
    adjust(&request.options)
    return try service.prepare(request).run()
  }

  private func file(_ name: String, _ text: String) throws -> String {
    try scratch.write(name, text)
  }

  /// A store with users and courses.
  private func fill(_ name: String) throws -> String {
    let store = store(name)
    let users = try file(
      "users.csv",
      """
      email,firstName,lastName,role,isActive
      a@school.edu,Ann,Lee,teacher,true
      b@school.edu,Bob,Ray,student,true
      c@school.edu,Cy,Dow,student,false

      """)
    let report = try importing([users], into: store)
    #expect(report.run.outcome == .clean, "\(report.issues.issues.map(\.code))")
    return store
  }

  private func execute(_ sql: String, in store: String) throws {
    let connection = try service.connection(to: StoreChoice(store: store), writes: true)
    try connection.inTransaction(writes: true) { () throws(StoreError) in
      try connection.execute(sql)
    }
  }

  private func dump(_ store: String, _ name: String) throws -> String {
    let files = try service.dump(
      StoreChoice(store: store), of: try service.package(package), tables: ["users"],
      to: scratch.path(of: name))
    return try String(contentsOfFile: files[0].path, encoding: .utf8)
  }

  @Test func aRepair_makesTheSecondLikeTheFirst_andIsUndone() throws {
    let right = try fill("right")
    let wrong = try fill("wrong")
    try execute("UPDATE users SET last_name = 'Rae' WHERE email = 'b@school.edu'", in: wrong)
    try execute("DELETE FROM users WHERE email = 'c@school.edu'", in: wrong)
    _ = try importing(
      [
        try file(
          "more.csv", "email,firstName,lastName,role\nz@school.edu,Zoe,Fox,student\n")
      ], into: wrong, adjusting: { $0.table = "users" })
    let before = try dump(wrong, "before")
    let loaded = try service.package(package)
    let plan = scratch.path(of: "repair.plan")
    let (summary, repair) = try service.planRepair(
      ComparisonRequest(right, wrong), by: loaded, plan: plan, { _ in })
    #expect(summary.differingRecords == 3)
    let planned = try #require(repair)
    let messages = planned.report.issues.issues.map { "\($0.code) \($0.arguments.map(\.value))" }
    #expect(planned.report.run.outcome == .clean, "\(messages)")
    let report = try importing(planned.files, into: wrong) { $0.plan = plan }
    #expect(report.run.outcome == .clean, "\(report.issues.issues.map(\.code))")
    var found: [Difference] = []
    _ = try service.compare(ComparisonRequest(right, wrong), by: loaded) { found.append($0) }
    #expect(found.isEmpty, "\(found)")
    #expect(try dump(wrong, "repaired") == dump(right, "right-dump"))
    let undone = try service.undo(
      UndoRequest(of: report.run.id, in: StoreChoice(store: wrong), executes: true))
    #expect(undone.run.outcome == .clean, "\(undone.issues.issues.map(\.code))")
    #expect(try dump(wrong, "undone") == before)
  }

  /// Files are compared with a store, whichever comes first; a blank cell says nothing.
  @Test func files_areComparedAsAnImportReadsThem() throws {
    let store = try fill("store")
    let files = try file(
      "users.csv",
      """
      email,firstName,lastName,role
      a@school.edu,ANN,Lee,teacher
      b@school.edu,,Rae,student
      d@school.edu,Dee,Poe,student

      """)
    let loaded = try service.package(package)
    func lines(_ one: String, _ other: String) throws -> [String] {
      var lines: [String] = []
      let request = ComparisonRequest(one, other)
      _ = try service.compare(request, by: loaded) { difference in
        lines.append("\(difference.kind.rawValue) \(difference.key.joined())")
        for field in difference.fields {
          lines.append(
            "\(field.name) \(field.one ?? "-") \(field.other ?? "-") \(field.reason.rawValue)")
        }
      }
      return lines.sorted()
    }
    #expect(
      try lines(files, store) == [
        "different a@school.edu", "different b@school.edu", "extra c@school.edu",
        "firstName ANN Ann caseOrSpace", "lastName Rae Ray value", "missing d@school.edu",
      ])
    #expect(
      try lines(store, files) == [
        "different a@school.edu", "different b@school.edu", "extra d@school.edu",
        "firstName Ann ANN caseOrSpace", "lastName Ray Rae value", "missing c@school.edu",
      ])
  }

  @Test func aVerification_countsByValueAndPattern_andHoldsFilesAgainstTheStore() throws {
    let store = try fill("store")
    var request = VerificationRequest(of: StoreChoice(store: store))
    request.package = package
    request.expected = [
      CountExpectation(
        table: "users", field: "role", choice: .value("student"), minimum: 2, maximum: 2),
      CountExpectation(table: "users", minimum: 3, maximum: 3),
    ]
    request.criteria = try file(
      "criteria.csv",
      """
      table,field,value,pattern,count,min,max
      users,role,teacher,,1,,
      users,email,,[ab]@.*,,1,2
      users,email,,(admin|teacher)[0-9]+@school[.]edu,0,,

      """)
    request.sources = [scratch.path(of: "users.csv")]
    #expect(try service.verify(request).run.outcome == .clean)
    request.expected[0].maximum = 1
    request.expected[0].minimum = nil
    request.criteria = try file(
      "criteria.csv", "table,field,value,pattern,count,min,max\nusers,email,,.*@school.edu,0,,\n")
    request.sources = [
      try file(
        "changed.csv",
        "email,firstName,lastName,role\na@school.edu,Ann,Li,teacher\nq@school.edu,Q,Q,student\n")
    ]
    let report = try service.verify(request)
    #expect(report.run.outcome == .verifyMismatch)
    let found = report.issues.issues.map { issue in
      "\(issue.code) \(issue.variant) \(issue.arguments.map(\.value).joined(separator: "|"))"
    }
    #expect(
      found.sorted() == [
        "store.count-mismatch chosen 2|users|≤ 1|role|student",
        "store.count-mismatch chosen 3|users|0|email|.*@school.edu",
        "store.value-differs source lastName|a@school.edu|Li|Lee",
        "store.value-differs source-record q@school.edu",
      ], "\(found)")
    let counts = try service.counts(
      of: StoreChoice(store: store), package: try service.package(package), table: "users",
      by: "role")
    #expect(counts.map { "\($0.value) \($0.count)" } == ["student 2", "teacher 1"])
  }
}
