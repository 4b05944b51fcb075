#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import TabularCore

/// A regular file open for reading at any place; owns its descriptor.
///
/// Opened once, so that what is recognised, hashed and parsed is the same file.
final class OpenFile: Sendable {
  /// The descriptor; it stays open as long as this object lives.
  let descriptor: CInt
  /// The size in bytes when the file was opened.
  let byteCount: Int
  /// When it was last written to, as seen after it was opened.
  private let written: WriteTime
  /// Bytes that are read in place of the file's own; `nil` for the file as it is.
  private let replaced: ReplacedBytes?
  /// The file whose bytes these are, which owns the descriptor.
  private let base: OpenFile?

  /// A time of the system's clock for files.
  private struct WriteTime: Equatable, Sendable {
    var seconds: Int
    var nanoseconds: Int

    init(of descriptor: CInt) {
      var status = stat()
      let isKnown = fstat(descriptor, &status) == 0
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      seconds = isKnown ? Int(time.tv_sec) : 0
      nanoseconds = isKnown ? Int(time.tv_nsec) : 0
    }
  }

  /// Opens the regular file at `path`; links that the user names are followed.
  init(path: String, limits: Limits) throws(InputFileError) {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard opened >= 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw Self.failure(errno) }
      throw .notFound(closest: NearestName.inFolder(of: path))
    }
    do throws(InputFileError) {
      byteCount = try Self.size(of: opened, limits: limits)
    } catch {
      close(opened)
      throw error
    }
    descriptor = opened
    written = WriteTime(of: opened)
    replaced = nil
    base = nil
  }

  /// Copies everything that can be read from a stream into a temporary file without a name.
  init(spooling stream: CInt, limits: Limits) throws(InputFileError) {
    let opened = try Self.temporaryFile()
    do throws(InputFileError) {
      byteCount = try Self.copy(stream, to: opened, limits: limits)
    } catch {
      close(opened)
      throw error
    }
    descriptor = opened
    written = WriteTime(of: opened)
    replaced = nil
    base = nil
  }

  /// Copies the bytes that are given piece by piece into a temporary file without a name.
  ///
  /// - Parameter give: gives the pieces to its argument, which is false when no more are wanted.
  init(
    limits: Limits, filledBy give: ((UnsafeRawBufferPointer) -> Bool) throws -> Void
  ) throws {
    let opened = try Self.temporaryFile()
    var total = 0
    var failure: InputFileError?
    do {
      try give { piece in
        total += piece.count
        do throws(InputFileError) {
          guard total <= limits[.fileSize] else { throw .tooLarge(limits) }
          try Self.write(piece, to: opened)
        } catch {
          failure = error
        }
        return failure == nil
      }
      if let failure { throw failure }
    } catch {
      close(opened)
      throw error
    }
    descriptor = opened
    byteCount = total
    written = WriteTime(of: opened)
    replaced = nil
    base = nil
  }

  /// A file with other bytes in some places; nothing is written.
  init(_ base: OpenFile, replacing pieces: ReplacedBytes) {
    descriptor = base.descriptor
    written = base.written
    byteCount = base.byteCount + pieces.growth
    replaced = pieces
    self.base = base
  }

  /// Whether somebody wrote to the file since it was opened.
  ///
  /// A program that saves puts another file in its place, which is not this one.
  var isChanged: Bool { WriteTime(of: descriptor) != written }

  deinit {
    if base == nil { close(descriptor) }
  }

  /// Reads into `buffer` from `offset`, which counts from 0; fewer bytes only at the end.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(InputFileError) -> Int {
    if let base, let replaced { return try replaced.read(into: buffer, at: offset, of: base) }
    guard let start = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, start + done, buffer.count - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure(errno)
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The bytes from `offset`, which counts from 0; fewer than `count` only at the end.
  func bytes(at offset: Int, count: Int) throws(InputFileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, count))
    var outcome: Result<Int, InputFileError> = .success(0)
    bytes.withUnsafeMutableBytes { buffer in
      do throws(InputFileError) {
        outcome = .success(try read(into: buffer, at: offset))
      } catch {
        outcome = .failure(error)
      }
    }
    bytes.removeLast(bytes.count - (try outcome.get()))
    return bytes
  }

  private static func size(of descriptor: CInt, limits: Limits) throws(InputFileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw InputFileError(.fileUnreadable(.folder))
    default: throw .unreadable("it is not a regular file")
    }
    guard Int(status.st_size) <= limits[.fileSize] else { throw .tooLarge(limits) }
    return Int(status.st_size)
  }

  private static func temporaryFile() throws(InputFileError) -> CInt {
    var folder = "/tmp"
    if let named = getenv("TMPDIR"), named[0] != 0 { folder = String(cString: named) }
    var template = Array((folder + "/registrar-XXXXXX").utf8CString)
    let opened = mkstemp(&template)
    guard opened >= 0 else { throw failure(errno) }
    unlink(template)
    _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
    return opened
  }

  private static func copy(
    _ stream: CInt, to file: CInt, limits: Limits
  ) throws(InputFileError) -> Int {
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    var total = 0
    while true {
      let got = chunk.withUnsafeMutableBytes { Self.retried(stream, $0) }
      guard got >= 0 else { throw failure(errno) }
      guard got > 0 else { return total }
      total += got
      guard total <= limits[.fileSize] else { throw .tooLarge(limits) }
      var outcome: Result<Void, InputFileError> = .success(())
      chunk.withUnsafeBytes { buffer in
        do throws(InputFileError) {
          try Self.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(got)), to: file)
        } catch {
          outcome = .failure(error)
        }
      }
      try outcome.get()
    }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to file: CInt
  ) throws(InputFileError) {
    var written = 0
    while written < bytes.count {
      #if canImport(Glibc)
        let count = Glibc.write(
          file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      #elseif canImport(Musl)
        let count = Musl.write(
          file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      #else
        let count = Darwin.write(
          file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(errno) }
      written += count
    }
  }

  private static func retried(_ stream: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(stream, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let got = Musl.read(stream, buffer.baseAddress, buffer.count)
      #else
        let got = Darwin.read(stream, buffer.baseAddress, buffer.count)
      #endif
      if got < 0, errno == EINTR { continue }
      return got
    }
  }

  private static func failure(_ number: CInt) -> InputFileError {
    .unreadable(String(cString: strerror(number)).lowercased())
  }
}
