import Foundation
import Schemas
import TabularCore

/// A package in a scratch folder, deleted with the value.
final class ScratchPackage {
  let folder: URL

  /// A package whose `datapackage.json` holds the given text, with other files beside it.
  init(_ descriptor: String, files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "registrar-\(UUID().uuidString)/pack")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(descriptor, to: "datapackage.json")
    for (name, text) in files { try write(text, to: name) }
  }

  /// A package of tables given inline: the members of each table's schema.
  convenience init(tables: [(name: String, schema: String)], members: String = "") throws {
    let resources = tables.map {
      #"{"name": "\#($0.name)", "path": "\#($0.name).csv", "schema": {\#($0.schema)}}"#
    }
    try self.init(
      #"{"name": "pack", \#(members)"resources": [\#(resources.joined(separator: ",\n"))]}"#)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder.deletingLastPathComponent())
  }

  /// Writes a file of the package.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// The package's mistakes.
  func lint(_ checks: PackageChecks = PackageChecks()) -> [Issue] {
    PackageLoader.lint(path: folder.path, checks: checks)
  }

  /// The package.
  func load() throws -> DataPackage { try PackageLoader.load(path: folder.path) }
}

/// A mistake as tests compare it: severity unless error, code, variant, file, pointer, arguments.
func told(_ issues: [Issue]) -> [String] {
  issues.map { issue in
    let severity = issue.severity == .error ? "" : issue.severity.rawValue + " "
    let variant = issue.variant.isEmpty ? "" : "/" + issue.variant
    let place = (issue.location.file ?? "") + "#" + (issue.location.part ?? "")
    let suggestion = issue.suggestion.map { " ?\($0.text)" } ?? ""
    let values = issue.arguments.map(\.value).joined(separator: " | ")
    return "\(severity)\(issue.code)\(variant) \(place): \(values)\(suggestion)"
  }
}
