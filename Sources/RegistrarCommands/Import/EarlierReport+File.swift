import ArgumentParser
import ImportReports
import TabularCore

extension EarlierReport {
  /// Reads the report that `--since` names.
  ///
  /// - Throws: a usage error that says why it cannot be compared with.
  init(path: String) throws {
    guard let report = EarlierReport(json: try reportBytes(at: path, "earlierReport")) else {
      throw ValidationError(usage: "noEarlierReport", ["path": printable(path)])
    }
    self = report
  }
}
