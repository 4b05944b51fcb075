import Foundation

/// A file that is written piece by piece to a temporary one and put in its place at the end.
///
/// Only the owner can read it, since it holds values of records. What stood in its place stays until it is
/// complete, and nothing is left behind when it is not finished.
public final class PrivateFile<Failure: Error> {
  private let path: String
  private let temporaryPath: String
  private let descriptor: Int32
  private let failure: (_ path: String, _ reason: String) -> Failure
  private var buffer: [UInt8] = []
  private var isFinished = false

  private static var bufferSize: Int { 1 << 18 }

  /// Begins a file at a path.
  ///
  /// - Parameter failure: the error for a file that cannot be written, by its path and the system's reason.
  public init(
    path: String, failure: @escaping (_ path: String, _ reason: String) -> Failure
  ) throws(Failure) {
    self.path = path
    self.failure = failure
    temporaryPath = path + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(path, Self.reason) }
    buffer.reserveCapacity(Self.bufferSize + 4_096)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isFinished, descriptor >= 0 { unlink(temporaryPath) }
  }

  /// Appends text in UTF-8.
  public func write(_ text: String) throws(Failure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes the rest and puts the file in its place.
  public func finish() throws(Failure) {
    try flush()
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
      throw failure(path, Self.reason)
    }
    isFinished = true
  }

  private func flush() throws(Failure) {
    var offset = 0
    while offset < buffer.count {
      let written = buffer[offset...].withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure(path, Self.reason) }
      offset += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
