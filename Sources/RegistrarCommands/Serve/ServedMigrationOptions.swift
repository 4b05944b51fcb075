import ArgumentParser
import Foundation
import ImportService
import Migrations
import RegistrarWeb
import TabularCore

/// `--migration` and `--environment`: the migration whose state a server shows.
struct ServedMigrationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file of a migration whose state operators and auditors see.", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var migration: String?

  @Option(
    help: ArgumentHelp(
      "The environment; need not be named when there is one only.", valueName: "name"))
  var environment: String?

  func validate() throws {
    guard environment == nil || migration != nil else {
      throw ValidationError(
        usage: "belongsTo", ["option": "--environment", "other": "--migration"])
    }
  }

  /// How the server asks for the state; `nil` without a migration.
  ///
  /// - Throws: what is wrong with the file, or a usage error about the environment.
  func served(_ service: ImportService) throws -> ServedMigration? {
    guard let migration else { return nil }
    let site = try MigrationOptions.site(of: migration, in: environment, service)
    var served = ServedMigration(arguments: [
      "migrate", "status", "--format", "json",
      "--migration", MigrationOptions.absolute(migration, service),
      "--environment", site.environment.name,
    ])
    // The command gets no variable of the server but those that it needs.
    if case .variable(let name)? = site.environment.store {
      served.variables[name] = ProcessInfo.processInfo.environment[name]
    }
    return served
  }
}
