import ArgumentParser
import Foundation
import ImportService

/// `--from`: a store, or files.
struct EmitSource: ParsableArguments {
  @Option(
    name: .customLong("from"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "A store (\(StoreLocation.forms)), or the files of an import.", valueName: "store|file"),
    completion: .file())
  var from: [String] = []

  @OptionGroup var named: NamedTarget

  @Option(
    help: ArgumentHelp(
      "A store that has the records of the other system: files are compared with it, and only what"
        + " differs is told (default: none, every row is told).", valueName: "store"),
    completion: .file(extensions: ["sqlite", "db"]))
  var against: String?

  func validate() throws {
    if named.target != nil, !from.isEmpty {
      throw ValidationError(usage: "storeOfTarget", ["options": "--from"])
    }
    let stores = from.filter(Self.isStore)
    if !stores.isEmpty, from.count > 1 {
      throw ValidationError(usage: "oneFrom")
    }
    if against != nil, isStored {
      throw ValidationError(usage: "against")
    }
    if let store = stores.first { try checkStoreLocation(store) }
    if let against { try checkStoreLocation(against) }
  }

  /// Whether a store or files are told.
  var isGiven: Bool { named.target != nil || !from.isEmpty }

  /// Whether a store is told, not files.
  var isStored: Bool { named.target != nil || from.contains(where: Self.isStore) }

  /// The store that is told.
  var choice: StoreChoice {
    StoreChoice(store: from.first, target: named.target, project: named.project)
  }

  /// The files that are told.
  var files: [String] { from }

  private static func isStore(_ text: String) -> Bool {
    (try? StoreLocation(text)) != nil
  }
}
