import Foundation
import Testing

/// Files of the checkout that the tests were built from.
enum Checkout {
  /// The path of a file or folder of the checkout.
  static func path(_ name: String, from file: String = #filePath) throws -> String {
    var folder = URL(fileURLWithPath: file)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let path = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw CocoaError(.fileNoSuchFile)
  }
}
