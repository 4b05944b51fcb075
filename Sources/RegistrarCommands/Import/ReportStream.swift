import Foundation
import ImportReports

/// A report on its way to a descriptor, in pieces: a long one is never in memory as a whole.
struct ReportStream: ReportSink {
  /// Why a piece was not written; what comes after it is dropped.
  private(set) var failure: OutputFailure?
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private static let pieceSize = 1 << 16

  /// A stream to an open descriptor.
  init(to descriptor: CInt) { self.descriptor = descriptor }

  /// Writes bytes as they are.
  mutating func write(_ bytes: [UInt8]) {
    buffer += bytes
    if buffer.count >= Self.pieceSize { flush() }
  }

  /// Writes a text as UTF-8.
  mutating func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.pieceSize { flush() }
  }

  /// Writes what is left.
  mutating func flush() {
    if failure == nil, !buffer.isEmpty {
      do throws(OutputFailure) {
        try Descriptor.write(buffer, to: descriptor)
      } catch {
        failure = error
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// A file that is replaced as a whole.
///
/// It is written beside its place and moved there when it is complete. A link stays a link; the file
/// behind it is replaced.
struct ReplacedFile: ~Copyable {
  /// Where the file is written to before it is moved.
  let descriptor: CInt
  private let path: String
  private let temporaryPath: String

  /// Makes the file that is written.
  init(_ path: String) throws(OutputFailure) {
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let target = resolved.map { String(cString: $0) } ?? path
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    var template = Array("\(folder).registrar-report-XXXXXX".utf8CString)
    let opened = mkstemp(&template)
    guard opened >= 0 else { throw OutputFailure(number: errno) }
    // `mkstemp` makes a file for its owner alone; a report is as readable as any other new file.
    let mask = umask(0)
    umask(mask)
    _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
    fchmod(opened, 0o666 & ~mask)
    self.path = target
    descriptor = opened
    temporaryPath = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Moves the file to its place.
  consuming func commit() throws(OutputFailure) {
    guard fsync(descriptor) == 0 || errno == EINVAL, rename(temporaryPath, path) == 0 else {
      throw OutputFailure(number: errno)
    }
  }

  deinit {
    close(descriptor)
    // After a move there is nothing left to take away.
    unlink(temporaryPath)
  }
}
