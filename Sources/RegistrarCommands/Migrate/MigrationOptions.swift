import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import Migrations
import Schemas
import TabularCore

/// Which migration, and where.
struct MigrationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The file of the migration.", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var migration = Migration.usualName

  @Option(
    help: ArgumentHelp(
      "The environment; need not be named when there is one only.", valueName: "name"))
  var environment: String?

  @OptionGroup var speech: LanguageOption

  /// The migration in its environment.
  func site(_ service: ImportService) throws -> MigrationSite {
    try Self.site(of: migration, in: environment, service)
  }

  /// The migration of a file in an environment.
  ///
  /// - Parameter environment: its name; `nil` for the only one.
  static func site(
    of path: String, in environment: String?, _ service: ImportService
  ) throws -> MigrationSite {
    let migration: Migration
    do throws(SchemaError) {
      migration = try MigrationLoader.load(path: absolute(path, service))
    } catch {
      throw ServiceFailure.faulty(error.issues)
    }
    return try telling { () throws(MigrationProblem) in
      try MigrationSite(
        service, migration, in: migration.environment(choosing: environment),
        variables: ProcessInfo.processInfo.environment)
    }
  }

  /// A path from the working folder.
  static func absolute(_ path: String, _ service: ImportService) -> String {
    path.hasPrefix("/") ? path : service.surroundings.folder + "/" + path
  }

  /// The phases of the names; all when there are none.
  func phases(_ names: [String], of site: MigrationSite) throws -> [Phase] {
    guard !names.isEmpty else { return site.migration.phases }
    return try names.map { name in
      try Self.telling { () throws(MigrationProblem) in try site.migration.phase(named: name) }
    }
  }

  /// A report of the state in the language that is spoken.
  func report(_ site: MigrationSite) throws -> MigrationReport {
    let now = try? Date(site.service.surroundings.clock.now(), strategy: .iso8601)
    return MigrationReport(try site.state(), in: speech.spoken, now: now ?? Date())
  }

  /// What a report of an import is told with.
  func options(_ site: MigrationSite) -> ReportOptions {
    var options = ReportOptions()
    options.wording = CommandOptions.ofThisProcess(
      store: try? site.service.target(of: site.choice)?.store ?? site.choice.store)
    options.language = speech.spoken
    options.toolVersion = ToolVersion.text
    return options
  }

  /// Does something whose problems are usage errors.
  static func telling<Result>(
    _ body: () throws(MigrationProblem) -> Result
  ) throws -> Result {
    do throws(MigrationProblem) {
      return try body()
    } catch {
      throw ValidationError(error.sentence(in: .ofThisProcess()))
    }
  }
}

extension MigrationProblem {
  /// The sentence of a usage error.
  func sentence(in language: Language) -> String {
    func usage(
      _ name: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
    ) -> String {
      language.label("usage/" + name, values)
    }
    switch self {
    case .unknownEnvironment(let name, let known):
      return usage("noEnvironmentNamed", ["name": printable(name)])
        + language.nameHint(name, among: known, else: "known")
    case .noEnvironment(let names):
      return usage("noEnvironment", ["names": names.joined(separator: ", ")])
    case .unknownPhase(let name, let known):
      return usage("noPhase", ["name": printable(name)])
        + language.nameHint(name, among: known, else: "known")
    case .unknownItem(let name, let known):
      return usage("noItem", ["name": printable(name)])
        + language.nameHint(name, among: known, else: "known")
    case .unresolved(let environment, let name):
      return usage("noValue", ["environment": environment, "name": printable(name)])
    case .nothingToResume(let phase):
      return usage("nothingToResume", ["phase": phase])
    }
  }
}
