import TabularCore

/// Loads mapping files: JSON that says how records of one package become records of another.
public enum RecordMapLoader {
  /// The map at a path, between two packages.
  ///
  /// - Throws: all mistakes of the file: names that a package does not have, paths that lead nowhere.
  public static func load(
    path: String, from source: DataPackage, to target: DataPackage
  ) throws(SchemaError) -> RecordMap {
    let findings = Findings(firstFile: DescriptorFile.name(of: path))
    let map = DescriptorFile.root(
      of: path, findings: findings, expected: "the object of a mapping"
    ).flatMap { RecordMapDescriptor(source: source, target: target).read($0) }
    guard let map, findings.issues.isEmpty else { throw SchemaError(issues: findings.issues) }
    return map
  }
}
