import Foundation
public import TabularCore

/// Loads packages: Frictionless Data Packages (v2) with Registrar's properties.
///
/// Loading and linting are the same: a package loads if it has no mistakes, and all mistakes are found in
/// one pass, each with its file, line and JSON pointer.
///
/// For example:
///
///     let package = try PackageLoader.load(path: "Schemas/inventory/datapackage.json")
///     let order = package.dependencyOrder.tables
public enum PackageLoader {
  /// The package at a path.
  ///
  /// - Parameters:
  ///   - path: `datapackage.json`, or the folder it lies in.
  ///   - checks: checks that need readers of cells or SQLite.
  /// - Throws: all mistakes of the package, if there is an error among them.
  public static func load(
    path: String, checks: PackageChecks = PackageChecks()
  ) throws(SchemaError) -> DataPackage {
    let (package, issues) = read(path: path, checks: checks)
    guard let package, !issues.contains(where: { $0.severity == .error }) else {
      throw SchemaError(issues: issues)
    }
    return package
  }

  /// The package of descriptors that were read before, such as those a store keeps; the first one is the
  /// package's own.
  ///
  /// - Throws: all mistakes of the package, if there is an error among them.
  public static func load(
    _ descriptors: [DataPackage.Descriptor], checks: PackageChecks = PackageChecks()
  ) throws(SchemaError) -> DataPackage {
    let path = descriptors.first?.file ?? ""
    let findings = Findings(firstFile: path)
    let read = PackageDescriptor.read(
      path: path, in: DescriptorFolder(descriptors), findings: findings)
    guard var source = read else { throw SchemaError(issues: findings.issues) }
    PackageLint(findings: findings, checks: checks).run(on: &source)
    guard !findings.issues.contains(where: { $0.severity == .error }) else {
      throw SchemaError(issues: findings.issues)
    }
    return source.package
  }

  /// Every mistake of the package at a path, in the order of its files.
  public static func lint(path: String, checks: PackageChecks = PackageChecks()) -> [Issue] {
    read(path: path, checks: checks).issues
  }

  /// The path of the package's descriptor for a path that may be its folder.
  static func descriptorPath(_ path: String) -> String {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return URL(fileURLWithPath: path).appendingPathComponent("datapackage.json").path
    }
    return path
  }

  private static func read(
    path: String, checks: PackageChecks
  ) -> (package: DataPackage?, issues: [Issue]) {
    let path = descriptorPath(path)
    let findings = Findings(firstFile: URL(fileURLWithPath: path).lastPathComponent)
    guard var source = PackageDescriptor.read(path: path, findings: findings) else {
      return (nil, findings.issues)
    }
    PackageLint(findings: findings, checks: checks).run(on: &source)
    return (source.package, findings.issues)
  }
}
