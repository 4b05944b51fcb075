import ArgumentParser
import ImportService

/// The store that a command reads, by its location or as a target of the project file.
struct ReadStore: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store to read: \(StoreLocation.forms) (default: DATABASE_URL, else"
        + " \(StoreLocation.usual)).", valueName: "store"),
    completion: .file(extensions: ["sqlite", "db"]))
  var from: String?

  @OptionGroup var named: NamedTarget

  func validate() throws {
    if named.target != nil, from != nil {
      throw ValidationError(usage: "storeOfTarget", ["options": "--from"])
    }
    try checkStoreLocation(from)
  }

  /// The store that is meant.
  var choice: StoreChoice {
    StoreChoice(store: from, target: named.target, project: named.project)
  }
}
