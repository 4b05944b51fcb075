import ArgumentParser
import Foundation
import ImportReports
import TabularCore

extension EarlierReport {
  /// The most bytes that an earlier report may have.
  private static let maximumBytes = 1 << 30

  /// Reads the report that `--since` names.
  ///
  /// - Throws: a usage error that says why it cannot be compared with.
  init(path: String) throws {
    let name = printable(path)
    var status = stat()
    guard stat(path, &status) == 0, status.st_size <= Self.maximumBytes,
      let bytes = FileManager.default.contents(atPath: path)
    else { throw ValidationError("cannot read the earlier report `\(name)`") }
    guard let report = EarlierReport(json: bytes) else {
      throw ValidationError(
        "`\(name)` is no report to compare with; write one with --report json:PATH")
    }
    self = report
  }
}
