import Foundation
import ImportPipeline
import StoreTesting
import Submissions
import TestSupport
import Testing

/// A file of many mistakes, and the same file without them.
@Suite(.ownThreads) struct DeskRoundTests {
  /// So many issues are gone that a line that lists them all would be larger than any that is read.
  @Test func manyMistakes_thatAreCorrected_areNoFailure() async throws {
    let bench = try DeskBench(.sqlite)
    let clerk = try bench.caller("clerk", Grant(.clerk))
    func round(_ stock: String) async throws -> Submission {
      let rows = (0..<20_000).map { "C\($0),A course with a long name,Fall 2026,\(stock)" }
      let text =
        "course_code,course_name,semester,credits\n" + rows.joined(separator: "\n") + "\n"
      let made = try bench.desk.submit(
        [try bench.file("courses.csv", text)], package: "student-management", scope: nil,
        language: "en", by: clerk)
      try await bench.desk.workOff()
      return try bench.desk.submission(made.id, for: clerk)
    }
    let faulty = try await round("many")
    #expect(faulty.state == .checked && faulty.summary?.errors == 20_000)
    let clean = try await round("3")
    #expect(clean.follows == faulty.id)
    #expect(clean.state == .checked && clean.summary?.errors == 0, "\(clean.failure ?? "")")
    #expect(clean.summary?.isSound == true)
  }

  /// What a guard refuses is handed in, and an approver lets exactly that many pass.
  @Test func aGuard_isForAnApproverToPass() async throws {
    let bench = try DeskBench(.sqlite)
    let (desk, clerk) = (bench.desk, try bench.caller("clerk", Grant(.clerk)))
    let approver = try bench.caller("approver", Grant(.approver))
    func step(
      _ action: DeskAction, _ submission: Submission, by caller: Caller,
      _ approvals: [Approval] = []
    ) async throws -> Submission {
      _ = try desk.act(
        action, on: submission.id, version: submission.version, by: caller, approvals: approvals)
      try await desk.workOff()
      return try desk.submission(submission.id, for: caller)
    }
    func handedIn(_ name: String, _ title: String) async throws -> Submission {
      let rows = (0..<40).map { "C\($0),\(title),Fall 2026,3" }
      let text =
        "course_code,course_name,semester,credits\n" + rows.joined(separator: "\n") + "\n"
      let made = try desk.submit(
        [try bench.file(name, text)], package: "student-management", scope: nil, language: "en",
        by: clerk)
      try await desk.workOff()
      let checked = try desk.submission(made.id, for: clerk)
      #expect(checked.summary?.errors == 0 && checked.summary?.isSound == true)
      return try await step(.handIn, checked, by: clerk)
    }
    let base = try await handedIn("courses.csv", "before")
    let written = try await step(
      .execute, try await step(.approve, base, by: approver), by: approver)
    #expect(written.state == .executed)
    // Every record would change, which a guard refuses.
    let change = try await handedIn("courses of autumn.csv", "after")
    let refusal = try #require(change.summary?.guards.first)
    #expect(refusal.code == "guard.change-limit" && refusal.count == 40)
    let passed = try #require(Approval(code: refusal.code, count: refusal.count))
    let approved = try await step(.approve, change, by: approver, [passed])
    let executed = try await step(.execute, approved, by: approver)
    #expect(executed.state == .executed, "\(executed.failure ?? "")")
  }
}
