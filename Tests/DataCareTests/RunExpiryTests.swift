import Foundation
import ImportPipeline
import ImportService
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// What old runs keep of replaced values is removed, and the chain says so.
@Suite struct RunExpiryTests {
  private let setting: ScrambleSetting

  init() throws { setting = try ScrambleSetting() }

  private func service(at time: String) throws -> ImportService {
    ImportService(
      Surroundings(
        author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0"),
        clock: try RunClock(at: time)))
  }

  @Test(arguments: StoreKind.allCases)
  func oldImagesGo_theChainHolds_andUndoIsRefused(_ kind: StoreKind) throws {
    let (choice, store) = try setting.place("store", on: kind)
    defer { withExtendedLifetime(store) {} }
    _ = try setting.filled(choice.store ?? "")
    let run = try setting.change("Second remark.", in: choice)
    let later = try service(at: "2027-06-20T10:00:00Z")
    func expire(_ days: Int, executes: Bool) throws -> ImportService.Expiry {
      try later.expire(runsOlderThan: days, of: choice, executes: executes, confirmed: nil)
    }
    // 105 days and some hours later.
    #expect(try expire(106, executes: true).runs.isEmpty)
    let told = try expire(105, executes: false)
    // The first run keeps what it wrote.
    #expect(told.runs.count == 2 && told.runs.last?.run == run)
    #expect(told.remover == nil && told.runs.map(\.count).allSatisfy { $0 >= 9 })
    let done = try expire(105, executes: true)
    #expect(done.runs == told.runs)
    let kept = """
      SELECT (SELECT count(*) FROM registrar_journal WHERE before_json IS NOT NULL)
        + (SELECT count(*) FROM registrar_written)
      """
    #expect(try setting.rows(kept, in: choice) == [["0"]])
    let chain = try later.checkChain(of: choice).check
    #expect(chain.broken == nil)
    #expect(chain.sealedCount == 3)
    #expect(chain.expired.map(\.run) == told.runs.map(\.run))
    #expect(Set(chain.expired.map(\.by)) == [done.remover])
    #expect(try expire(0, executes: true).runs.isEmpty)

    var undo = UndoRequest(of: run, in: choice, executes: true)
    undo.package = setting.package
    let refused = try later.undo(undo)
    #expect(refused.run.outcome == .guarded)
    #expect(
      refused.issues.issues.map { [$0.code.description, $0.variant] } == [
        ["run.undo-refused", "expired"]
      ])
    var verification = VerificationRequest(of: choice)
    verification.package = setting.package
    #expect(try later.verify(verification).run.outcome == .clean)
    // A run that came later can still be undone.
    let last = try setting.change("Third remark.", in: choice)
    var undoLast = UndoRequest(of: last, in: choice, executes: true)
    undoLast.package = setting.package
    #expect(try setting.service.undo(undoLast).run.outcome.exitCode == 0)
    let notes = "SELECT count(*) FROM persons WHERE obstext = 'Second remark.'"
    #expect(try setting.rows(notes, in: choice) == [["9"]])
  }

  /// What is left of an expired run is as well guarded as before.
  @Test func anExpiredRunThatWasChanged_breaksTheChain() throws {
    let choice = try setting.filled(setting.place("store").store ?? "")
    let run = try setting.change("Second remark.", in: choice)
    let later = try service(at: "2028-01-01T00:00:00Z")
    _ = try later.expire(runsOlderThan: 90, of: choice, executes: true, confirmed: nil)
    let connection = try setting.service.connection(to: choice, writes: true)
    #expect(throws: StoreError.self) {
      try connection.execute("UPDATE registrar_journal SET source_row = 1")
    }
    try connection.execute("DROP TRIGGER registrar_journal_no_update")
    try connection.execute("UPDATE registrar_journal SET source_row = 1 WHERE operation = 'update'")
    #expect(try later.checkChain(of: choice).check.broken?.run == run)
    // Nothing is removed any more: it could hide what somebody did.
    _ = try setting.change("Third remark.", in: choice)
    #expect(throws: ServiceFailure.self) {
      try later.expire(runsOlderThan: 0, of: choice, executes: true, confirmed: nil)
    }
  }

  /// The option goes before the target, the target before the package.
  @Test func theTimeIsSaidByTheTarget_orThePackage() throws {
    let choice = try setting.filled(setting.place("store").store ?? "")
    let later = try service(at: "2027-06-20T10:00:00Z")
    func time(_ days: Int?, _ choice: StoreChoice) throws -> String {
      try later.expire(runsOlderThan: days, of: choice, executes: false, confirmed: nil).time
    }
    #expect(try time(nil, choice) == "2027-05-21T10:00:00Z")
    let project = try setting.scratch.write(
      "registrar.json",
      #"{"targets": {"kept": {"store": "\#(choice.store ?? "")", "retention": "10d"}}}"#)
    let target = StoreChoice(target: "kept", project: project)
    #expect(try time(nil, target) == "2027-06-10T10:00:00Z")
    #expect(try time(2, target) == "2027-06-18T10:00:00Z")
  }
}
