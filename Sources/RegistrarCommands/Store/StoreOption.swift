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
      throw ValidationError(usage: "storeOfTarget", ["options": "--store"])
    }
    try checkStoreLocation(store)
  }

  /// Which store is meant.
  var choice: StoreChoice { StoreChoice(store: store, target: target, project: project) }
}

/// Refuses, as a usage error, a text that is no location of a store; without one, what the environment
/// names.
func checkStoreLocation(_ text: String?) throws {
  try ServiceFailure.parsing { () throws(ServiceFailure) in
    _ = try StoreLocation.given(
      text, surrounding: ProcessInfo.processInfo.environment["DATABASE_URL"])
  }
}
