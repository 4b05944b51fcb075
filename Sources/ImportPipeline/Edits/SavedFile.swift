#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is put in its place as a whole: written beside it, made durable, renamed.
struct SavedFile {
  private let path: String
  private static let pieceSize = 1 << 18

  init(path: String) { self.path = path }

  /// Lets a closure make the file at a path beside its place, where nothing is, and puts it in its place.
  func write(_ body: (String) throws -> Void) throws {
    let made = path + ".\(getpid()).partial"
    unlink(made)
    do {
      try body(made)
      let descriptor = open(made, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Self.failure }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0, rename(made, path) == 0 else { throw Self.failure }
    } catch {
      unlink(made)
      throw error
    }
  }

  /// Writes the bytes of a file.
  func write(_ input: InputFile) throws {
    try write { made in
      let output = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard output >= 0 else { throw Self.failure }
      defer { close(output) }
      var offset = 0
      while offset < input.byteCount {
        let bytes = try RecordPlaces.bytes(of: input, at: offset, count: Self.pieceSize)
        guard !bytes.isEmpty else { throw EditRefusal.changed }
        try Self.append(bytes, to: output)
        offset += bytes.count
      }
    }
  }

  private static func append(_ bytes: [UInt8], to output: CInt) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map {
          #if canImport(Glibc)
            Glibc.write(output, $0 + done, bytes.count - done)
          #elseif canImport(Musl)
            Musl.write(output, $0 + done, bytes.count - done)
          #else
            Darwin.write(output, $0 + done, bytes.count - done)
          #endif
        } ?? -1
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure }
      done += count
    }
  }

  private static var failure: EditRefusal {
    .failed(String(cString: strerror(errno)).lowercased())
  }
}

extension InputFile {
  /// Whether a path leads to this very file.
  func isSame(as path: String) -> Bool {
    var (own, other) = (stat(), stat())
    guard fstat(descriptor, &own) == 0, stat(path, &other) == 0 else { return false }
    return own.st_dev == other.st_dev && own.st_ino == other.st_ino
  }
}
