public import Foundation
public import TabularCore

/// What stakeholders get: where a migration stands in an environment, who did what when, what is left.
public struct MigrationReport: Sendable {
  let state: MigrationState
  let language: Language
  let now: Date

  /// A report of a state in a language.
  public init(_ state: MigrationState, in language: Language, now: Date) {
    self.state = state
    self.language = language
    self.now = now
  }

  var migration: Migration { state.migration }

  func label(_ name: String) -> String { language.label("migrate/" + name) }

  func label(
    _ name: String, _ values: KeyValuePairs<String, any CustomStringConvertible>
  ) -> String {
    language.label("migrate/" + name, values)
  }

  /// Where a phase stands, in words.
  public func status(_ phase: String) -> String { label(state.status(of: phase).rawValue) }

  /// A step, in words.
  public func step(_ step: PhaseResult.Step) -> String {
    switch step {
    case .before: label("before")
    case .backup: label("backupStep")
    case .clean: label("clean")
    case .import: label("import")
    case .checks: label("checksStep")
    case .verify: label("verify")
    case .after: label("after")
    }
  }

  /// The instants of the milestones.
  public var calendar: MilestoneCalendar? {
    try? MilestoneCalendar(migration.milestones, zone: migration.zones.first ?? "UTC")
  }

  /// When a milestone is, in the first zone of the migration.
  public func date(of milestone: String?) -> String {
    guard let milestone, let entry = calendar?[milestone] else { return "" }
    return entry.text(in: migration.zones.first ?? entry.zone)
  }

  /// The page.
  public var page: MigrationPage {
    let title = migration.title.text(in: language)
    var lines = [
      label("state", ["time": now.formatted(.iso8601)]), environmentLine,
    ]
    lines.append(left.isEmpty ? label("nothingLeft") : nextLine)
    return MigrationPage(
      title: "\(title): \(label("report"))", language: language, lines: lines,
      sections: [
        environments, milestones, phases, rounds, tables, checks, commands, checklist, leftSection,
      ].compactMap(\.self) + rehearsals)
  }

  private var environmentLine: String {
    let colon = language.label("punctuation/colon")
    return "\(label("environment"))\(colon) \(state.environment)"
  }

  /// What can run next.
  public var nextLine: String {
    let next = state.next
    if let (phase, round) = state.unfinished {
      return label("leftPhase", ["phase": phase, "status": label("unfinished")])
        + " (\(label("round")) \(round.number))"
    }
    if next.isEmpty {
      let isDone = migration.phases.allSatisfy { state.status(of: $0.id) == .done }
      return label(isDone ? "allDone" : "nothingNext")
    }
    return label("next", ["phases": next.map(\.id).joined(separator: ", ")])
  }

  // MARK: Sections

  private var environments: MigrationPage.Section? {
    MigrationPage.Section(
      title: label("environment"), columns: ["environment", "version", "note"].map(label),
      rows: migration.environments.map { environment in
        var notes: [String] = environment.isProduction ? [label("production")] : []
        if let original = environment.copyOf { notes.append(label("copyOf", ["name": original])) }
        notes += environment.addresses.map { "\($0.name) \($0.address)" }
        return [environment.name, environment.version ?? "", notes.joined(separator: "; ")]
      })
  }

  private var milestones: MigrationPage.Section? {
    guard let entries = calendar?.entries, !entries.isEmpty else { return nil }
    let zones = migration.zones.isEmpty ? ["UTC"] : migration.zones
    return MigrationPage.Section(
      title: label("milestones"), columns: [label("milestone")] + zones,
      rows: entries.map { entry in [entry.id] + zones.map { entry.text(in: $0) } })
  }

  private var phases: MigrationPage.Section? {
    MigrationPage.Section(
      title: label("phases"),
      columns: ["phase", "status", "rounds", "last", "who", "due", "waits"].map(label),
      rows: migration.phases.map(phaseRow))
  }

  /// A phase as a row: id, status, rounds, last, who, due, waits for.
  public func phaseRow(_ phase: Phase) -> [String] {
    let rounds = state.rounds[phase.id] ?? []
    let last = rounds.last
    let waits =
      phase.dependsOn.filter { state.status(of: $0) != .done }
      + state.openItems(before: phase).map(\.id)
    return [
      phase.id, status(phase.id), rounds.isEmpty ? "" : String(rounds.count),
      last.map { $0.ended?.time ?? $0.began.time } ?? "",
      last.map { "\($0.began.operatorName) (\($0.began.host))" } ?? "", date(of: phase.milestone),
      state.status(of: phase.id) == .done ? "" : waits.joined(separator: ", "),
    ]
  }

  private var allRounds: [(phase: Phase, round: MigrationState.Round)] {
    migration.phases.flatMap { phase in
      (state.rounds[phase.id] ?? []).map { (phase, $0) }
    }
  }

