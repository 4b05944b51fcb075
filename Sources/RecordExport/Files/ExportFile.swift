#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is written piece by piece and appears under its name when it is complete.
struct ExportFile: ~Copyable {
  private let path: String
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private var isDone = false

  private static let flushedSize = 1 << 16

  /// Begins a file; an earlier one stays in place until this one is complete.
  init(_ path: String) throws(RecordExportError) {
    let opened = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw Self.failure(path) }
    self.path = path
    descriptor = opened
  }

  deinit {
    if !isDone {
      close(descriptor)
      unlink(path + ".part")
    }
  }

  /// Appends text.
  mutating func write(_ text: String) throws(RecordExportError) {
    try write(Array(text.utf8))
  }

  /// Appends bytes.
  mutating func write(_ bytes: [UInt8]) throws(RecordExportError) {
    buffer += bytes
    if buffer.count >= Self.flushedSize { try flush() }
  }

  /// Writes the rest and puts the file into its place.
  mutating func finish() throws(RecordExportError) {
    try flush()
    guard fsync(descriptor) == 0, rename(path + ".part", path) == 0 else {
      throw Self.failure(path)
    }
    isDone = true
    close(descriptor)
  }

  private mutating func flush() throws(RecordExportError) {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        #elseif canImport(Musl)
          Musl.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        #else
          Darwin.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String) -> RecordExportError {
    .unwritable(file: path, reason: String(cString: strerror(errno)).lowercased())
  }
}
