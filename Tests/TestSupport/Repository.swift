import Foundation

/// The checkout that the tests were built from, found without asking for the working directory.
public enum Repository {
  /// The path of a file or folder of the checkout.
  ///
  /// - Parameter file: a source file of the checkout.
  public static func path(of name: String, from file: String = #filePath) throws -> String {
    var folder = URL(fileURLWithPath: file)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let path = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
  }
}