  private var rounds: MigrationPage.Section? {
    guard !allRounds.isEmpty else { return nil }
    return MigrationPage.Section(
      title: label("rounds"),
      columns: ["phase", "round", "began", "ended", "who", "outcome", "seconds", "files", "backup"]
        .map(label),
      rows: allRounds.map { phase, round in
        let result = round.result
        let outcome =
          result.map { result in
            result.failedStep.map { "\(label("failed")): \(step($0)) \(result.code ?? "")" }
              ?? label("done")
          } ?? label("unfinished")
        return [
          phase.id, String(round.number), round.firstBegan.time, round.ended?.time ?? "",
          "\(round.began.operatorName) (\(round.began.host))", outcome,
          result.map { Self.seconds($0.seconds) } ?? "",
          result?.files.map(\.name).joined(separator: ", ") ?? "", result?.backup?.name ?? "",
        ]
      })
  }

  private var tables: MigrationPage.Section? {
    let rows = allRounds.flatMap { phase, round in
      (round.result?.tables ?? []).map { table in
        [phase.id, String(round.number), table.name]
          + [
            table.read, table.created, table.updated, table.unchanged, table.deleted,
            table.invalid,
          ].map { String($0) }
      }
    }
    guard !rows.isEmpty else { return nil }
    return MigrationPage.Section(
      title: label("totals"),
      columns: [
        "phase", "round", "table", "read", "created", "updated", "unchanged", "deleted",
        "invalid",
      ].map(label), rows: rows)
  }

  private var checks: MigrationPage.Section? {
    let rows = allRounds.flatMap { phase, round in
      (round.result?.checks ?? []).map { check in
        [
          phase.id, String(round.number), check.name, check.found.map { String($0) } ?? "",
          label(check.holds ? "holds" : "broken"),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return MigrationPage.Section(
      title: label("checks"), columns: ["phase", "round", "check", "found", "status"].map(label),
      rows: rows)
  }

  private var commands: MigrationPage.Section? {
    let rows = allRounds.flatMap { phase, round in
      (round.result?.hooks ?? []).map { hook in
        [
          phase.id, String(round.number), hook.id, Self.ending(hook.ending),
          Self.seconds(hook.seconds), String(hook.outputSHA256.prefix(12)),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return MigrationPage.Section(
      title: label("commands"),
      columns: ["phase", "round", "command", "outcome", "seconds"].map(label) + ["SHA-256"],
      rows: rows)
  }

  private static func ending(_ ending: HookResult.Ending) -> String {
    switch ending {
    case .exited(let status): String(status)
    case .killed(let number): "SIG \(number)"
    case .timedOut: "timeout"
    case .notStarted(let reason): reason
    case .cancelled: "SIGTERM"
    }
  }

  /// The items of all checklists: item, phase, title, when due, ticked by whom, note.
  public var checklist: MigrationPage.Section? {
    guard !migration.items.isEmpty else { return nil }
    return MigrationPage.Section(
      title: label("checklist"),
      columns: ["item", "phase", "required", "due", "ticked", "note"].map(label) + [""],
      rows: migration.items.map { phase, item in
        let tick = state.ticks[item.id]
        return [
          item.id, phase?.id ?? "", item.isRequired ? label("required") : "",
          date(of: item.milestone),
          tick.map { "\($0.event.person ?? $0.operatorName), \($0.time)" } ?? label("notTicked"),
          [counts(of: item, phase), tick?.event.note].compactMap(\.self).joined(separator: "; "),
          item.title.text(in: language),
        ]
      })
  }

  /// The counts of an item's table, added up over the rounds of its phase, or of all phases.
  private func counts(of item: Migration.ChecklistItem, _ phase: Phase?) -> String? {
    guard let name = item.table else { return nil }
    let tables = allRounds.filter { phase == nil || $0.phase.id == phase?.id }
      .flatMap { $0.round.result?.tables ?? [] }.filter { $0.name == name }
    guard !tables.isEmpty else { return nil }
    func sum(_ path: KeyPath<PhaseResult.Table, Int>) -> Int {
      tables.reduce(0) { $0 + $1[keyPath: path] }
    }
    return "\(name): \(sum(\.created)) \(label("created")), \(sum(\.updated)) \(label("updated")), "
      + "\(sum(\.deleted)) \(label("deleted"))"
  }

  private var left: [String] {
    let phases = openPhases.map {
      label("leftPhase", ["phase": $0.id, "status": status($0.id)])
    }
    let items = openItems.map {
      label("leftItem", ["item": $0.id, "title": $0.title.text(in: language)])
    }
    return phases + items
  }

  /// The phases that are not done.
  var openPhases: [Phase] { migration.phases.filter { state.status(of: $0.id) != .done } }

  /// The items of all checklists that nobody has ticked.
  var openItems: [Migration.ChecklistItem] {
    migration.items.map(\.item).filter { state.ticks[$0.id] == nil }
  }

  private var leftSection: MigrationPage.Section? {
    MigrationPage.Section(
      title: label("left"), lines: left.isEmpty ? [label("nothingLeft")] : left)
  }

  static func seconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
