import ArgumentParser
import ImportService
import TabularCore

/// Where an import goes by name, what guards it there, and who lets an exception pass.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The target, by its name in the project file.", valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The project file with the targets (default registrar.json).", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var project: String?

  @Option(help: ArgumentHelp("The name of a production target once more.", valueName: "name"))
  var confirmTarget: String?

  @Option(
    help: ArgumentHelp(
      "Guard every value of a field like a table; repeatable.", valueName: "field"))
  var guardScope: [String] = []

  @OptionGroup var approving: ApprovalOptions

  func validate() throws {
    if let confirmTarget, let target, confirmTarget != target {
      throw ValidationError(
        usage: "otherTarget", ["found": printable(confirmTarget), "name": printable(target)])
    }
  }

  /// Which store is meant.
  ///
  /// - Parameter store: the location that the options name.
  func choice(store: String?, isOffline: Bool) -> StoreChoice {
    StoreChoice(store: store, target: target, project: project, isOffline: isOffline)
  }
}
