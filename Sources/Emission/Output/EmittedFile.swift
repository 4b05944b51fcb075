import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A text file that is written piece by piece and put in its place at the end.
///
/// Only the owner can read it, since it holds values of records. Nothing is left behind when it is not
/// finished.
final class EmittedFile {
  private let path: String
  private let temporaryPath: String
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private var isFinished = false

  private static let bufferSize = 1 << 18

  /// Begins a file at a path.
  init(path: String) throws(EmissionError) {
    self.path = path
    temporaryPath = path + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
    buffer.reserveCapacity(Self.bufferSize + 4_096)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isFinished, descriptor >= 0 { unlink(temporaryPath) }
  }

  /// Adds text.
  func write(_ text: String) throws(EmissionError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Puts the file in its place.
  func finish() throws(EmissionError) {
    try flush()
    guard rename(temporaryPath, path) == 0 else { throw Self.failure(path) }
    isFinished = true
  }

  private func flush() throws(EmissionError) {
    var offset = 0
    while offset < buffer.count {
      let written = buffer[offset...].withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(path) }
      offset += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String) -> EmissionError {
    .unwritten(path, String(cString: strerror(errno)).lowercased())
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
