import Foundation
import ImportPipeline

/// A text file of another system.
typealias EmittedFile = PrivateFile<EmissionError>

extension EmittedFile {
  /// Begins a file at a path.
  convenience init(path: String) throws(EmissionError) {
    try self.init(path: path, failure: EmissionError.unwritten)
  }

  /// Makes a folder where there is none.
  static func makeFolder(_ path: String) throws(EmissionError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .unwritten(path, "the folder cannot be made")
    }
  }
}
