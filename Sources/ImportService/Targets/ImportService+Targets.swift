import Foundation
import ImportPipeline
public import Schemas
import TabularCore

/// Which target is meant, and what it asks.
extension ImportService {
  /// The project of a file.
  ///
  /// - Throws: its mistakes when it is faulty.
  public func project(at path: String) throws(ServiceFailure) -> Project {
    do throws(SchemaError) {
      return try ProjectLoader.load(path: path)
    } catch {
      throw .faulty(error.issues)
    }
  }

  /// The target that is meant: by its name, or because its store is the one that is named; `nil` when no
  /// target has the store.
  public func target(of choice: StoreChoice) throws(ServiceFailure) -> ChosenTarget? {
    guard let file = try projectFile(choice) else { return nil }
    let project = try project(at: file)
    guard let name = choice.target else {
      guard !choice.isOffline else { return nil }
      let location = try StoreLocation.given(choice.store, surrounding: surroundings.usualStore)
      for target in project.targets {
        let chosen = chosen(target, of: project)
        if try chosen.isStore(location) { return chosen }
      }
      return nil
    }
    guard let target = project.target(named: name) else {
      throw .request(.unknownTarget(name, known: project.targets.map(\.name)))
    }
    return chosen(target, of: project)
  }

  private func chosen(_ target: Project.Target, of project: Project) -> ChosenTarget {
    ChosenTarget(target: target, folder: project.folder, workingFolder: surroundings.folder)
  }

  /// The project file that is named, or the usual one where it lies in the working folder.
  private func projectFile(_ choice: StoreChoice) throws(ServiceFailure) -> String? {
    if let path = choice.project { return path }
    if FileManager.default.fileExists(atPath: Project.usualName) { return Project.usualName }
    guard let target = choice.target else { return nil }
    throw .request(.missingProject(target: target))
  }

  /// Refuses what a target refuses an import, for a request other than an import that changes its store:
  /// a production target that was not named twice, a clock that was set, a time at which no changes are
  /// accepted, and a store without a backup that is young enough.
  ///
  /// A store that knows itself to be in production use is one, whatever the project file says.
  ///
  /// - Parameters:
  ///   - confirmed: the name of a production target, given a second time.
  ///   - needsBackup: whether the request takes away what a backup would have.
  ///   - needsMaintenance: whether changes must be accepted now; not for a request that switches the
  ///     maintenance mode on itself before it changes anything.
  /// - Throws: ``ServiceFailure/refused(_:)``.
  public func checkGuards(
    of choice: StoreChoice, confirmed: String?, needsBackup: Bool, needsMaintenance: Bool = true
  ) throws(ServiceFailure) {
    let chosen = try target(of: choice)
    try checkProduction(choice, chosen, confirmed: confirmed)
    guard let chosen else { return }
    let policy = chosen.policy(now: now())
    let target = chosen.target.name
    if needsMaintenance, let maintenance = policy.maintenance, !maintenance.isOn {
      throw .refused(.guardMaintenanceOff(target: target, window: maintenance.window))
    }
    guard needsBackup, let backup = policy.backup else { return }
    guard let age = backup.ageHours else {
      throw .refused(.guardBackupMissing(.none, target: target))
    }
    guard age > backup.limitHours else { return }
    throw .refused(
      .guardBackupMissing(
        .old(count: Int(age.rounded(.up)), limit: Int(backup.limitHours)), target: target))
  }

  private func checkProduction(
    _ choice: StoreChoice, _ chosen: ChosenTarget?, confirmed: String?
  ) throws(ServiceFailure) {
    let declared = chosen.flatMap { $0.target.isProduction ? $0.target.name : nil }
    guard let name = try productionName(of: choice) ?? declared else { return }
    if surroundings.clock.fixed != nil {
      throw .refused(
        .guardProductionRefused(clockOf: "REGISTRAR_NOW", target: name))
    }
    guard confirmed != name else { return }
    throw .refused(.guardTargetUnconfirmed(.production, target: name))
  }
}
