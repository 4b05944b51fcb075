import Emission
import ImportPipeline
import Synchronization
import SystemEmission
import TestSupport
import Testing

/// Requests under way at once: the same promises hold.
@Suite struct EmissionWorkersTests {
  @Test func severalAreUnderWay_eachRecordOnce_andTablesInOrder() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    setting.server.state.withLock { $0.meets = 3 }
    let report = try setting.run { $0.workers = 3 }
    #expect(report.failure == nil)
    #expect(report.numbers("people") == [5, 0, 0, 0])
    #expect(report.numbers("members") == [5, 0, 0, 0])
    let state = setting.server.state.withLock { $0 }
    #expect(state.mostUnderWay == 3)
    // One session to look, and one for each line.
    #expect((3...4).contains(state.session))
    // What a record refers to is there before it.
    #expect(
      state.written == Array(repeating: "people", count: 5) + ["courses", "courses"]
        + Array(repeating: "members", count: 3))
    #expect(report.requestCount >= 10)
    try setting.expectEachOnce("three at once")
  }

  @Test func everyFault_leavesEachRecordOnce() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    for fault in AcademyServer.Fault.allCases {
      for write in [1, 4, 8] {
        try setting.reset(faults: [write: fault, write + 2: fault])
        let report = try setting.run { $0.workers = 4 }
        let name = "\(fault) at write \(write)"
        #expect(report.failure == nil, "\(name): \(String(describing: report.failure))")
        #expect(report.found == [], "\(name)")
        #expect(report.slowdowns > 0, "\(name)")
        try setting.expectEachOnce(name)
      }
    }
  }

  @Test func endedAnywhere_theNextRunGoesOn() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    for steps in stride(from: 2, through: 40, by: 9) {
      try setting.reset(faults: [max(1, steps / 4): .lostAnswer])
      let left = Mutex(steps)
      let ended = try setting.run { emitter in
        emitter.workers = 3
        emitter.clock = EmissionClock {
          left.withLock { left in
            left -= 1
            return left < 0
          }
        }
      }
      if let failure = ended.failure { #expect(failure.isInterruption) }
      #expect(try setting.run { $0.workers = 3 }.found == [])
      try setting.expectEachOnce("after \(steps) steps")
    }
  }

  /// Two requests that change one thing there come one after the other.
  @Test func oneThingIsChangedByOneRequestAtATime() throws {
    let setting = try AcademySetting()
    defer { setting.server.end() }
    setting.server.state.withLock { $0.meets = 2 }
    let report = try setting.run(setting.profile(groups: true)) { $0.workers = 4 }
    #expect(report.failure == nil)
    let state = setting.server.state.withLock { $0 }
    #expect(Set(state.members).count == 5)
    #expect(state.written.filter { $0 == "groups" }.count == 5)
    #expect(state.mostOnOnePath >= 2, "people are made at one path")
    #expect(state.mostOnOneGroup == 1)
  }

  @Test func refusals_areToldAtTheirRecords() throws {
    let people = AcademySetting.people.replacing("Ana Lee", with: "Refused")
    let setting = try AcademySetting(people: people)
    defer { setting.server.end() }
    let report = try setting.run { $0.workers = 4 }
    #expect(report.found == ["emit.refused", "emit.refused/parent"])
    #expect(report.numbers("people") == [4, 0, 0, 1])
    #expect(try EmissionQueue(in: setting.connection()).lines().map(\.waitingCount) == [0])
  }
}
