import Emission
import Foundation
import ImportPipeline
import SQLiteStore
import Synchronization
import SystemEmission
import TabularCore
import TestSupport
import Testing

/// Records of a store to a system that answers over a real connection.
@Suite struct SystemEmissionTests {
  @Test func aDryRun_tellsAndSendsNothing() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    let report = try setting.run(executes: false)
    #expect(report.failure == nil)
    #expect(report.found == [])
    #expect(report.numbers("people") == [5, 0, 0, 0])
    #expect(report.numbers("courses") == [2, 0, 0, 0])
    #expect(report.numbers("members") == [5, 0, 0, 0])
    #expect(report.operations.count == 12)
    #expect(setting.server.state.withLock { $0.writes } == 0)
    #expect(try !setting.connection().hasTable("registrar_emissions"))
  }

  @Test func whatDiffers_isSent_andASecondRunWritesNothing() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    let first = try setting.run()
    #expect(first.failure == nil)
    #expect(first.found == [])
    #expect(first.numbers("people") == [5, 0, 0, 0])
    #expect(first.numbers("members") == [5, 0, 0, 0])
    let state = setting.server.state.withLock { $0 }
    #expect(state.people.values.compactMap { $0["name"] }.contains("Cyd \"C\" Ng"))
    #expect(state.people.values.allSatisfy { ["S", "T"].contains($0["kind"]) })
    #expect(state.members.count == 5)
    // 5 people, 2 courses, 3 lists of members.
    #expect(state.writes == 10)
    let second = try setting.run()
    #expect(second.numbers("people") == [0, 0, 5, 0])
    #expect(second.numbers("members") == [0, 0, 5, 0])
    #expect(setting.server.state.withLock { $0.writes } == 10)
    // Only what changed is sent.
    try setting.fill(people: "login,name,role\nANA,Ana Leigh,student\n")
    let third = try setting.run()
    #expect(third.numbers("people") == [0, 1, 4, 0])
    #expect(setting.server.state.withLock { $0.writes } == 11)
    #expect(setting.server.state.withLock { $0.people[1] }?["name"] == "Ana Leigh")
    // The journal names no record and holds no value.
    let rows = try setting.connection().rows("SELECT * FROM registrar_emissions")
    #expect(rows.count == 12)
    let text = rows.flatMap { $0 }.compactMap(\.text).joined(separator: " ")
    for secret in ["ANA", "Ana", "letmein", "Leigh"] { #expect(!text.contains(secret)) }
  }

  /// Whatever becomes of any one write, every record is there once, and the next run writes nothing.
  @Test func everyFaultAtEveryWrite_leavesEachRecordOnce() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    for fault in AcademyServer.Fault.allCases {
      for write in stride(from: 1, through: 10, by: 3) {
        try setting.reset(faults: [write: fault])
        let report = try setting.run()
        let name = "\(fault) at write \(write)"
        #expect(report.failure == nil, "\(name): \(String(describing: report.failure))")
        #expect(report.found == [], "\(name)")
        try setting.expectEachOnce(name)
      }
    }
  }

  /// Ended after any number of steps, a run is taken up by the next one.
  @Test func endedAnywhere_theNextRunGoesOn() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    for steps in stride(from: 1, through: 40, by: 6) {
      // The answer to the last write before the end is lost as well.
      try setting.reset(faults: [max(1, steps / 4): .lostAnswer])
      let left = Steps(steps)
      let ended = try setting.run { emitter in
        emitter.clock = EmissionClock { left.isOver() }
      }
      if let failure = ended.failure { #expect(failure.isInterruption) }
      let next = try setting.run()
      #expect(next.failure == nil)
      #expect(next.found == [])
      try setting.expectEachOnce("after \(steps) steps")
    }
  }

  @Test func aSessionThatEnds_isRenewed() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    setting.server.state.withLock { $0.endsSessionAfter = 3 }
    let report = try setting.run()
    #expect(report.failure == nil)
    #expect(setting.server.state.withLock { $0.session } == 2)
    #expect(report.numbers("people") == [5, 0, 0, 0])
  }

  /// What can be known before anything is sent is told before anything is sent.
  @Test func whatCannotBeSent_isToldFirst() throws {
    let people = """
      login,name,role
      ANA,Ana Lee,student
      BOB,Bob Roy,director
      CYD,A name of more than twenty letters,teacher
      D-1,Dee,student
      EVE,Eve Oh,teacher

      """
    let setting = try AcademySetting(people: people)
    defer { setting.server.end() }
    let report = try setting.run()
    #expect(!report.isExecuted && report.isHeldBack)
    #expect(
      report.found == [
        "emit.unmapped", "emit.limit/longer", "emit.limit", "emit.refused/parent",
        "emit.refused/parent", "emit.refused/parent",
      ])
    #expect(setting.server.state.withLock { $0.writes } == 0)
    let rest = try setting.run { $0.sendsTheRest = true }
    #expect(rest.numbers("people") == [2, 0, 0, 3])
    #expect(rest.numbers("members") == [2, 0, 0, 3])
  }

  @Test func refusals_areToldAtTheirRecord_andNotSentAgain() throws {
    let people = """
      login,name,role
      ANA,Refused,student
      BOB,Shortened,student
      CYD,Cyd,teacher
      DEE,Dee,student
      EVE,Eve,teacher

      """
    let setting = try AcademySetting(people: people)
    defer { setting.server.end() }
    let report = try setting.run { emitter in
      emitter.place = { table, record, fields in
        IssueLocation(
          .delimited, file: "people.csv", table: table, row: record + 1, field: fields.first)
      }
    }
    #expect(report.failure == nil)
    #expect(
      report.found == [
        "emit.refused", "emit.refused/kept", "emit.refused/parent", "emit.refused/parent",
      ])
    let refusal = try #require(report.issues.first)
    #expect(refusal.location.row == 2)
    // A system that tells a secret back does not make it public.
    #expect(
      refusal.arguments.first { $0.name == "reason" }?.value
        == "name: we know of nobody ***")
    #expect(report.numbers("people") == [3, 0, 0, 2])
    let writes = setting.server.state.withLock { $0.writes }
    let second = try setting.run { $0.sendsTheRest = true }
    #expect(second.found.first == "emit.refused/before")
    // The record that was kept otherwise is there, and is corrected.
    #expect(setting.server.state.withLock { $0.writes } - writes <= 2)
    try setting.fill(people: "login,name,role\nANA,Ana,student\n")
    let third = try setting.run { $0.sendsTheRest = true }
    #expect(third.numbers("people").first == 1)
  }

  @Test func someKeysFirst_thenTheRest() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    let first = try setting.run { $0.scope = EmissionScope(onlyKeys: ["ANA", "CYD"]) }
    #expect(first.failure == nil)
    #expect(first.numbers("people") == [2, 0, 0, 0])
    #expect(first.numbers("courses") == [2, 0, 0, 0])
    #expect(first.numbers("members") == [2, 0, 0, 0])
    #expect(first.tables[0].leftOut == 3)
    let rest = try setting.run { $0.scope = EmissionScope(skipsDone: true) }
    #expect(rest.numbers("people") == [3, 0, 2, 0])
    #expect(rest.numbers("members") == [3, 0, 2, 0])
    try setting.expectEachOnce("five first")
  }

  /// What cannot be sent any more does not wait for ever.
  @Test func recordsThatVanishOrBecomeInvalid_leaveTheQueue() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    // The run ends after it has noted what waits.
    let left = Steps(9)
    let ended = try setting.run { $0.clock = EmissionClock { left.isOver() } }
    #expect(ended.failure?.isInterruption == true)
    let connection = try setting.connection()
    func waiting() throws -> Int {
      try EmissionQueue(in: connection).lines().reduce(0) { $0 + $1.waitingCount }
    }
    #expect(try waiting() > 5)
    try connection.execute("DELETE FROM people WHERE login = 'EVE'")
    try connection.execute("DELETE FROM members WHERE login = 'EVE'")
    try connection.execute("UPDATE people SET name = 'Dee of more than twenty' WHERE login = 'DEE'")
    let next = try setting.run { $0.sendsTheRest = true }
    #expect(next.failure == nil)
    #expect(next.found == ["emit.limit/longer", "emit.refused/parent"])
    #expect(next.tables.map(\.dropped) == [2, 0, 2])
    #expect(try waiting() == 0)
    // What is mended is sent as if nothing had been.
    try connection.execute("UPDATE people SET name = 'Dee' WHERE login = 'DEE'")
    let last = try setting.run()
    #expect(last.numbers("people") == [1, 0, 3, 0])
    #expect(last.tables.map(\.dropped) == [0, 0, 0])
  }

  /// A record that refers to one that the system refuses in the same run does not wait either.
  @Test func childrenOfRefusedRecords_leaveTheQueue() throws {
    let people = Self.replacing("Ana Lee", with: "Refused")
    let setting = try AcademySetting(people: people)
    defer { setting.server.end() }
    let report = try setting.run()
    #expect(report.found == ["emit.refused", "emit.refused/parent"])
    #expect(report.tables.map(\.dropped) == [0, 0, 1])
    let lines = try EmissionQueue(in: setting.connection()).lines()
    #expect(lines.map(\.waitingCount) == [0])
  }

  private static func replacing(_ name: String, with other: String) -> String {
    AcademySetting.people.replacing(name, with: other)
  }

  /// No host is asked that the profile does not name, wherever its address comes from.
  @Test func onlyNamedHosts_areAsked() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    var profile = try setting.profile()
    profile.target.hosts = ["records.example.org"]
    #expect(try setting.run(profile).failure?.content.variant == "host")
    profile = try setting.profile()
    profile.authentication.oauth = ClientCredentials(
      address: Template("http://127.0.0.2:9/token"), clientID: Template("a"),
      clientSecret: Template("b"))
    #expect(try setting.run(profile).failure?.content.variant == "host")
    // Named, it is asked; nobody answers there.
    profile.target.hosts = ["127.0.0.1", "127.0.0.2"]
    #expect(try setting.run(profile).failure?.content.variant == "")
    #expect(setting.server.state.withLock { $0.session } == 0)
  }

  /// A process that was killed holds nothing, also while nobody has asked what became of it.
  @Test func aHolderThatIsGone_isReplaced() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    _ = try setting.run(executes: true)
    var child = pid_t()
    let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("60"), nil]
    defer { for argument in arguments { free(argument) } }
    try #require(posix_spawn(&child, "/usr/bin/sleep", nil, nil, arguments, environ) == 0)
    defer { waitpid(child, nil, 0) }
    try setting.connection().execute(
      "UPDATE registrar_emission_holds SET holder = 'x', host = 'localhost', pid = ?1, at = ?2",
      [SQLValue(Int(child)), SQLValue(Int(Date().timeIntervalSince1970))])
    #expect(try setting.run().failure?.content.variant == "held")
    kill(child, SIGKILL)
    #expect(try setting.run().failure == nil)
  }

  @Test func anUndo_takesAwayWhatWasMade_andTellsWhatStays() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    // What was there before is not taken away.
    setting.server.state.withLock { state in
      state.people[900] = ["login": "ana", "name": "Ana Lee", "kind": "S"]
    }
    _ = try setting.run()
    let profile = try setting.profile()
    let emitter = SystemEmitter(
      profile, settings: try setting.settings(profile), store: try setting.connection())
    let report = emitter.undo()
    #expect(report.failure == nil)
    #expect(report.tables.map(\.deleted) == [4, 0, 0])
    #expect(report.left.map(\.table) == ["members", "courses"])
    #expect(report.left.map(\.count) == [5, 2])
    #expect(setting.server.state.withLock { Array($0.people.keys) } == [900])
    #expect(emitter.undo().tables.map(\.deleted) == [0, 0, 0])
  }

  /// A key of a request is another one only once it is certain that the first was not done.
  @Test func keysOfRequests_followTheGeneration() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    try setting.reset(faults: [1: .tooMany, 3: .failed])
    let report = try setting.run(setting.profile(idempotent: true))
    #expect(report.failure == nil)
    let keys = setting.server.state.withLock { $0.keys }
    #expect(keys.count == 7)
    #expect(keys[0] == keys[1])
    #expect(keys[2] != keys[3])
    #expect(Set(keys).count == 6)
  }
}

/// Counts the steps until a run is ended.
private final class Steps: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) { left = Mutex(count) }

  func isOver() -> Bool {
    left.withLock { left in
      left -= 1
      return left < 0
    }
  }
}
