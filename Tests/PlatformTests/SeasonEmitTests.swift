import Foundation
import TestSupport
import Testing

/// The example season goes into real systems, through links that break, and is there once.
///
/// The small form sends it once into a system with a few kills and every fault of the link; the long one
/// (`make test-platforms`) kills at a hundred random moments.
@Suite(.serialized) struct SeasonEmitTests {
  /// The faults of the small form, by the number of the writing request.
  private static let faults = [
    "3 lost-request", "5 lost-answer", "7 429:1", "9 503", "11 cut", "13 slow:0.3",
    "40 lost-answer",
  ]

  @Test(.timeLimit(.minutes(20)), arguments: Platform.Kind.allCases)
  func season_isThereOnce(_ kind: Platform.Kind) throws {
    let platform = try Platform(kind)
    let setting = try EmitSetting()
    let link = try BreakingLink(to: platform.port, in: setting.scratch)
    let emit = try Emit(setting, platform, through: link)
    let expected = try EmittedSeason.expected(kind, in: setting)

    // A validation reads and writes nothing.
    let plan = try emit(["--validate"])
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    #expect(try link.writes().isEmpty)
    #expect(try EmittedSeason.found(in: platform).isEmpty)

    // Five accounts first.
    let (column, accounts) = kind == .pretix ? ("email", "customers") : ("username", "users")
    let five = try setting.stored(
      "SELECT \(column) FROM students WHERE username NOT LIKE '%.%' ORDER BY username LIMIT 5")
    let keys = try setting.scratch.write("students.txt", five.joined(separator: "\n") + "\n")
    func sendFive() throws {
      let first = try emit(["--execute", "--only-keys", keys, "--workers", "2"])
      #expect(first.status == 0, "\(first.output)\(first.errors)")
      let there = try #require(try EmittedSeason.found(in: platform).records[accounts])
      #expect(there.filter { line in five.contains { line.hasPrefix($0 + "|") } }.count == 5)
    }
    try sendFive()
    // What pretix keeps of an order that is taken back would stand in the way of the same order.
    if kind != .pretix {
      let undone = try emit(["--undo"])
      #expect(undone.status == 0, "\(undone.output)\(undone.errors)")
      #expect(try EmittedSeason.found(in: platform).isEmpty)
      #expect(try emit(["--verify"]).status == 7)
      try sendFive()
    }

    // Then the rest, through a link that breaks, killed twice at any moment.
    let sent = try link.writes().count
    try link.plan(
      Self.faults.map { fault in
        let parts = fault.split(separator: " ")
        return "\(sent + (Int(parts[0]) ?? 0)) \(parts[1])"
      })
    var numbers = SeededNumbers()
    for _ in 0..<2 {
      _ = try emit(
        ["--execute", "--skip-done", "--workers", kind.workers],
        killAfter: Double.random(in: 0.3...2, using: &numbers))
    }
    let rest = try emit(["--execute", "--skip-done", "--workers", kind.workers])
    #expect(rest.status == 0, "seed \(numbers.seed): \(rest.output)\(rest.errors)")
    #expect(try EmittedSeason.found(in: platform) == expected, "seed \(numbers.seed)")

    // Everything is there, so that nothing more is sent.
    let before = try link.writes().count
    let again = try emit(["--execute"])
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    let more = try link.writes().dropFirst(before)
    #expect(more.isEmpty, "\(more)")
    #expect(try emit(["--verify"]).status == 0)
    try expectChanges(kind, setting, platform, emit)
  }

  /// A changed record is changed there; one that the system cannot take is told at its cell.
  private func expectChanges(
    _ kind: Platform.Kind, _ setting: EmitSetting, _ platform: Platform, _ emit: Emit
  ) throws {
    try setting.importFile(
      "students-later.csv",
      """
      Username,Email,First name,Last name
      lcampbell,liam.campbell.1@example.org,Liam,Renamed
      ,a.rather.long.local.part.of.an.address@example.org,Ada,Long

      """)
    let changed = try emit(["--execute", "--on-error", "skip-row"])
    var expected = try EmittedSeason.expected(kind, in: setting)
    if kind == .kolibri {
      #expect(changed.status == 1, "\(changed.output)\(changed.errors)")
      #expect(changed.errors.contains("emit.limit"), "\(changed.errors)")
      #expect(changed.errors.contains("students-later.csv"), "\(changed.errors)")
      expected.records["users"]?.removeAll { $0.contains("Ada Long") }
    } else if kind == .pretix {
      // An order keeps the name that it was made with: that is told, and nothing else stands back.
      #expect(changed.status == 6, "\(changed.output)\(changed.errors)")
      #expect(changed.errors.contains("/positions/0/attendee_name_parts/full_name"))
      expected.records["orders"] = try EmittedSeason.found(in: platform).records["orders"]
    } else {
      #expect(changed.status == 0, "\(changed.output)\(changed.errors)")
    }
    #expect(try EmittedSeason.found(in: platform) == expected)
  }

