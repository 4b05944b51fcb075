import Foundation
public import Schemas
import TabularCore

/// Loads `migration.json`; every mistake is found in one pass, each with its line, column and JSON pointer.
public enum MigrationLoader {
  /// The migration of a file.
  ///
  /// - Throws: all mistakes of the file, if there are any.
  public static func load(path: String) throws(SchemaError) -> Migration {
    let findings = Findings(firstFile: DescriptorFile.name(of: path))
    var migration: Migration?
    if let object = DescriptorFile.root(
      of: path, findings: findings, expected: "the object of a migration")
    {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      migration = MigrationDescriptor(findings).read(object, folder: folder)
    }
    guard let migration, !findings.issues.contains(where: { $0.severity == .error }) else {
      throw SchemaError(issues: findings.issues)
    }
    return migration
  }
}
