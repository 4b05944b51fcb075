import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import Schemas
import TabularCore

/// `--package`, and what it stands for.
struct PackageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The package: a shipped one's name, or a path.", valueName: "package"))
  var package: String?

  /// The package that the option names, or the default one.
  ///
  /// - Throws: a usage error when there is none; exit 3, its mistakes told, when it is faulty.
  func load(checks: PackageChecks = SchemaChecks.current) throws -> DataPackage {
    try Self.load(package, checks: checks)
  }

  /// The package that the option names, else the one of the target, else the default one.
  func load(orOf location: StoreOption) throws -> DataPackage {
    try Self.load(package ?? location.chosen()?.package)
  }

  /// The package that the option names, else the one of the target, else the one that the store was
  /// made for, as the store keeps it.
  ///
  /// - Throws: a usage error when there is none; exit 3, its mistakes told, when it is faulty.
  func load(from location: StoreOption) throws -> DataPackage {
    if let named = try package ?? location.chosen()?.package { return try Self.load(named) }
    let found = try StoreOption.asking {
      try StoredPackage.latest(in: location.connection(writes: false))
    }
    guard let found else { return try Self.load(nil) }
    let shipped = PackageLocator().packages().first { $0.name == found.name }
    if let shipped,
      let package = try? PackageLoader.load(path: shipped.path, checks: SchemaChecks.current),
      found.descriptors.isEmpty || package.hash == found.hash
    {
      return package
    }
    guard !found.descriptors.isEmpty else {
      throw ValidationError(
        "the store was made for package `\(printable(found.name))`, which is not shipped; name its"
          + " folder with --package")
    }
    do throws(SchemaError) {
      return try PackageLoader.load(found.descriptors, checks: SchemaChecks.current)
    } catch {
      throw Self.told(error)
    }
  }

  /// Tells the mistakes of a package.
  private static func told(_ error: SchemaError) -> ToldFailure {
    var text = ""
    TextReport().render(issues: error.issues, to: &text)
    Terminal.write(text)
    return ToldFailure(status: 3)
  }

  /// The package of a name or path, or the default one.
  ///
  /// - Throws: a usage error when there is none; exit 3, its mistakes told, when it is faulty.
  static func load(
    _ package: String?, checks: PackageChecks = SchemaChecks.current
  ) throws -> DataPackage {
    let location = try locate(package)
    do throws(SchemaError) {
      return try PackageLoader.load(path: location.path, checks: checks)
    } catch {
      throw told(error)
    }
  }

  private static func locate(_ package: String?) throws -> PackageLocation {
    let locator = PackageLocator()
    let names = locator.packages().map(\.name)
    if let package {
      if let location = locator.locate(package) { return location }
      let nearest = closestText(to: package, among: names).map { "; did you mean `\($0)`?" }
      throw ValidationError(
        "there is no package `\(printable(package))`"
          + (nearest ?? "; shipped are \(names.joined(separator: ", "))"))
    }
    if let location = locator.defaultPackage() { return location }
    throw ValidationError(
      names.isEmpty
        ? "no packages are shipped with this binary; set REGISTRAR_SCHEMAS or pass --package"
        : "name a package with --package: \(names.joined(separator: ", "))")
  }
}
