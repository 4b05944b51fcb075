import Foundation
import ImportPipeline
import ImportService
import StoreTesting
import TestSupport
import Testing

@testable import Submissions

/// Submissions through the children that check, write and take back.
@Suite(.ownThreads) struct DeskFlowTests {
  private static let package = "exam-platform"

  private func submitted(
    _ bench: DeskBench, _ files: [(String, String)], by caller: Caller, scope: Scope? = nil
  ) async throws -> Submission {
    let made = try bench.desk.submit(
      try files.map { try bench.file($0.0, $0.1) }, package: Self.package, scope: scope,
      language: "en", by: caller)
    #expect(try bench.desk.place(of: made) == 0)
    try await bench.desk.workOff()
    return try bench.desk.submission(made.id, for: caller)
  }

  private func step(
    _ action: DeskAction, _ submission: Submission, by caller: Caller, on bench: DeskBench,
    approvals: [Approval] = []
  ) async throws -> Submission {
    try bench.desk.act(
      action, on: submission.id, version: submission.version, by: caller, approvals: approvals)
    try await bench.desk.workOff()
    return try bench.desk.submission(submission.id, for: caller)
  }

  private func runs(_ bench: DeskBench) throws -> [RunRecord] {
    try RunRecords.all(in: bench.location.connection(writes: false))
  }

  /// From a file with an error to the undo, with what is handed out on the way.
  @Test(arguments: StoreKind.allCases) func aSubmission_goesItsWay(kind: StoreKind) async throws {
    let bench = try DeskBench(kind)
    let desk = bench.desk
    let scope = try #require(Scope("location_code=A1"))
    let clerk = try bench.caller("clerk", Grant(.clerk, package: Self.package, scope: scope))
    let approver = try bench.caller("approver", Grant(.approver))
    let made = await desk.children.run(["store", "init", "--package", Self.package])
    #expect(made.ending == .exited(0), "\(String(decoding: made.errors, as: UTF8.self))")

    let bad = try await submitted(
      bench, [("../My locations.CSV", DeskSheets.location("A1").replacing("200", with: "many"))],
      by: clerk, scope: scope)
    #expect(bad.state == .checked && bad.files[0].name == "My locations.csv")
    #expect(bad.summary?.errors == 1 && bad.summary?.isSound == false)
    #expect(throws: DeskError.self) {
      try desk.act(.handIn, on: bad.id, version: bad.version, by: clerk)
    }
    let kinds = try desk.outputs(of: bad.id, for: clerk).map(\.kind)
    #expect(kinds == [.original(0), .marked(0), .htmlReport, .jsonReport, .reportLines])

    // The next round: a row of another location is told and left out.
    let rows =
      DeskSheets.location("A1") + (DeskSheets.location("B1").split(separator: "\n").last ?? "")
    let good = try await submitted(bench, [("My locations.csv", rows)], by: clerk, scope: scope)
    #expect(good.follows == bad.id && good.round == 2)
    #expect(good.summary?.errors == 0 && good.summary?.leftOut == 1)
    #expect(good.summary?.tables.first?.created == 1)
    let report = try desk.output(.jsonReport, of: good.id, for: clerk)
    let text = try String(contentsOfFile: report.path, encoding: .utf8)
    #expect(text.contains("\"since\""))

    var handed = try await step(.handIn, good, by: clerk, on: bench)
    #expect(try desk.output(.plan, of: handed.id, for: approver).bytes > 100)
    handed = try await step(.approve, handed, by: approver, on: bench)
    let executed = try await step(.execute, handed, by: approver, on: bench)
    #expect(executed.state == .executed && executed.failure == nil)
    let run = try #require(try runs(bench).first)
    #expect(executed.runID == run.id && run.operatorName == "approver")
    #expect(run.files.map(\.sha256) == [good.files[0].sha256])
    let connection = try bench.location.connection(writes: false)
    #expect(try connection.rows("SELECT location_code FROM locations") == [[.text("A1")]])

    let undone = try await step(.undo, executed, by: approver, on: bench)
    #expect(undone.state == .undone && undone.undoRunID != nil)
    #expect(try connection.rows("SELECT location_code FROM locations") == [])
    #expect(try desk.outputs(of: undone.id, for: clerk).contains { $0.kind == .undo(isPage: true) })

    // Who looked is for auditors.
    let auditor = try bench.caller("auditor", Grant(.auditor))
    #expect(try desk.events(of: good.id, for: auditor).filter(\.isLook).count == 2)
    #expect(try !desk.events(of: good.id, for: clerk).contains { $0.isLook })

