/// How far a migration is in one environment, by the events that its store keeps.
public struct MigrationState: Sendable {
  /// Where a phase stands.
  public enum Status: String, Sendable {
    /// No round began.
    case open
    /// A round began and did not end: its process was killed, or is at work.
    case unfinished
    /// The last round failed.
    case failed
    /// The last round did all that it should.
    case done
  }

  /// A round of a phase.
  public struct Round: Sendable {
    /// The number, from 1.
    public var number: Int
    /// When it began; the last time, where it was gone on with.
    public var began: RecordedEvent
    /// When it began first.
    public var firstBegan: RecordedEvent
    /// When it ended; `nil` while it is unfinished.
    public var ended: RecordedEvent?

    /// What it did.
    public var result: PhaseResult? { ended?.event.result }
  }

  /// An item that was ticked.
  public typealias Tick = RecordedEvent

  /// The migration.
  public let migration: Migration
  /// The environment's name.
  public let environment: String
  /// The rounds by phase.
  public private(set) var rounds: [String: [Round]] = [:]
  /// The last tick by item.
  public private(set) var ticks: [String: Tick] = [:]
  /// The rehearsals, the first one first.
  public private(set) var rehearsals: [RecordedEvent] = []

  /// The state after events, the first one first.
  public init(_ migration: Migration, in environment: String, after events: [RecordedEvent]) {
    self.migration = migration
    self.environment = environment
    for event in events
    where event.event.migration == migration.name && event.event.environment == environment {
      add(event)
    }
  }

  private mutating func add(_ recorded: RecordedEvent) {
    let event = recorded.event
    switch event.kind {
    case .ticked: if let item = event.item { ticks[item] = recorded }
    case .rehearsed: rehearsals.append(recorded)
    case .began:
      guard let phase = event.phase, let number = event.round else { return }
      var list = rounds[phase] ?? []
      if let last = list.indices.last, list[last].number == number {
        list[last].began = recorded
        list[last].ended = nil
      } else {
        list.append(Round(number: number, began: recorded, firstBegan: recorded))
      }
      rounds[phase] = list
    case .ended:
      guard let phase = event.phase, let number = event.round,
        let index = rounds[phase]?.lastIndex(where: { $0.number == number })
      else { return }
      rounds[phase]?[index].ended = recorded
    }
  }

  // MARK: What follows

  /// Where a phase stands.
  public func status(of phase: String) -> Status {
    guard let last = rounds[phase]?.last else { return .open }
    guard let result = last.result else { return .unfinished }
    return result.isSuccess ? .done : .failed
  }

  /// The phase and the round that are unfinished.
  public var unfinished: (phase: String, round: Round)? {
    for phase in migration.phases {
      if let last = rounds[phase.id]?.last, last.ended == nil { return (phase.id, last) }
    }
    return nil
  }

  /// The items that must be ticked before a phase runs and are not: its own, and those that come after
  /// the phases that it depends on.
  public func openItems(before phase: Phase) -> [Migration.ChecklistItem] {
    let own = phase.checklist.filter { $0.when == .before }
    let earlier = phase.dependsOn.compactMap { migration.phase($0) }.flatMap { phase in
      phase.checklist.filter { $0.when == .after }
    }
    let general = migration.checklist.filter { $0.when == .before }
    return (general + earlier + own).filter { $0.isRequired && ticks[$0.id] == nil }
  }

  /// The phases that can run now.
  public var next: [Phase] {
    guard unfinished == nil else { return [] }
    return migration.phases.filter { obstacle(to: $0) == nil && status(of: $0.id) != .done }
  }

  /// Why a phase may not run.
  public enum Obstacle: Sendable, Hashable {
    /// A phase on which it depends is not done.
    case dependency(String)
    /// A round of this or another phase is unfinished.
    case unfinished(phase: String, round: Int)
    /// It was meant to run once, and did.
    case done
    /// Items of checklists are not ticked.
    case items([String])
  }

  /// Why a phase may not run; `nil` when it may.
  ///
  /// - Parameter resumes: whether it goes on with its unfinished round.
  public func obstacle(to phase: Phase, resumes: Bool = false) -> Obstacle? {
    if let (id, round) = unfinished, !(resumes && id == phase.id) {
      return .unfinished(phase: id, round: round.number)
    }
    if let missing = phase.dependsOn.first(where: { status(of: $0) != .done }) {
      return .dependency(missing)
    }
    if phase.rounds == .one, status(of: phase.id) == .done { return .done }
    let items = openItems(before: phase)
    return items.isEmpty ? nil : .items(items.map(\.id))
  }
}
