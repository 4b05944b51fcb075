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
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: scratch.path(of: name)).deletingLastPathComponent(),
      withIntermediateDirectories: true)
    return try scratch.write(name, text)
  }

  /// A store with three courses.
  private func fill(_ name: String) throws -> String {
    let store = store(name)
    let courses = try file(
      "courses.csv",
      """
      course_code,course_name,description,credits,status
      C1,Algebra,Numbers,4,active
      C2,Biology,,3,active
      C3,Chemistry,Bonds,3,archived

      """)
    let report = try importing([courses], into: store)
    #expect(report.run.outcome == .clean, "\(report.issues.issues.map(\.code))")
    return store
  }

  private func execute(_ sql: String, in store: String) throws {
    let connection = try service.connection(to: StoreChoice(store: store), writes: true)
    try connection.inTransaction(writes: true) { () throws(StoreError) in
      _ = try connection.execute(sql)
    }
  }

  private func dump(_ store: String, _ name: String) throws -> String {
    let files = try service.dump(
      StoreChoice(store: store), of: try service.package(package), tables: ["courses"],
      to: scratch.path(of: name))
    return try String(contentsOfFile: files[0].path, encoding: .utf8)
  }

  /// What the package's tables hold, with who wrote it when.
  private func digest(_ store: String) throws -> [StoreDigest.Table] {
    let connection = try service.connection(to: StoreChoice(store: store), writes: false)
    return try StoreDigest(of: connection).tables.filter { !$0.name.hasPrefix("registrar_") }
  }

  @Test func aRepair_makesTheSecondLikeTheFirst_andIsUndone() throws {
    let right = try fill("right")
    let wrong = try fill("wrong")
    try execute(
      "UPDATE courses SET course_name = 'Botany', description = 'Plants' WHERE course_code = 'C2'",
      in: wrong)
    try execute("DELETE FROM courses WHERE course_code = 'C3'", in: wrong)
    _ = try importing(
      [
        try file(
          "more.csv", "course_code,course_name,description,credits,status\nZ9,Zoology,,1,active\n")
      ], into: wrong, adjusting: { $0.table = "courses" })
    let before = try dump(wrong, "before")
    let first = try digest(wrong)
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
    #expect(try digest(wrong) == first)
  }

  /// Two files are compared as two imports of them would be.
  @Test func aFile_isComparedWithAnother() throws {
    let header = "course_code,course_name,description,credits,status\n"
    let one = try file(
      "one/courses.csv", header + "C1,Algebra,Numbers,4,active\nC2,Biology,,3,active\n")
    let other = try file(
      "other/courses.csv", header + "C2,BIOLOGY,,3,active\nC3,Chemistry,,3,active\n")
    var found: [String] = []
    let summary = try service.compare(
      ComparisonRequest(one, other), by: try service.package(package)
    ) {
      found.append("\($0.kind.rawValue) \($0.key.joined()) \($0.reason.rawValue)")
    }
    #expect(
      found.sorted() == ["different C2 caseOrSpace", "extra C3 missing", "missing C1 missing"])
    #expect(summary.tables.map { [$0.one, $0.other] } == [[2, 2]])
  }

  /// A record that a run removed is told of with the run, also where a file has it.
  @Test func aRecordThatARunRemoved_isToldWithTheRun() throws {
    let one = try fill("one")
    let other = try fill("other")
    let report = try importing(
      [try file("gone.csv", "course_code,action\nC2,delete\n")], into: other,
      adjusting: { $0.table = "courses" })
    try execute("DELETE FROM courses WHERE course_code = 'C3'", in: other)
    let loaded = try service.package(package)
    func lines(_ one: String, _ other: String) throws -> [String] {
      var lines: [String] = []
      _ = try service.compare(ComparisonRequest(one, other), by: loaded) { difference in
        lines.append(
          "\(difference.kind.rawValue) \(difference.key.joined()) \(difference.reason.rawValue)"
            + (difference.removingRun == report.run.id ? " by the run" : ""))
      }
      return lines.sorted()
    }
    #expect(
      try lines(one, other) == ["missing C2 removedByRun by the run", "missing C3 editedByHand"])
    #expect(
      try lines(other, one) == ["extra C2 removedByRun by the run", "extra C3 editedByHand"])
    let courses = scratch.path(of: "courses.csv")
    #expect(
      try lines(courses, other) == [
        "missing C2 removedByRun by the run", "missing C3 editedByHand",
      ])
  }

  /// Files are compared with a store, whichever comes first; a blank cell says nothing.
  @Test func files_areComparedAsAnImportReadsThem() throws {
    let store = try fill("store")
    let files = try file(
      "courses.csv",
      """
      course_code,course_name,description,credits,status
      C1,ALGEBRA,,4,active
      C2,,Life,3,active
      D4,Drawing,,1,active

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
        "course_name ALGEBRA Algebra caseOrSpace", "description Life - value", "different C1",
        "different C2", "extra C3", "missing D4",
      ])
    #expect(
      try lines(store, files) == [
        "course_name Algebra ALGEBRA caseOrSpace", "description - Life value", "different C1",
        "different C2", "extra D4", "missing C3",
      ])
  }

  @Test func aVerification_countsByValueAndPattern_andHoldsFilesAgainstTheStore() throws {
    let store = try fill("store")
    var request = VerificationRequest(of: StoreChoice(store: store))
    request.package = package
    request.expected = [
      CountExpectation(
        table: "courses", field: "status", choice: .value("active"), minimum: 2, maximum: 2),
      CountExpectation(table: "courses", minimum: 3, maximum: 3),
    ]
    request.criteria = try file(
      "criteria.csv",
      """
      name,table,field,value,pattern,count,min,max
      kept,courses,status,archived,,1,,
      first,courses,course_code,,C[12],,1,2
      left over,courses,course_code,,^(TEST|DEMO)[0-9]+$,0,,

      """)
    request.sources = [scratch.path(of: "courses.csv")]
    #expect(try service.verify(request).run.outcome == .clean)
    request.expected[0].maximum = 1
    request.expected[0].minimum = nil
    request.criteria = try file(
      "criteria.csv",
      "name,table,field,value,pattern,count,min,max\nall gone,courses,course_code,,C.,0,,\n")
    request.sources = [
      try file(
        "changed.csv",
        "course_code,course_name,description,credits,status\nC1,Algebra,Sums,4,active\nQ1,Q,,1,active\n"
      )
    ]
    let report = try service.verify(request)
    #expect(report.run.outcome == .verifyMismatch)
    let found = report.issues.issues.map { issue in
      "\(issue.code) \(issue.variant) \(issue.arguments.map(\.value).joined(separator: "|"))"
    }
    #expect(
      found.sorted() == [
        "store.count-mismatch chosen 2|courses|≤ 1|status|active",
        "store.count-mismatch chosen 3|courses|0|course_code|C.",
        "store.value-differs source description|C1|Sums|Numbers",
        "store.value-differs source-record Q1",
      ], "\(found)")
    let counts = try service.counts(
      of: StoreChoice(store: store), package: try service.package(package), table: "courses",
      by: "status")
    #expect(counts.map { "\($0.value) \($0.count)" } == ["active 2", "archived 1"])
  }
}
