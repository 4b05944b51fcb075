import Foundation
import ImportPipeline
import StoreTesting
import Synchronization
import Testing

@testable import Submissions

/// Who may take which step when.
@Suite struct DeskMatrixTests {
  private static let scope = Scope("location_code=A")

  /// What each role may do besides looking; written down here once more, so that a slip in the code is seen.
  private static let roles: [Role: Set<DeskAction>] = [
    .clerk: [.handIn, .withdraw], .approver: [.approve, .sendBack, .execute, .undo],
    .operator: [.recheck], .auditor: [],
  ]

  /// Which step leads from which state to which.
  private static let steps: [(SubmissionState, DeskAction, SubmissionState)] = [
    (.uploaded, .withdraw, .withdrawn), (.checked, .handIn, .handedIn),
    (.checked, .withdraw, .withdrawn), (.checked, .recheck, .uploaded),
    (.handedIn, .approve, .approved), (.handedIn, .sendBack, .sentBack),
    (.handedIn, .withdraw, .withdrawn), (.handedIn, .recheck, .uploaded),
    (.approved, .execute, .executing), (.approved, .sendBack, .sentBack),
    (.sentBack, .withdraw, .withdrawn), (.executed, .undo, .undoing),
    (.failed, .recheck, .uploaded), (.failed, .withdraw, .withdrawn),
    (.failed, .sendBack, .sentBack),
  ]

  /// A submission of scope A that was checked without an error.
  private func submission(_ bench: DeskBench, by caller: Caller) throws -> Submission {
    let made = try bench.desk.submit(
      [try bench.file("locations.csv", "x")], package: "p", scope: Self.scope, language: "en",
      by: caller)
    try put(made.id, .checked, bench)
    return try bench.desk.submission(made.id, for: caller)
  }

