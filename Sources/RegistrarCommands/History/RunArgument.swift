import ArgumentParser

/// What commands say of the argument that names a run.
enum RunArgument {
  /// The help of the argument.
  static let help = ArgumentHelp(
    "The run's id, 20270306-0914-A3-k7qm2xwd; its place, A3, or its end is enough.",
    valueName: "run")
}
