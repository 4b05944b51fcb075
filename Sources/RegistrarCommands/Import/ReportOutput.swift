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
    if let path { try Self.checkPath(path, of: "report") }
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
  /// - Parameter what: what would stand there, by its name among the labels below `thing`.
  /// - Throws: a usage error that says why.
  static func checkPath(_ path: String, of what: String) throws {
    if let number = Descriptor.number(ofPath: path) {
      guard fcntl(number, F_GETFD) == -1 else { return }
      throw refusal(path, of: what, because: reason())
    }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    let problem: String? =
      if exists, kind == S_IFDIR {
        "is a folder"
      } else if exists, kind != S_IFREG {
        access(path, W_OK) == 0 ? nil : reason()
      } else {
        access(folder ?? ".", W_OK) == 0 ? nil : reason()
      }
    guard let problem else { return }
    throw refusal(path, of: what, because: problem)
  }

  /// What a command writes, in the language of the process, by its name among the labels below `thing`.
  static func name(of what: String) -> String { Language.ofThisProcess().label("thing/" + what) }

  private static func refusal(
    _ path: String, of what: String, because reason: String
  ) -> ValidationError {
    ValidationError(
      usage: "cannotWrite",
      [
        "what": name(of: what), "path": printable(path),
        "reason": Phrases.text(reason, in: .ofThisProcess()),
      ])
  }

  /// Writes the report; returns why it could not be written.
  ///
  /// Devices and pipes are written to; files are replaced as a whole.
  func write(_ report: ImportReport, options: ReportOptions) -> WritingFailure? {
    do throws(OutputFailure) {
      let content = ReportContent(report, options)
      guard let path else {
        try write(content, to: 1)
        return nil
      }
      if let number = Descriptor.number(ofPath: path) {
        try write(content, to: number)
        return nil
      }
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputFailure(number: errno) }
        defer { close(descriptor) }
        try write(content, to: descriptor)
        return nil
      }
      let file = try ReplacedFile(path)
      try write(content, to: file.descriptor)
      try file.commit()
      return nil
    } catch {
      return WritingFailure(error)
    }
  }

  private func write(_ content: ReportContent, to descriptor: CInt) throws(OutputFailure) {
    var stream = ReportStream(to: descriptor)
    format.renderer.render(content, to: &stream)
    stream.flush()
    if let failure = stream.failure { throw failure }
  }

  /// Why a report could not be written.
  struct WritingFailure {
    var reason: String
    /// Whether the reader went away.
    var isClosed: Bool

    init(_ failure: OutputFailure) {
      reason = failure.reason
      isClosed = failure.isClosed
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
