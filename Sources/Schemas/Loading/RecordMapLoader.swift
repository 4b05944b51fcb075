import JSONText
import TabularCore

/// Loads mapping files: JSON that says how records of one package become records of another.
public enum RecordMapLoader {
  /// The map at a path, between two packages.
  ///
  /// - Throws: all mistakes of the file: names that a package does not have, paths that lead nowhere.
  public static func load(
    path: String, from source: DataPackage, to target: DataPackage
  ) throws(SchemaError) -> RecordMap {
    let folder = DescriptorFolder(packageFile: path)
    let file = folder.packageFileName
    let findings = Findings(firstFile: file)
    let place = DescriptorPlace(file: file, line: 1)
    var map: RecordMap?
    switch folder.read(file) {
    case .content(let bytes):
      do {
        let node = try JSONParser.parse(bytes)
        if let object = ObjectReader(
          node, at: place, findings: findings, expected: "the object of a mapping")
        {
          map = RecordMapDescriptor(source: source, target: target).read(object)
        }
      } catch {
        findings.add(.schemaUnreadable(error.unreadability, file: file), at: place)
      }
    case .missing, .outside: findings.add(.schemaUnreadable(.missing, file: file), at: place)
    case .unreadable(let reason):
      findings.add(.schemaUnreadable(.refused(reason: reason), file: file), at: place)
    }
    guard let map, findings.issues.isEmpty else { throw SchemaError(issues: findings.issues) }
    return map
  }
}
