import Foundation

/// A folder for the files of one test, removed with it.
final class InputFileScratch {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("registrar-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let place = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: place))
    return place
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }
}