  private func put(_ id: String, _ state: SubmissionState, _ bench: DeskBench) throws {
    var summary = CheckSummary()
    summary.hasPlan = true
    try bench.desk.store.change { connection throws(DeskError) in
      try connection.execute(
        "UPDATE \(connection.name(.submissions)) SET state = ?2, summary = ?3 WHERE id = ?1",
        [.text(id), .text(state.rawValue), .text(summary.json)])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func everyState_everyAction_everyRole(kind: StoreKind) throws {
    let bench = try DeskBench(kind)
    let desk = bench.desk
    let uploader = try bench.caller("uploader", Grant(.clerk, package: "p", scope: Self.scope))
    let id = try submission(bench, by: uploader).id
    var count = 0
    for role in Role.allCases {
      let callers: [(Caller, isSeen: Bool)] = [
        (try bench.caller("\(role)-all", Grant(role)), true),
        (try bench.caller("\(role)-a", Grant(role, package: "p", scope: Self.scope)), true),
        (
          try bench.caller("\(role)-b", Grant(role, package: "p", scope: Scope("location_code=B"))),
          false
        ),
        (try bench.caller("\(role)-q", Grant(role, package: "q")), false),
      ]
      for (index, (caller, isSeen)) in callers.enumerated() {
        #expect(try desk.list(for: caller).count == (isSeen ? 1 : 0))
        for state in SubmissionState.allCases {
          try put(id, state, bench)
          // Every action is tried in the scope; whoever is outside of it gets as far as the first question.
          let actions =
            index == 1 ? DeskAction.allCases : [Self.steps.first { $0.0 == state }?.1 ?? .look]
          for action in actions {
            let submission = try desk.submission(id, for: uploader)
            let step = Self.steps.first { $0.0 == state && $0.1 == action }
            let isAllowed = isSeen && step != nil && Self.roles[role]?.contains(action) == true
            let isShown = desk.actions(openTo: caller, on: submission).contains(action)
            // Uploads and corrections are steps of their own.
            if action != .correct { #expect(isShown == isAllowed, "\(role) \(state) \(action)") }
            do {
              let after = try desk.act(
                action, on: id, version: submission.version, by: caller, comment: "because")
              #expect(isAllowed && after.state == step?.2, "\(role) \(state) \(action)")
              try put(id, state, bench)
            } catch {
              #expect(!isAllowed, "\(caller.name) \(state) \(action): \(error)")
              if case DeskError.notFound = error { count += 1 }
            }
          }
        }
      }
    }
    // Those of another scope or package are told nothing but that there is no such thing.
    #expect(
      count == Role.allCases.count * 2 * SubmissionState.allCases.count)
  }

  @Test(arguments: StoreKind.allCases) func fourEyesLook(kind: StoreKind) throws {
    let bench = try DeskBench(kind)
    let desk = bench.desk
    let both = [Grant(.clerk), Grant(.approver)]
    let alice = try bench.caller("alice", both[0], both[1])
    let bob = try bench.caller("bob", both[0], both[1])
    let carol = try bench.caller("carol", both[0], both[1])
    let dora = try bench.caller("dora", both[1])
    func refusal(_ caller: Caller, _ submission: Submission) -> String {
      do throws(DeskError) {
        try desk.act(.approve, on: submission.id, version: submission.version, by: caller)
        return "approved"
      } catch { return "\(error)" }
    }
    // Alice uploads, Bob corrects, Carol hands in: only Dora has not seen it through her own hands.
    let first = try submission(bench, by: alice)
    let second = try desk.submit(
      [try bench.file("locations.csv", "y")], package: "p", scope: Self.scope, language: "en",
      by: bob, follows: first.id, isCorrection: true)
    #expect(second.round == 2 && second.follows == first.id)
    #expect(try desk.submission(first.id, for: alice).state == .replaced)
    try put(second.id, .checked, bench)
    let handed = try desk.act(.handIn, on: second.id, version: second.version, by: carol)
    #expect(handed.contributors == ["alice", "bob", "carol"])
    for caller in [alice, bob, carol] {
      #expect(refusal(caller, handed) == "fourEyes", "\(caller.name)")
      #expect(!desk.actions(openTo: caller, on: handed).contains(.approve))
    }
    #expect(refusal(dora, handed) == "approved")
    #expect(refusal(dora, handed) == "stale(now: \(handed.version + 1))")
    // A disabled and renamed account is still the one that had a part: ids count, not names.
    let approved = try desk.submission(handed.id, for: dora)
    #expect(approved.approvedBy == "dora" && approved.state == .approved)

    // What is sent back says why.
    let third = try submission(bench, by: alice)
    let again = try desk.act(.handIn, on: third.id, version: third.version, by: alice)
    #expect(throws: DeskError.self) {
      try desk.act(.sendBack, on: again.id, version: again.version, by: dora, comment: " \n")
    }
    let back = try desk.act(
      .sendBack, on: again.id, version: again.version, by: dora, comment: "seats?")
    #expect(back.comment == "seats?" && back.state == .sentBack)
    // The next upload of the same files is its next round, found by itself.
    let next = try desk.submit(
      [try bench.file("locations.csv", "z")], package: "p", scope: Self.scope, language: "en",
      by: alice)
    #expect(next.round == 2 && next.follows == back.id)
    // Nobody puts files on the desk for a scope that is not theirs.
    let clerk = try bench.caller("erin", Grant(.clerk, package: "p", scope: Self.scope))
    for scope in [nil, Scope("location_code=B"), Scope("other=A")] {
      #expect(throws: DeskError.self) {
        try desk.submit(
          [try bench.file("a.csv", "z")], package: "p", scope: scope, language: "en", by: clerk)
      }
    }
    // A package is a name: neither a path nor an option.
    for package in ["/etc", "../p", "--execute", "", "p\n"] {
      #expect(throws: DeskError.self) {
        try desk.submit(
          [try bench.file("a.csv", "z")], package: package, scope: nil, language: "en", by: alice)
      }
    }
    let events = try desk.events(of: handed.id, for: dora).map { $0.account + " " + $0.action }
    #expect(events == ["dora approve", "carol hand-in", "bob correct"])
    #expect(try desk.log.firstBroken() == nil)
  }

  /// Of many who press at once one wins.
  @Test(arguments: StoreKind.allCases) func oneApproves(kind: StoreKind) throws {
    let bench = try DeskBench(kind)
    let desk = bench.desk
    let clerk = try bench.caller("clerk", Grant(.clerk))
    let made = try submission(bench, by: clerk)
    let handed = try desk.act(.handIn, on: made.id, version: made.version, by: clerk)
    let callers = try (1...8).map { try bench.caller("approver\($0)", Grant(.approver)) }
    let outcomes = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: callers.count) { index in
      let action = index % 2 == 0 ? DeskAction.approve : .sendBack
      var outcome = "won"
      do throws(DeskError) {
        try desk.act(
          action, on: handed.id, version: handed.version, by: callers[index], comment: "c")
      } catch { outcome = "\(error)" }
      outcomes.withLock { $0.append(outcome) }
    }
    let all = outcomes.withLock { $0 }
    #expect(all.filter { $0 == "won" }.count == 1, "\(all)")
    #expect(all.filter { $0 == "stale(now: \(handed.version + 1))" }.count == 7, "\(all)")
    #expect(try desk.log.firstBroken() == nil)
  }
}
