import ArgumentParser
import Foundation
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
      var text = ""
      TextReport().render(issues: error.issues, to: &text)
      Terminal.write(text)
      throw ToldFailure(status: 3)
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
