import Foundation
import Testing

/// A folder for one test, removed with its owner.
final class Scratch {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("templates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The bytes of every file below the folder, by its path relative to the folder.
  static func files(below folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try Data(contentsOf: url) }
    }
    return files
  }
}

/// The root of the checkout that the tests were built from.
func checkoutRoot(from file: String = #filePath) throws -> URL {
  var folder = URL(fileURLWithPath: file)
  while folder.path != "/" {
    folder.deleteLastPathComponent()
    let schemas = folder.appendingPathComponent("Schemas/exam-platform/datapackage.json")
    if FileManager.default.fileExists(atPath: schemas.path) { return folder }
  }
  throw CocoaError(.fileNoSuchFile)
}
