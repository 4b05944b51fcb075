public import ImportService
import Schemas
import TabularCore

extension MigrationSite {
  /// Records that a person did what an item of a checklist asks for.
  ///
  /// - Parameters:
  ///   - person: who did it; who runs the tool is recorded besides.
  ///   - confirmed: the name of a production target, given a second time.
  public func tick(
    _ item: Migration.ChecklistItem, by person: String, note: String?, confirmed: String?
  ) throws(ServiceFailure) {
    try service.checkGuards(
      of: choice, confirmed: confirmed, needsBackup: false, needsMaintenance: false)
    let phase = migration.items.first { $0.item.id == item.id }?.phase
    var event = MigrationEvent(
      .ticked, migration: migration.name, environment: environment.name, phase: phase?.id)
    event.item = item.id
    event.person = person
    event.note = note
    let package = try loadedPackage(of: phase ?? migration.phases.first)
    try journal.write(event, package: package)
  }
}
