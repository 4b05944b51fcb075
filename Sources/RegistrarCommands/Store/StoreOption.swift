import ArgumentParser
import ImportPipeline
import SQLiteStore
import TabularCore

/// `--store`, and what it stands for.
struct StoreOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store: sqlite:PATH, or a path ending in .sqlite or .db.", valueName: "store"),
    completion: .file(extensions: ["sqlite", "db"]))
  var store = StoreLocation.usual

  func validate() throws { _ = try StoreLocation(store) }

  /// The file that the option names.
  func file() throws -> StoreFile {
    let location = try StoreLocation(store)
    return StoreFile(path: location.path, location: location.text)
  }

  /// A conversation in SQL with the store that the option names.
  ///
  /// - Parameter writes: whether it may change the store.
  func connection(writes: Bool) throws -> any SQLConnection {
    let location = try StoreLocation(store)
    return try Self.asking {
      try SQLiteConnection(path: location.path, location: location.text, writes: writes)
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
      throw ExitCode(error.code == "run.locked" ? 5 : 6)
    }
  }
}
