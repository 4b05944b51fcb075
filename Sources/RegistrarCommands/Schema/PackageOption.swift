import ArgumentParser
import ImportService
import Schemas

/// `--package`, and what it stands for.
struct PackageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The package: a shipped one's name, or a path.", valueName: "package"))
  var package: String?

  /// The package that the option names, or the default one.
  ///
  /// - Throws: a failure when there is none, and when it is faulty.
  func load(checks: PackageChecks = .complete) throws -> DataPackage {
    try ImportService.ofThisProcess().package(package, checks: checks)
  }

  /// The package that the option names, else the one of the target, else the default one.
  func load(orOf location: StoreOption) throws -> DataPackage {
    try ImportService.ofThisProcess().package(package, orOf: location.choice)
  }

  /// The package that the option names, else the one of the target, else the one that the store was
  /// made for, as the store keeps it.
  func load(from location: StoreOption) throws -> DataPackage {
    try ImportService.ofThisProcess().package(package, from: location.choice)
  }
}
