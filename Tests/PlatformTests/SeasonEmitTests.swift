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

  @Test(.timeLimit(.minutes(5)), arguments: [Platform.Kind.kolibri, .scim])
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
    let five = try setting.stored(
      "SELECT username FROM students WHERE username NOT LIKE '%.%' ORDER BY username LIMIT 5")
    let keys = try setting.scratch.write("students.txt", five.joined(separator: "\n") + "\n")
    let first = try emit(["--execute", "--only-keys", keys])
    #expect(first.status == 0, "\(first.output)\(first.errors)")
    let users = try #require(try EmittedSeason.found(in: platform).records["users"])
    #expect(users.filter { line in five.contains { line.hasPrefix($0 + "|") } }.count == 5)

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
        ["--execute", "--skip-done"], killAfter: Double.random(in: 0.3...2, using: &numbers))
    }
    let rest = try emit(["--execute", "--skip-done"])
    #expect(rest.status == 0, "seed \(numbers.seed): \(rest.output)\(rest.errors)")
    #expect(try EmittedSeason.found(in: platform) == expected, "seed \(numbers.seed)")

    // Everything is there, so that nothing more is sent.
    let before = try link.writes().count
    let again = try emit(["--execute"])
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    let more = try link.writes().dropFirst(before)
    #expect(more.isEmpty, "\(more)")
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
    while kills < 100 {
      rounds += 1
      try setting.restoreStore()
      let platform = try Platform(kind)
      let link = try BreakingLink(to: platform.port, in: setting.scratch)
      let emit = try Emit(setting, platform, through: link)
      try link.plan(["*7 lost-answer", "*11 cut", "*13 429:1", "*17 lost-request", "*23 503"])
      var isDone = false
      // The first moments of a run are as likely as the last, so that a season takes many.
      while kills < 100, !isDone {
        let run = try emit(
          ["--execute"], killAfter: Double.random(in: 0.05...3, using: &numbers))
        if run.status == 137 { kills += 1 } else { isDone = true }
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
      platform.stop()
    }
    print("platforms: \(kind.rawValue): \(kills) kills in \(rounds) rounds, seed \(numbers.seed)")
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
    let undone = try emit(["--undo"])
    let found = try EmittedSeason.found(in: platform)
    if kind == .pretix {
      // Customers cannot be removed; orders are cancelled.
      #expect(found.records["orders"] == [], "\(undone.output)\(undone.errors)")
      #expect(found.records["customers"]?.count == 120)
    } else {
      #expect(undone.status == 0, "\(undone.errors)")
      #expect(found.isEmpty, "\(found.records.mapValues(\.count))")
    }
  }
}

/// `registrar emit` with a shipped profile, to a system behind a link.
struct Emit {
  private let setting: EmitSetting
  private let facts: [String: String]
  private let profile: String

  init(_ setting: EmitSetting, _ platform: Platform, through link: BreakingLink) throws {
    self.setting = setting
    profile = try setting.profile(platform.kind == .scim ? "scim" : platform.kind.rawValue)
    facts = platform.facts.mapValues {
      $0.replacing("127.0.0.1:\(platform.port)", with: "127.0.0.1:\(link.port)")
    }
  }

  func callAsFunction(_ arguments: [String], killAfter: Double? = nil) throws -> ProgramRun {
    try setting.registrar(
      ["emit", profile, "--from", setting.store] + arguments, facts, killAfter: killAfter)
  }
}
