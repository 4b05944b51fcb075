import Schemas
import TestSupport

/// Packages that a test describes itself.
enum ScratchTables {
  /// A package of tables, each with the members of its descriptor.
  static func package(_ tables: [(name: String, members: String)]) throws -> DataPackage {
    let scratch = try ScratchFolder()
    let resources = tables.map { #"{"name": "\#($0.name)", "schema": {\#($0.members)}}"# }
    let text =
      #"{"name": "scratch", "version": "1", "resources": [\#(resources.joined(separator: ","))]}"#
    return try PackageLoader.load(path: try scratch.write("datapackage.json", Array(text.utf8)))
  }
}
