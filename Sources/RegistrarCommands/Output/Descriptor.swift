import TabularCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Output did not reach its reader.
struct OutputFailure: Error, Equatable {
  /// The number of the system's error.
  var number: CInt

  /// Whether the reader went away (`| head -1`); it has what it wanted.
  var isClosed: Bool { number == EPIPE }

  /// Why, in the system's words, which are a phrase of the tool where they are common.
  var reason: String {
    isClosed ? "nobody reads it any more" : String(cString: strerror(number)).lowercased()
  }

  /// Why, in a language; in the system's words where they are not common.
  func words(in language: Language) -> String { Phrases.text(reason, in: language) }
}

/// Open files of the process.
enum Descriptor {
  /// Writes bytes to the end: goes on after interruptions, and waits for a slow reader.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) throws(OutputFailure) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = systemWrite(descriptor, rest)
      if count > 0 {
        written += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if count == 0 || errno != EINTR {
        throw OutputFailure(number: count == 0 ? EIO : errno)
      }
    }
  }

  /// Writes bytes to the end.
  static func write(_ bytes: [UInt8], to descriptor: CInt) throws(OutputFailure) {
    var failure: OutputFailure?
    bytes.withUnsafeBytes { buffer in
      do throws(OutputFailure) {
        try write(buffer, to: descriptor)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Writes a text to the end.
  static func write(_ text: String, to descriptor: CInt) throws(OutputFailure) {
    var text = text
    var failure: OutputFailure?
    text.withUTF8 { bytes in
      do throws(OutputFailure) {
        try write(UnsafeRawBufferPointer(bytes), to: descriptor)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Opens what a caller closed of the three standard descriptors (`>&-`).
  ///
  /// Otherwise a file that is opened later gets the number and takes what is meant for a reader. Using
  /// the descriptor fails all the same.
  static func occupyStandardDescriptors() {
    for descriptor: CInt in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// The descriptor that a path such as `/dev/stdout` or `/dev/fd/63` stands for.
  ///
  /// Opening such a path opens what is behind it anew: a pipe that nobody reads any more would never
  /// open, and a file would be written from its start.
  static func number(ofPath path: String) -> CInt? {
    switch path {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default: break
    }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return CInt(path.dropFirst(folder.count)).flatMap { $0 >= 0 ? $0 : nil }
    }
    return nil
  }
}

private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
