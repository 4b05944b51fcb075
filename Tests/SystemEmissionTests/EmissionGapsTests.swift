import Emission
import ImportPipeline
import Synchronization
import SystemEmission
import TabularCore
import TestSupport
import Testing

/// What is missing is told before anything is sent, and what has no place any more does not wait for ever.
@Suite struct EmissionGapsTests {
  @Test func codesWithoutAnEntry_areToldBeforeAnythingIsSent() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    var profile = try setting.profile()
    profile.maps["role"] = ["student": "S"]
    let gap = try setting.run(profile)
    #expect(gap.isHeldBack)
    #expect(gap.found.filter { $0 == "emit.unmapped" }.count == 2)
    #expect(setting.server.state.withLock { $0.writes } == 0)
    // Where a map says that codes are called the same there, there is no gap.
    profile.sameMaps = ["role"]
    #expect(try setting.run(profile, executes: false).found == [])
    // A mapping table that has the kind has to have every code.
    let path = try setting.scratch.write("map.csv", "kind,key,id\nrole,student,S\n")
    profile.take(try IdentifierMap(InputFile(path: path)))
    let told = try setting.run(profile)
    #expect(told.found.filter { $0 == "emit.unmapped" }.count == 2)
    #expect(setting.server.state.withLock { $0.writes } == 0)
  }

  /// A link to a record that is not there is told at the record that has it, before anything is sent.
  @Test func linksWithoutATarget_areToldBeforeAnythingIsSent() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    var profile = try setting.profile()
    // Courses are made by people there, and there is only one of the two.
    profile.tables[1].isMatched = true
    profile.tables[1].create = nil
    setting.server.state.withLock { $0.courses = [77: "C1"] }
    let report = try setting.run(profile)
    #expect(report.isHeldBack)
    #expect(report.found == ["emit.refused/absent", "emit.refused/parent", "emit.refused/parent"])
    #expect(setting.server.state.withLock { $0.writes } == 0)
  }

  /// A plan is kept to: what is not in it ends the run before anything is sent.
  @Test func onlyWhatAPlanSays_isSent() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    let plan = Set(try setting.run(executes: false).operations)
    try setting.fill(people: "login,name,role\nFAY,Fay,student\n")
    let refused = try setting.run { $0.plan = plan }
    #expect(refused.failure?.content.variant == "plan")
    #expect(setting.server.state.withLock { $0.writes } == 0)
    try setting.connection().execute("DELETE FROM people WHERE login = 'FAY'")
    for made in [5, 0] {
      let report = try setting.run { $0.plan = plan }
      #expect(report.failure == nil)
      #expect(report.numbers("people") == [made, 0, 5 - made, 0])
    }
  }

  /// What an answer means is told in the profile's words, in every language.
  @Test func answers_areToldInWords() throws {
    let setting = try AcademySetting(people: "login,name,role\nANA,Refused,student\n")
    defer { setting.server.end() }
    var profile = try setting.profile()
    let words = LocalizedText("nobody is called that", ["fr": "personne ne s'appelle ainsi"])
    profile.answers.insert(
      AnswerRule(statuses: [400...400], code: "^BAD$", answer: .refused, says: words), at: 0)
    let report = try setting.run(profile) { $0.sendsTheRest = true }
    let reasons = report.issues.flatMap(\.arguments).filter { $0.name == "reason" }.map(\.value)
    #expect(reasons == [words.english])
    #expect(profile.phrases[words.english] == words)
  }

  /// What differs there and cannot be changed is told by every run, and stands in nobody's way.
  @Test func whatCannotBeChanged_isTold() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    var profile = try setting.profile()
    profile.tables[0].update = nil
    #expect(try setting.run(profile).found == [])
    try setting.fill(people: "login,name,role\nANA,Ana Leigh,student\nFAY,Fay,student\n")
    for made in [1, 0] {
      let report = try setting.run(profile) { $0.scope = EmissionScope(skipsDone: true) }
      #expect(report.isExecuted)
      #expect(report.found == ["emit.refused/fixed"])
      #expect(report.numbers("people") == [made, 0, 6 - made, 0])
    }
  }

  @Test func limits_speakInWords() throws {
    let setting = try AcademySetting(people: "login,name,role\nA-1,,student\n")
    defer { setting.server.end() }
    var profile = try setting.profile()
    for index in profile.tables[0].require.indices {
      if profile.tables[0].require[index].column == "login" {
        profile.tables[0].require[index].patternWords = LocalizedText("capital letters")
      }
    }
    profile.tables[0].require.append(Requirement(column: "name", minLength: 1))
    let report = try setting.run(profile, executes: false)
    #expect(report.found.prefix(2) == ["emit.limit/words", "emit.limit/missing"])
    #expect(report.issues[0].arguments.contains(IssueArgument("expected", "capital letters")))
  }

  @Test func tablesThatAProfileLost_leaveTheQueue() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    let left = Mutex(9)
    let ended = try setting.run { emitter in
      emitter.clock = EmissionClock {
        left.withLock { left in
          left -= 1
          return left < 0
        }
      }
    }
    #expect(ended.failure?.isInterruption == true)
    var profile = try setting.profile()
    profile.tables.removeLast()
    let report = try setting.run(profile)
    #expect(report.failure == nil)
    #expect(report.gone.map(\.table) == ["members"])
    #expect(report.gone.map(\.count) == [5])
    #expect(try EmissionQueue(in: setting.connection()).lines().map(\.waitingCount) == [0])
  }
}
