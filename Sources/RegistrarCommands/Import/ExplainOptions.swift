import ArgumentParser

/// What is told of values besides.
struct ExplainOptions: ParsableArguments {
  @Flag(
    help: "List the values that no cell gave: defaults, inherited, computed, named, corrected.")
  var explainValues = false
}
