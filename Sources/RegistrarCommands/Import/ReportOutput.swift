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
    guard let name = parts.first, let format = ReportFormat(named: name) else { return nil }
    self.format = format
    path = parts.count > 1 && parts[1] != "-" ? parts[1] : nil
    if let path, Descriptor.number(ofPath: path) == 1 { self.path = nil }
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

  /// Takes away the file that stands where the report will be; devices and links stay.
  func removeFormer() {
    guard let path, Descriptor.number(ofPath: path) == nil else { return }
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    unlink(path)
  }

  /// Refuses a path that cannot be written, before anything else is.
  ///
  /// - Parameter what: what would stand there, for the message.
  /// - Throws: a usage error that says why.
  static func checkPath(_ path: String, of what: String) throws {
    if let number = Descriptor.number(ofPath: path) {
      guard fcntl(number, F_GETFD) == -1 else { return }
      throw ValidationError("cannot write \(what) `\(printable(path))`: \(reason())")
    }
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
  func write(_ report: ImportReport, options: ReportOptions) -> WritingFailure? {
    let bytes = format.renderer.bytes(of: report, options)
    let descriptor = path == nil ? 1 : path.flatMap(Descriptor.number(ofPath:))
    if let descriptor { return Self.write(bytes, to: descriptor) }
    return path.flatMap { Self.write(bytes, to: $0) }
  }

  /// Why a report could not be written.
  struct WritingFailure {
    var reason: String
    /// Whether the reader went away.
    var isClosed = false
  }

  private static func write(_ bytes: [UInt8], to descriptor: CInt) -> WritingFailure? {
    do throws(OutputFailure) {
      try Descriptor.write(bytes, to: descriptor)
      return nil
    } catch {
      return WritingFailure(reason: error.reason, isClosed: error.isClosed)
    }
  }

  /// Devices and pipes are written to; files are replaced as a whole.
  private static func write(_ bytes: [UInt8], to path: String) -> WritingFailure? {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return WritingFailure(reason: reason()) }
      defer { close(descriptor) }
      return write(bytes, to: descriptor)
    }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
      return nil
    } catch {
      return WritingFailure(reason: reason())
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
