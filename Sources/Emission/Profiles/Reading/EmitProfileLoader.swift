import Foundation
public import Schemas
public import TabularCore

/// Loads profiles of other systems; every mistake is found in one pass, each with its line, column and
/// JSON pointer.
public enum EmitProfileLoader {
  /// The profile of a file.
  ///
  /// - Parameter package: the package of the store, with which the names of tables and fields are compared;
  ///   `nil` to leave that out.
  /// - Throws: all mistakes of the file, if there are any.
  public static func load(
    path: String, of package: DataPackage? = nil
  ) throws(SchemaError) -> EmitProfile {
    let (profile, issues) = read(path, package)
    guard let profile, !issues.contains(where: { $0.severity == .error }) else {
      throw SchemaError(issues: issues)
    }
    return profile
  }

  /// All mistakes of a file, and what is strange about it as warnings; none for a profile that is in order.
  public static func check(path: String, of package: DataPackage? = nil) -> [Issue] {
    read(path, package).issues
  }

  private static func read(
    _ path: String, _ package: DataPackage?
  ) -> (profile: EmitProfile?, issues: [Issue]) {
    let findings = Findings(firstFile: DescriptorFile.name(of: path))
    guard
      let object = DescriptorFile.root(
        of: path, findings: findings, expected: "the object of a profile")
    else { return (nil, findings.issues) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    let profile = EmitProfileDescriptor(findings, folder: folder, package: package).read(object)
    return (profile, findings.issues)
  }

  /// The path that a text means: the name of a shipped profile, else a path; `nil` when there is no such file.
  ///
  /// Shipped profiles stand in the folder `emit` beside the shipped packages.
  public static func locate(
    _ text: String, packages: PackageLocator = PackageLocator()
  ) -> String? {
    if !text.contains("/"), !text.hasSuffix(".json") {
      for location in packages.packages() {
        let path = URL(fileURLWithPath: location.path).deletingLastPathComponent()
          .deletingLastPathComponent().appendingPathComponent("emit/\(text).json").path
        if FileManager.default.fileExists(atPath: path) { return path }
      }
    }
    return FileManager.default.fileExists(atPath: text) ? text : nil
  }
}
