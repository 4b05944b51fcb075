import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import TabularCore

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

  /// Refuses a path that cannot be written, before anything else is.
  ///
  /// - Throws: a usage error that says why.
  func checkPath() throws {
    if let path { try Self.checkPath(path, of: "the report") }
  }

  /// Refuses a path that cannot be written, before anything else is.
  ///
  /// - Parameter what: what would stand there, for the message.
  /// - Throws: a usage error that says why.
  static func checkPath(_ path: String, of what: String) throws {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    let problem: String? =
      if exists, kind == S_IFDIR {
        "it is a folder"
      } else if exists, kind != S_IFREG {
        access(path, W_OK) == 0 ? nil : reason()
      } else {
        access(folder ?? ".", W_OK) == 0 ? nil : reason()
      }
    guard let problem else { return }
    throw ValidationError("cannot write \(what) `\(printable(path))`: \(problem)")
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

  private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
