import ArgumentParser
import Foundation
import ImportService

/// `--store` or `--target`, and what they stand for.
struct StoreOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store: \(StoreLocation.forms) (default: DATABASE_URL, else \(StoreLocation.usual)).",
      valueName: "store"), completion: .file(extensions: ["sqlite", "db"]))
  var store: String?

  @OptionGroup var named: NamedTarget

  func validate() throws {
    if named.target != nil, store != nil {
      throw ValidationError(usage: "storeOfTarget", ["options": "--store"])
    }
    try checkStoreLocation(store)
  }

  /// Which store is meant.
  var choice: StoreChoice {
    StoreChoice(store: store, target: named.target, project: named.project)
  }
}

/// Refuses, as a usage error, a text that is no location of a store; without one, what the environment
/// names.
func checkStoreLocation(_ text: String?) throws {
  try ServiceFailure.parsing { () throws(ServiceFailure) in
    _ = try StoreLocation.given(
      text, surrounding: ProcessInfo.processInfo.environment["DATABASE_URL"])
  }
}
