import ArgumentParser

/// The confirmation that a target asks of a command, other than an import, that changes its store.
struct TargetGuard: ParsableArguments {
  @Option(help: ArgumentHelp("The name of a production target once more.", valueName: "name"))
  var confirmTarget: String?
}
