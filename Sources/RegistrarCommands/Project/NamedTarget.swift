import ArgumentParser

/// A target of the project file, in the place of a store.
struct NamedTarget: ParsableArguments {
  @Option(help: ArgumentHelp("The store of a target of the project file.", valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The project file with the targets (default registrar.json).", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var project: String?
}
