import Foundation
import ImportPipeline
public import ImportService
import Schemas
import TabularCore

/// A rehearsal: the last backup in a scratch copy, all phases, verification, and the way back, each step timed.
///
/// Only hooks that say so run in a rehearsal: others would switch off what is in use, or tell people.
public struct RehearsalRun {
  private let site: MigrationSite
  private let copy: MigrationSite
  /// What the phases back up goes here.
  private let folder: String
  /// The backup that is restored; `nil` for the newest of the store in its folder, or one that is made now.
  public var backup: String?
  /// The name of a production target, given a second time.
  public var confirmedTarget: String?
  /// Which counts may pass a guard.
  public var approvals = Approvals()
  /// Masks the copy before anything else is done to it.
  public var mask: ((StoreChoice) throws(ServiceFailure) -> Void)?
  /// Told what goes on in a phase.
  public var progress: (Phase, PhaseRun.Progress) -> Void = { _, _ in }

  /// The name of the copy's store, given a second time, where it is replaced by the backup.
  public var confirmedCopy: String?

  /// A rehearsal of a migration.
  ///
  /// - Parameter scratch: the location of the copy.
  public init(of site: MigrationSite, in scratch: String) {
    self.site = site
    copy = site.onStore(scratch)
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("registrar-rehearsal-" + UUID().uuidString).path
  }

  private static func holdsAnything(_ site: MigrationSite) throws(ServiceFailure) -> Bool {
    let location = try site.service.location(of: site.choice)
    return try ServiceFailure.asking { () throws(StoreError) in try location.holdsAnything() }
  }

  /// Rehearses, and keeps what was found in the store of the environment.
  public func perform() throws(ServiceFailure) -> Rehearsal {
    try site.service.checkGuards(
      of: site.choice, confirmed: confirmedTarget, needsBackup: false, needsMaintenance: false)
    var rehearsal = Rehearsal()
    let package = try site.loadedPackage(of: site.migration.phases.first)
    try makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var start = ContinuousClock.now
    try restore(package, &rehearsal)
    rehearsal.restoreSeconds = HookProcess.seconds(since: start)
    // A masked copy knows nothing of earlier rounds.
    let state = try copy.state()
    if let mask {
      try mask(copy.choice)
      rehearsal.isMasked = true
    }
    let before = try digest()
    let known = Set(try copy.service.runs(of: copy.choice).runs.map(\.id))
    for phase in site.migration.phases where state.status(of: phase.id) != .done {
      let outcome = try perform(phase)
      rehearsal.phases.append(
        Rehearsal.PhaseTime(
          phase: phase.id, rows: outcome.result.rowCount, outcome: outcome.outcome.rawValue,
          timings: outcome.result.timings, tables: outcome.result.tables))
      if !outcome.result.isSuccess { break }
    }
    rehearsal.isVerified = try isVerified(package)
    start = ContinuousClock.now
    let isUndone = try rollBack(after: known)
    rehearsal.rollBackSeconds = HookProcess.seconds(since: start)
    let after = try digest()
    rehearsal.isRolledBack = isUndone && after == before
    try record(rehearsal, package)
    return rehearsal
  }

  /// Restores the backup into the copy; makes an empty store where there is nothing to copy.
  private func restore(
    _ package: DataPackage, _ rehearsal: inout Rehearsal
  ) throws(ServiceFailure) {
    let service = site.service
    let isEmpty = try !Self.holdsAnything(site)
    if try Self.holdsAnything(copy) {
      let location = try service.location(of: copy.choice)
      let name = try ServiceFailure.asking { () throws(StoreError) in try location.archive().name }
      guard confirmedCopy == name, !isEmpty else {
        throw .refused(
          Issue(.guardTargetUnconfirmed(.restore, target: name), at: IssueLocation(.run)))
      }
    }
    guard !isEmpty else {
      _ = try service.makeStore(copy.choice, for: package)
      return
    }
    let file: String
    if let backup {
      file = backup
    } else if let newest = try service.newestBackup(of: site.choice) {
      file = newest.path
      rehearsal.backupTime = newest.time
    } else {
      let manifest = try service.makeBackup(of: site.choice, at: folder)
      file = folder + "/" + manifest.file
      rehearsal.backupTime = manifest.finishedAt
    }
    rehearsal.backup = file.split(separator: "/").last.map(String.init)
    let restore = try service.prepareRestore(of: copy.choice, from: file)
    _ = try restore.perform(confirmed: restore.name)
    // The copy is not in production use, whatever it was copied from.
    if let name = try service.productionName(of: copy.choice) {
      _ = try service.mark(copy.choice, production: nil, confirmed: name)
    }
  }

  private func makeFolder() throws(ServiceFailure) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .request(.folderNotMade(folder))
    }
  }

  private func perform(_ phase: Phase) throws(ServiceFailure) -> PhaseRun.Outcome {
    var run = PhaseRun(of: phase, at: copy)
    run.rehearsalFolder = folder
    run.approvals = approvals
    run.progress = { progress(phase, $0) }
    return try run.perform()
  }

  private func isVerified(_ package: DataPackage) throws(ServiceFailure) -> Bool {
    var request = VerificationRequest(of: copy.choice)
    request.package = copy.package(of: nil)
    return try copy.service.verify(request).issues.count(of: .error) == 0
  }

  /// Takes back the imports of the rehearsal, the last one first.
  private func rollBack(after known: Set<String>) throws(ServiceFailure) -> Bool {
    let runs = try copy.service.runs(of: copy.choice).runs
    for run in runs where !known.contains(run.id) && ["import", "clean"].contains(run.command) {
      var request = UndoRequest(of: run.id, in: copy.choice, executes: true)
      request.package = copy.package(of: nil)
      guard try copy.service.undo(request).run.outcome.exitCode == 0 else { return false }
    }
    return true
  }

  /// The records of the copy, without what the tool keeps for itself.
  private func digest() throws(ServiceFailure) -> [StoreDigest.Table] {
    let connection = try copy.service.connection(to: copy.choice, writes: false)
    return try ServiceFailure.asking { () throws(StoreError) in
      try StoreDigest(of: connection).tables.filter { !$0.name.hasPrefix("registrar_") }
    }
  }

  private func record(
    _ rehearsal: Rehearsal, _ package: DataPackage
  ) throws(ServiceFailure) {
    var event = MigrationEvent(
      .rehearsed, migration: site.migration.name, environment: site.environment.name)
    event.rehearsal = rehearsal
    try site.journal.write(event, package: package)
  }
}