    // After its time the files are gone, and all else stays.
    bench.clock.turn(by: 100)
    let expiry = try SubmissionExpiry(desk.accounts, folder: desk.uploads.path)
    #expect(try expiry.run(endedBefore: bench.clock.now, removes: false) == 2)
    #expect(try expiry.run(endedBefore: bench.clock.now, removes: true) == 2)
    #expect(try expiry.run(endedBefore: bench.clock.now, removes: true) == 0)
    #expect(try desk.outputs(of: good.id, for: clerk) == [])
    #expect(throws: DeskError.self) { try desk.output(.htmlReport, of: good.id, for: clerk) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.uploads.path + "/files") == [])
    #expect(try desk.log.firstBroken() == nil)
  }

  /// A child that is killed in an execution leaves before or after, and the journal tells which.
  @Test(arguments: StoreKind.allCases, [("committing", false), ("committed", true)])
  func anExecution_isKilled(kind: StoreKind, place: (name: String, isWritten: Bool)) async throws {
    let bench = try DeskBench(kind, variables: ["REGISTRAR_FAILPOINT": place.name])
    let approver = try bench.caller("approver", Grant(.approver))
    let clerk = try bench.caller("clerk", Grant(.clerk))
    var submission = try await submitted(
      bench, [("locations.csv", DeskSheets.location("A1"))], by: clerk)
    submission = try await step(.handIn, submission, by: clerk, on: bench)
    submission = try await step(.approve, submission, by: approver, on: bench)
    submission = try await step(.execute, submission, by: approver, on: bench)
    let run = try runs(bench).first?.id
    #expect((run != nil) == place.isWritten)
    #expect(submission.runID == run)
    #expect(submission.state == (place.isWritten ? .executed : .failed))
    guard place.isWritten else { return }

    // The same when the server went with it: what is noted is the end of the run's id, and nothing else.
    let tag = String(run?.suffix(8) ?? "")
    for (tag, state) in [(tag, SubmissionState.executed), ("00000000", .approved)] {
      try bench.desk.store.change { connection throws(DeskError) in
        try connection.execute(
          """
          UPDATE \(connection.name(.submissions)) SET state = 'executing', tag = ?1, run_id = NULL
          """, [.text(tag)])
      }
      // While somebody else is at it, it is left alone.
      let lock = try #require(FolderLock(bench.desk.uploads.lock(of: submission.id)))
      #expect(FolderLock(bench.desk.uploads.lock(of: submission.id)) == nil)
      withExtendedLifetime(lock) {}
      _ = consume lock
      try await bench.desk.workOff()
      let settled = try bench.desk.submission(submission.id, for: approver)
      #expect(settled.state == state && settled.runID == (state == .executed ? run : nil))
    }
  }

  /// A store that changed since the plan was made refuses it, and says so.
  @Test func aStalePlan_isRefused() async throws {
    let bench = try DeskBench(.sqlite)
    let (desk, clerk) = (bench.desk, try bench.caller("clerk", Grant(.clerk)))
    let approver = try bench.caller("approver", Grant(.approver))
    func approved(_ name: String) async throws -> Submission {
      let made = try await submitted(
        bench, [(name + ".csv", DeskSheets.location("A1", name: name))], by: clerk)
      let handed = try await step(.handIn, made, by: clerk, on: bench)
      return try await step(.approve, handed, by: approver, on: bench)
    }
    let (first, second) = (try await approved("locations"), try await approved("locations 2"))
    #expect(try await step(.execute, first, by: approver, on: bench).state == .executed)
    let refused = try await step(.execute, second, by: approver, on: bench)
    #expect(refused.state == .failed && refused.failure == "exit 4")
    let `operator` = try bench.caller("operator", Grant(.operator))
    let again = try await step(.recheck, refused, by: `operator`, on: bench)
    #expect(again.state == .checked && again.summary?.tables.first?.updated == 1)

    let template = try await desk.template(
      of: "locations", package: Self.package, language: "fr", by: clerk)
    #expect(template.name == "locations.xlsx" && template.bytes > 1_000)
    desk.discard(template)
    #expect(!FileManager.default.fileExists(atPath: template.path))
    let narrow = try bench.caller(
      "narrow", Grant(.clerk, package: Self.package, scope: Scope("location_code=B")))
    await #expect(throws: DeskError.self) {
      // It would show the records of others.
      try await desk.template(
        of: "locations", package: Self.package, isFilled: true, language: "en", by: narrow)
    }
  }
}