  /// The long form: a hundred moments, each with a link that breaks at every few requests.
  @Test(.timeLimit(.minutes(60)), .enabled(if: Platform.isLong), arguments: Platform.Kind.allCases)
  func season_isThereOnceAfterAHundredKills(_ kind: Platform.Kind) throws {
    let setting = try EmitSetting()
    try setting.keepStore()
    let expected = try EmittedSeason.expected(kind, in: setting)
    var numbers = SeededNumbers()
    var kills = 0
    var rounds = 0
    var amidWrites = 0
    while kills < 100 {
      rounds += 1
      try setting.restoreStore()
      let platform = try Platform(kind)
      let link = try BreakingLink(to: platform.port, in: setting.scratch)
      // Every third season comes from files, with a journal of its own.
      let emit = try Emit(setting, platform, through: link, fromFiles: rounds.isMultiple(of: 3))
      // Moments are drawn from the time that reading takes here, and some seconds of sending behind it.
      let start = ContinuousClock.now
      #expect(try emit(["--validate"]).status == 0)
      let reading = (ContinuousClock.now - start) / .seconds(1)
      try link.plan(["*7 lost-answer", "*11 cut", "*13 429:1", "*17 lost-request", "*23 503"])
      var isDone = false
      // The first moments of a run are as likely as the last, so that a season takes many.
      while kills < 100, !isDone {
        let workers = String(Int.random(in: 1...(kind == .pretix ? 2 : 4), using: &numbers))
        let before = try link.writes().count
        let run = try emit(
          ["--execute", "--workers", workers],
          killAfter: Double.random(in: 0.05...(1.5 * reading + 5), using: &numbers))
        guard run.status == 137 else {
          isDone = true
          continue
        }
        kills += 1
        if try link.writes().count > before { amidWrites += 1 }
      }
      try link.plan([])
      let last = try emit(["--execute"])
      #expect(last.status == 0, "seed \(numbers.seed), round \(rounds): \(last.errors)")
      let found = try EmittedSeason.found(in: platform)
      for (name, records) in expected.records {
        let there = found.records[name] ?? []
        #expect(there == records, "seed \(numbers.seed), round \(rounds), \(name): \(there.count)")
      }
      let before = try link.writes().count
      let again = try emit(["--execute"])
      #expect(again.status == 0, "\(again.errors)")
      #expect(try link.writes().count == before, "round \(rounds)")
      #expect(try emit(["--verify"]).status == 0, "round \(rounds)")
      platform.stop()
    }
    // A kill before anything was sent shows little.
    #expect(amidWrites >= 20)
    print(
      "platforms: \(kind.rawValue): \(kills) kills, \(amidWrites) amid writes, in \(rounds) rounds,"
        + " seed \(numbers.seed)")
  }

  /// What was sent can be taken back where the system allows it, and what stays is told.
  @Test(.timeLimit(.minutes(30)), .enabled(if: Platform.isLong), arguments: Platform.Kind.allCases)
  func season_isTakenBack(_ kind: Platform.Kind) throws {
    let platform = try Platform(kind)
    let setting = try EmitSetting()
    let link = try BreakingLink(to: platform.port, in: setting.scratch)
    let emit = try Emit(setting, platform, through: link)
    let sent = try emit(["--execute"])
    #expect(sent.status == 0, "\(sent.errors)")
    // Killed once and with a link that breaks, it is taken up again.
    try link.plan(["*9 lost-answer", "*13 429:1"])
    _ = try emit(["--undo", "--workers", kind.workers], killAfter: 2)
    let undone = try emit(["--undo", "--workers", kind.workers])
    let found = try EmittedSeason.found(in: platform)
    #expect(try emit(["--verify"]).status == 7)
    if kind == .pretix {
      // Customers cannot be removed; orders are cancelled.
      #expect(found.records["orders"] == [], "\(undone.output)\(undone.errors)")
      #expect(found.records["customers"]?.count == 120)
      #expect(undone.output.contains("120"), "\(undone.output)")
    } else {
      #expect(undone.status == 0, "\(undone.errors)")
      #expect(found.isEmpty, "\(found.records.mapValues(\.count))")
    }
  }
}

extension Platform.Kind {
  /// How many requests it gets at once: pretix with SQLite takes one writer at a time.
  fileprivate var workers: String { self == .pretix ? "1" : "3" }
}

/// `registrar emit` with a shipped profile, to a system behind a link.
struct Emit {
  private let setting: EmitSetting
  private let facts: [String: String]
  private let profile: String
  private let source: [String]

  init(
    _ setting: EmitSetting, _ platform: Platform, through link: BreakingLink,
    fromFiles: Bool = false
  ) throws {
    self.setting = setting
    profile = try setting.profile(platform.kind == .scim ? "scim" : platform.kind.rawValue)
    source =
      fromFiles ? setting.files + ["--journal", setting.journal] : [setting.store]
    facts = platform.facts.mapValues {
      $0.replacing("127.0.0.1:\(platform.port)", with: "127.0.0.1:\(link.port)")
    }
  }

  func callAsFunction(_ arguments: [String], killAfter: Double? = nil) throws -> ProgramRun {
    try setting.registrar(
      ["emit", profile, "--from"] + source + arguments, facts, killAfter: killAfter)
  }
}
