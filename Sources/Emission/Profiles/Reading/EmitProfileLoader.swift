import Foundation
public import Schemas
import TabularCore

/// Loads profiles of other systems; every mistake is found in one pass, each with its line, column and
/// JSON pointer.
public enum EmitProfileLoader {
  /// The profile of a file.
  ///
  /// - Throws: all mistakes of the file, if there are any.
  public static func load(path: String) throws(SchemaError) -> EmitProfile {
    let findings = Findings(firstFile: DescriptorFile.name(of: path))
    var profile: EmitProfile?
    if let object = DescriptorFile.root(
      of: path, findings: findings, expected: "the object of a profile")
    {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      profile = EmitProfileDescriptor(findings, folder: folder).read(object)
    }
    guard let profile, !findings.issues.contains(where: { $0.severity == .error }) else {
      throw SchemaError(issues: findings.issues)
    }
    return profile
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
