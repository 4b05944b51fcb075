import ArgumentParser
import ImportPipeline
import TabularCore

/// `--store`, and what it stands for.
struct StoreOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store: \(StoreLocation.forms) (default: DATABASE_URL, else \(StoreLocation.usual)).",
      valueName: "store"), completion: .file(extensions: ["sqlite", "db"]))
  var store: String?

  func validate() throws { _ = try StoreLocation.given(store) }

  /// The store that the option names, between runs.
  func maintained() throws -> any MaintainedStore { try StoreLocation.given(store).maintained() }

  /// A conversation in SQL with the store that the option names.
  ///
  /// - Parameter writes: whether it may change the store.
  func connection(writes: Bool) throws -> any SQLConnection {
    let location = try StoreLocation.given(store)
    return try Self.asking { try location.connection(writes: writes) }
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
