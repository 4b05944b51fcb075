import Foundation
import ImportPipeline
import ImportReports

/// A report that was asked for: its format and where it goes.
struct ReportRequest: Sendable {
  /// The format.
  var format: ReportFormat
  /// The path; `nil` is standard output.
  var path: String?

  /// A request from `FORMAT` or `FORMAT:PATH`; `nil` for an unknown format.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.first, let format = ReportFormat(rawValue: name) else { return nil }
    self.format = format
    path = parts.count > 1 && parts[1] != "-" ? parts[1] : nil
  }

  /// A request of a format on standard output.
  init(format: ReportFormat) {
    self.format = format
    path = nil
  }

  /// Writes the report; returns why it could not be written.
  func write(_ report: ImportReport, options: ReportOptions) -> String? {
    let text = format.renderer(options).text(of: report)
    guard let path else {
      FileHandle.standardOutput.write(Data(text.utf8))
      return nil
    }
    return Self.write(text, to: path)
  }

  /// Devices and pipes are written to; files are replaced as a whole.
  private static func write(_ text: String, to path: String) -> String? {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard let handle = FileHandle(forWritingAtPath: path) else { return reason() }
      do {
        try handle.write(contentsOf: Data(text.utf8))
        return nil
      } catch {
        return reason()
      }
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      return nil
    } catch {
      return reason()
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
