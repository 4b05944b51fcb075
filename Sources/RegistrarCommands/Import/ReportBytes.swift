import ArgumentParser
import Foundation
import TabularCore

/// The most bytes that a report may have.
private let maximumBytes = 1 << 30

/// The bytes of a report that a command names.
///
/// - Parameter what: what the report is to the command, by its name among the labels below `thing`.
/// - Throws: a usage error that says that it cannot be read.
func reportBytes(at path: String, _ what: String) throws -> Data {
  var status = stat()
  guard stat(path, &status) == 0, status.st_size <= maximumBytes,
    let bytes = FileManager.default.contents(atPath: path)
  else {
    throw ValidationError(
      usage: "cannotRead", ["what": ReportRequest.name(of: what), "path": printable(path)])
  }
  return bytes
}
