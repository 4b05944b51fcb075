import ArgumentParser
import Foundation
import JSONText
import SystemEmission
import TabularCore

/// A file of `--plan-out`: what may be done in another system, a line of JSON each.
struct EmissionPlanFile {
  /// What may be done.
  let operations: Set<EmissionReport.Operation>

  /// The operations of a file.
  ///
  /// - Throws: a usage error for a file that is none of `--plan-out`.
  init(path: String) throws {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Self.refused(path)
    }
    var operations: Set<EmissionReport.Operation> = []
    for line in text.split(separator: "\n") {
      guard let node = try? JSONParser.parse(Array(line.utf8)),
        let table = node.member("table")?.string, let record = node.member("record")?.string
      else { throw Self.refused(path) }
      let pointers = node.member("changes")?.items?.compactMap(\.string)
      operations.insert(
        EmissionReport.Operation(table: table, keyHash: record, pointers: pointers))
    }
    self.operations = operations
  }

  private static func refused(_ path: String) -> any Error {
    ValidationError(
      usage: "takes", ["option": "--plan", "form": "--plan-out", "found": printable(path)])
  }
}
