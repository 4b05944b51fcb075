import Foundation
public import ImportPipeline
public import ImportService
import Schemas
public import TabularCore

/// A round of a phase: commands, backup, import, checks, verification, commands, each told and recorded.
public struct PhaseRun {
  /// What a round made known while it went on.
  public enum Progress: Sendable {
    /// A step begins.
    case step(PhaseResult.Step)
    /// A command ended; the end of what it wrote when it failed.
    case hook(HookResult, tail: String)
    /// The import ended.
    case imported(ImportReport)
    /// The verification found something.
    case verified(ImportReport)
    /// What went wrong.
    case failed(Issue)
  }

  /// How a round ended.
  public struct Outcome: Sendable {
    /// The round.
    public var round: Int
    /// What is recorded of it.
    public var result: PhaseResult
    /// How the process ends.
    public var outcome: RunOutcome
  }

  private let site: MigrationSite
  private let phase: Phase
  /// The name of a production target, given a second time.
  public var confirmedTarget: String?
  /// Whether an unfinished round is gone on with.
  public var resumes = false
  /// Files of a batch in the place of those of the phase.
  public var files: [String] = []
  /// The plan that must be kept to, by its path.
  public var plan: String?
  /// Which counts may pass a guard.
  public var approvals = Approvals()
  /// A switch by which somebody else ends the round.
  public var cancellation: Cancellation?
  /// The folder of a rehearsal, where its backups go; `nil` for a real round.
  ///
  /// In a rehearsal phases follow each other whatever the copy knows of earlier rounds, no checklist is asked
  /// for, and nobody is told.
  var rehearsalFolder: String?
  var isRehearsal: Bool { rehearsalFolder != nil }
  /// Told what goes on.
  public var progress: (Progress) -> Void = { _ in }
  /// Gives what the run's record keeps of the issues.
  public var issueRecord: @Sendable (ImportReport) -> String = { _ in "" }

  /// A round of a phase.
  public init(of phase: Phase, at site: MigrationSite) {
    self.phase = phase
    self.site = site
  }

  private var service: ImportService { site.service }

  /// Runs the phase.
  ///
  /// - Throws: a refusal before anything was done: an order that is not kept, items that nobody ticked, a
  ///   production target that was not confirmed.
  public func perform() throws(ServiceFailure) -> Outcome {
    let state = try site.state()
    if !isRehearsal { try check(state) }
    try checkTarget()
    let package = try site.loadedPackage(of: phase)
    let last = state.rounds[phase.id]?.last
    let isResumed = resumes && last?.ended == nil && last != nil
    let round = isResumed ? last?.number ?? 1 : (last?.number ?? 0) + 1
    if isResumed, let began = last?.began { try checkGone(began) }
    var event = MigrationEvent(
      .began, migration: site.migration.name, environment: site.environment.name,
      phase: phase.id, round: round)
    event.process = ProcessInfo.processInfo.processIdentifier
    let journal = site.journal
    let id = try journal.write(event, package: package)
    var work = PhaseWork(
      run: self, site: site, phase: phase, package: package, round: round,
      firstBegan: isResumed ? last?.firstBegan.id ?? id : id, isResumed: isResumed)
    let outcome = work.perform()
    event.kind = .ended
    event.process = nil
    event.result = work.result
    try journal.write(event, package: package, outcome: outcome)
    return Outcome(round: round, result: work.result, outcome: outcome)
  }

  /// Where the backup of a step goes: that of a rehearsal into its own folder.
  func backup(
    insteadOf usual: ImportRequest.PrecedingBackup?
  ) -> ImportRequest.PrecedingBackup? {
    usual == nil ? nil : rehearsalFolder.map { .at($0) } ?? usual
  }

  // MARK: Refusals

  private func check(_ state: MigrationState) throws(ServiceFailure) {
    guard var obstacle = state.obstacle(to: phase, resumes: resumes) else { return }
    if case .unfinished(let id, let round) = obstacle, let other = state.rounds[id]?.last,
      other.number == round, isAlive(other.began)
    {
      obstacle = .unfinished(phase: id, round: round)
      throw locked(by: other.began)
    }
    throw .refused(Issue(Self.content(obstacle, phase: phase.id), at: IssueLocation(.run)))
  }

  /// What is told of an obstacle.
  static func content(_ obstacle: MigrationState.Obstacle, phase: String) -> IssueContent {
    switch obstacle {
    case .dependency(let first): .guardPhaseOrder(.dependency(first: first), phase: phase)
    case .unfinished(let first, let round):
      .guardPhaseOrder(.unfinished(first: first, round: round), phase: phase)
    case .done: .guardPhaseOrder(.done, phase: phase)
    case .items(let items):
      .guardChecklistOpen(
        items: items.map { "`\($0)`" }.joined(separator: ", "), count: items.count,
        phase: phase)
    }
  }

  private func checkTarget() throws(ServiceFailure) {
    try service.checkGuards(
      of: site.choice, confirmed: confirmedTarget, needsBackup: false, needsMaintenance: false)
    guard site.environment.isProduction, let target = site.environment.target,
      confirmedTarget != target
    else { return }
    throw .refused(
      Issue(.guardTargetUnconfirmed(.production, target: target), at: IssueLocation(.run)))
  }

  /// Whether the process of a round is at work on this machine.
  private func isAlive(_ event: RecordedEvent) -> Bool {
    guard event.host == service.surroundings.author.host, let process = event.event.process,
      process != ProcessInfo.processInfo.processIdentifier
    else { return false }
    return LocalProcess.isAlive(process)
  }

  private func checkGone(_ event: RecordedEvent) throws(ServiceFailure) {
    if isAlive(event) { throw locked(by: event) }
  }

  private func locked(by event: RecordedEvent) -> ServiceFailure {
    .store(
      StoreError(
        .runLocked(
          by: .run(
            run: event.id, user: event.operatorName, host: event.host, time: event.time))))
  }
}
