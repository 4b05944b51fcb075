import Foundation
import StoreTesting
import Submissions
import TestSupport
import Testing

/// The server is killed in the middle of an execution, and of an undo.
@Suite("Serve: kill", .ownThreads, .serialized) struct ServeKillTests {
  /// Records as a file; every one has the name in it.
  private static func courses(_ codes: Range<Int>, _ name: String) -> String {
    let rows = codes.map { "C\($0),\(name) \($0),,Fall 2026,\($0 % 9 + 1),active" }
    return "course_code,course_name,description,semester,credits,status\n"
      + rows.joined(separator: "\n") + "\n"
  }

  /// What the store holds, without the numbers that it gives by itself.
  private static func contents(_ store: StoreUnderTest) throws -> [String] {
    if store.kind == .postgresql {
      // A server may still be at the commit of a client that was killed: the lock of a run ends with it.
      try store.ask("SELECT pg_advisory_xact_lock(1380930388, hashtext(current_schema()))")
    }
    return try store.ask(
      """
      SELECT course_code, course_name, semester, credits, status FROM courses ORDER BY course_code
      """)
  }

  /// The ids of the runs that were written.
  private static func runs(_ store: StoreUnderTest) throws -> Set<String> {
    Set(try store.ask("SELECT run_id FROM registrar_runs"))
  }

  /// What becomes of the server and of the command that writes.
  private enum Blow: CaseIterable {
    /// Both are killed, as by the end of the machine or by a service manager.
    case both
    /// The server alone, and starts again when the command has ended by itself.
    case server
    /// The server alone, and starts again while the command is still at work.
    case serverThatIsBackAtOnce
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsWritten_isBeforeOrAfter_andTheServerKnowsWhich(kind: StoreKind) async throws {
    let served = try ServedProgram(kind)
    let store = served.store
    try served.start()
    let base = try Self.written(Self.courses(0..<400, "before"), "base.csv", served)
    #expect(base.state == "executed")
    let before = try Self.contents(store)
    let text = Self.courses(310..<800, "after")

    // Once undisturbed, so that it is known how long each takes.
    var submission = try Self.approved(text, served)
    let clock = ContinuousClock()
    var start = clock.now
    try served.step("execute", submission, as: .approver)
    submission = try served.settled(submission.id)
    let execution = (clock.now - start) / .milliseconds(1)
    #expect(submission.state == "executed")
    let after = try Self.contents(store)
    #expect(before.count == 400 && after.count == 800)
    start = clock.now
    try served.step("undo", submission, as: .approver)
    submission = try served.settled(submission.id)
    let undo = (clock.now - start) / .milliseconds(1)
    #expect(submission.state == "undone")
    #expect(try Self.contents(store) == before)

    let asked = ProcessInfo.processInfo.environment["REGISTRAR_SERVER_KILLS"].flatMap { Int($0) }
    let times = asked ?? 6
    var written = (executions: 0, undos: 0)
    for number in 0..<times {
      let blow = Blow.allCases[number % Blow.allCases.count]
      // Spread over the whole time, each kind of blow over all of it.
      let fraction = (Double(number) + 0.5) / Double(times)
      submission = try Self.approved(text, served)
      try served.step("execute", submission, as: .approver)
      submission = try Self.struck(
        served, submission, blow, afterMilliseconds: fraction * execution, [before, after])
      var found = try Self.contents(store)
      #expect(found == before || found == after, "\(blow) \(fraction)")
      #expect(
        submission.state == (found == after ? "executed" : "approved"), "\(blow) \(fraction)")
      let runs = try Self.runs(store)
      #expect(submission.run.map { runs.contains($0) } ?? (found == before), "\(blow) \(fraction)")
      if found == before {
        #expect(submission.run == nil && submission.failure == "interrupted")
        try served.step("execute", submission, as: .approver)
        submission = try served.settled(submission.id)
        #expect(submission.state == "executed")
        #expect(try Self.contents(store) == after)
      } else {
        written.executions += 1
      }
      let wholeRun = try #require(submission.run)

      try served.step("undo", submission, as: .approver)
      submission = try Self.struck(
        served, submission, blow, afterMilliseconds: fraction * undo, [before, after])
      found = try Self.contents(store)
      #expect(found == before || found == after, "undo, \(blow) \(fraction)")
      #expect(
        submission.state == (found == before ? "undone" : "executed"), "undo, \(blow) \(fraction)")
      #expect(submission.run == wholeRun && (submission.undoRun == nil) == (found == after))
      if found == after {
        try served.step("undo", submission, as: .approver)
        submission = try served.settled(submission.id)
        #expect(submission.state == "undone")
        #expect(try Self.contents(store) == before)
      } else {
        written.undos += 1
      }
    }
    try served.run(["verify"])
    try served.run(["audit", "verify"])
    if asked != nil {
      print("\(kind): killed \(times) times; \(written) were written by then or after the restart")
    }
  }

  /// Kills the server and starts it again; the submission as it is when nothing goes on any more.
  private static func struck(
    _ served: ServedProgram, _ submission: ServedSubmission, _ blow: Blow,
    afterMilliseconds moment: Double, _ states: [[String]]
  ) throws -> ServedSubmission {
    usleep(UInt32(moment * 1000))
    served.kill(withChildren: blow == .both)
    if blow != .serverThatIsBackAtOnce {
      try served.waitForChildren()
      #expect(states.contains(try contents(served.store)), "\(blow) after \(moment) ms")
    }
    try served.start()
    return try served.settled(submission.id)
  }

  /// A submission that an approver has approved.
  private static func approved(
    _ text: String, _ served: ServedProgram, _ name: String = "courses.csv"
  ) throws -> ServedSubmission {
    let checked = try served.upload(name, text)
    guard checked.state == "checked", checked.errors == 0 else {
      throw ServedProgram.Failure(description: "\(checked)")
    }
    let handed = try served.step("hand-in", checked, as: .clerk)
    return try served.step("approve", handed, as: .approver)
  }

  /// A submission that is written.
  private static func written(
    _ text: String, _ name: String, _ served: ServedProgram
  ) throws -> ServedSubmission {
    let approved = try approved(text, served, name)
    try served.step("execute", approved, as: .approver)
    return try served.settled(approved.id)
  }
}
