import ArgumentParser
import ImportPipeline
import Schemas
import TabularCore

/// `--store` or `--target`, and what they stand for.
struct StoreOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store: \(StoreLocation.forms) (default: DATABASE_URL, else \(StoreLocation.usual)).",
      valueName: "store"), completion: .file(extensions: ["sqlite", "db"]))
  var store: String?

  @Option(
    help: ArgumentHelp("The store of a target of the project file.", valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The project file with the targets (default registrar.json).", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var project: String?

  func validate() throws {
    if target != nil, store != nil {
      throw ValidationError("--target names the store; drop --store")
    }
    _ = try StoreLocation.given(store)
  }

  /// The target whose store is meant; `nil` when no target has it.
  func chosen() throws -> ChosenTarget? {
    try ChosenTarget.find(target, project: project, store: store)
  }

  /// Where the store is.
  func place() throws -> StoreLocation {
    guard target != nil, let chosen = try chosen() else { return try StoreLocation.given(store) }
    return try StoreLocation(chosen.store)
  }

  /// The name of the production target that the store is, as it knows itself.
  ///
  /// `nil` for any other store, and for one that does not exist yet.
  func productionName() throws -> String? {
    let location = try place()
    guard try Self.asking({ try location.holdsAnything() }) else { return nil }
    return try Self.asking { try ProductionMark.name(in: location.connection(writes: false)) }
  }

  /// Marks the store where the options name a target that is in production use.
  func markProduction() throws {
    guard let target = try chosen()?.target, target.isProduction else { return }
    let location = try place()
    try Self.asking {
      guard try ProductionMark.name(in: location.connection(writes: false)) == nil else { return }
      let connection = try location.connection(writes: true)
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        try ProductionMark.set(target.name, in: connection)
      }
    }
  }

  /// The store that the options name, between runs.
  func maintained() throws -> any MaintainedStore { try place().maintained() }

  /// A conversation in SQL with the store that the options name.
  ///
  /// - Parameter writes: whether it may change the store.
  func connection(writes: Bool) throws -> any SQLConnection {
    let location = try place()
    return try Self.asking {
      let connection = try location.connection(writes: writes)
      try connection.requireStore()
      return connection
    }
  }

  /// Asks a store; its errors are told on standard error.
  ///
  /// - Throws: exit status 5 when the store is locked, else 6.
  static func asking<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as StoreError {
      Terminal.error(code: error.code, variant: error.variant, arguments: error.arguments)
      throw ToldFailure(
        status: error.code == "run.locked" ? 5 : 6, isTransient: error.isTransient)
    }
  }
}
