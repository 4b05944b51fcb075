import Foundation
import JSONText
import TabularCore

/// A descriptor that is one JSON file: a project, a mapping, a migration.
package enum DescriptorFile {
  /// The name that mistakes of the file at a path are told with.
  package static func name(of path: String) -> String {
    DescriptorFolder(packageFile: path).packageFileName
  }

  /// The object that the file holds; `nil`, with the mistake told, when there is none.
  ///
  /// - Parameter expected: what stands in the file, for messages: "the object of a project".
  package static func root(
    of path: String, findings: Findings, expected: String
  ) -> ObjectReader? {
    let folder = DescriptorFolder(packageFile: path)
    let name = folder.packageFileName
    let root = DescriptorPlace(file: name, line: 1)
    switch folder.read(name) {
    case .content(let bytes):
      do {
        let node = try JSONParser.parse(bytes)
        return ObjectReader(node, at: root, findings: findings, expected: expected)
      } catch {
        findings.add(
          .schemaUnreadable(error.unreadability, file: name),
          at: DescriptorPlace(file: name, line: error.line))
      }
    case .outside(let reason), .unreadable(let reason):
      findings.add(.schemaUnreadable(.refused(reason: reason), file: name), at: root)
    case .missing:
      findings.add(.schemaUnreadable(.missing, file: name), at: root)
    }
    return nil
  }
}
