import Foundation
public import ImportService
import Schemas
import TabularCore

/// A migration in one of its environments: which store, which files, which variables.
public struct MigrationSite: Sendable {
  /// The service that imports.
  public let service: ImportService
  /// The migration.
  public let migration: Migration
  /// The environment.
  public let environment: Migration.Environment
  /// The store of the environment.
  public let choice: StoreChoice
  /// The variables of the process, which hooks get and configured texts name.
  let variables: [String: String]

  /// A migration in an environment.
  ///
  /// - Parameter variables: the variables of the process.
  /// - Throws: ``MigrationProblem`` when the store cannot be told.
  public init(
    _ service: ImportService, _ migration: Migration, in environment: Migration.Environment,
    variables: [String: String]
  ) throws(MigrationProblem) {
    self.service = service
    self.migration = migration
    self.environment = environment
    self.variables = variables
    let folder = migration.folder
    let project = Self.project(of: migration)
    if let target = environment.target {
      choice = StoreChoice(target: target, project: project)
      return
    }
    guard let text = environment.store else {
      throw .unresolved(environment: environment.name, name: "store")
    }
    let store = try Self.resolved(
      text, folder: folder, variables: variables, environment: environment.name)
    choice = StoreChoice(store: Self.store(store, from: folder), project: project)
  }

  /// The same migration with its data going to another store.
  func onStore(_ store: String) -> MigrationSite {
    var environment = environment
    environment.target = nil
    environment.isProduction = false
    return MigrationSite(
      self, environment: environment, choice: StoreChoice(store: store, isOffline: false))
  }

  private init(
    _ site: MigrationSite, environment: Migration.Environment, choice: StoreChoice
  ) {
    service = site.service
    migration = site.migration
    variables = site.variables
    self.environment = environment
    self.choice = choice
  }

  /// The journal of the store.
  public var journal: MigrationJournal { MigrationJournal(service, choice) }

  /// How far the migration is.
  public func state() throws(ServiceFailure) -> MigrationState {
    MigrationState(migration, in: environment.name, after: try journal.events())
  }

  /// The package of a phase; `nil` is left to the target.
  func package(of phase: Phase?) -> String? {
    guard let package = phase?.package ?? migration.package else { return nil }
    return package.contains("/") ? path(package) : package
  }

  /// The package of a phase, as an import loads it.
  func loadedPackage(of phase: Phase?) throws(ServiceFailure) -> DataPackage {
    if let name = package(of: phase) {
      return try service.package(name, checks: PackageChecks())
    }
    return try service.package(service.target(of: choice)?.package, checks: PackageChecks())
  }

  /// A path of the file, from the working folder.
  func path(_ path: String) -> String {
    path.hasPrefix("/") || migration.folder.isEmpty ? path : migration.folder + "/" + path
  }

  // MARK: Configured texts

  private static func project(of migration: Migration) -> String? {
    if let project = migration.project {
      return project.hasPrefix("/") ? project : migration.folder + "/" + project
    }
    let usual = migration.folder + "/" + Project.usualName
    return FileManager.default.fileExists(atPath: usual) ? usual : nil
  }

  /// A location whose path of a file is seen from a folder.
  private static func store(_ text: String, from folder: String) -> String {
    guard let path = (try? StoreLocation(text))?.path, !path.hasPrefix("/") else { return text }
    return "sqlite:" + folder + "/" + path
  }

  /// The text that is meant.
  static func resolved(
    _ text: ConfiguredText, folder: String, variables: [String: String], environment: String
  ) throws(MigrationProblem) -> String {
    switch text {
    case .text(let text): return text
    case .variable(let name):
      guard let value = variables[name], !value.isEmpty else {
        throw .unresolved(environment: environment, name: name)
      }
      return value
    case .file(let path):
      let full = path.hasPrefix("/") ? path : folder + "/" + path
      guard let data = FileManager.default.contents(atPath: full), data.count < 65_536,
        let line = String(decoding: data, as: UTF8.self)
          .split(whereSeparator: \.isNewline).first
      else { throw .unresolved(environment: environment, name: path) }
      return String(line)
    }
  }
}

extension MigrationSite {
  /// The location of the store, with what is needed to open it; only for the variables of a hook.
  var storeText: String {
    get throws(ServiceFailure) {
      if environment.target != nil, let target = try service.target(of: choice) {
        return target.store
      }
      return choice.store ?? ""
    }
  }
}
