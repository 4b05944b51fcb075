#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif
import TabularCore

/// A regular file open for reading at any place; owns its descriptor.
///
/// Reads never move a shared file position, so that several readers can use one file.
final class RandomAccessFile {
  private let descriptor: CInt
  /// The size in bytes when the file was opened.
  let byteCount: Int

  /// Opens a regular file; a folder or device is refused, and a symbolic link unless links are followed.
  init(path: String, limits: Limits, followsLinks: Bool = false) throws(WorkbookError) {
    let links = followsLinks ? 0 : O_NOFOLLOW
    let opened = open(path, O_RDONLY | O_CLOEXEC | links | O_NONBLOCK)
    guard opened >= 0 else { throw Self.failure(errno) }
    let byteCount = Self.size(of: opened)
    do throws(WorkbookError) {
      self.byteCount = try Self.checked(byteCount, limits: limits)
    } catch {
      close(opened)
      throw error
    }
    descriptor = opened
  }

  /// Reads through a duplicate of an open descriptor.
  init(descriptor original: CInt, limits: Limits) throws(WorkbookError) {
    let opened = fcntl(original, F_DUPFD_CLOEXEC, 0)
    guard opened >= 0 else { throw Self.failure(errno) }
    let byteCount = Self.size(of: opened)
    do throws(WorkbookError) {
      self.byteCount = try Self.checked(byteCount, limits: limits)
    } catch {
      close(opened)
      throw error
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// The size of a regular file, or `nil` for anything else.
  private static func size(of descriptor: CInt) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  private static func checked(_ size: Int?, limits: Limits) throws(WorkbookError) -> Int {
    guard let size else {
      throw WorkbookError(.fileUnreadable(.refused(reason: "not a regular file")))
    }
    guard size > 0 else { throw WorkbookError(.fileEmpty()) }
    guard size <= limits[.fileSize] else {
      throw WorkbookError(.fileTooLarge(.fileSize, limit: limits[.fileSize]))
    }
    return size
  }

  private static func failure(_ number: CInt) -> WorkbookError {
    if number == ENOENT { return WorkbookError(.fileNotFound(closest: nil)) }
    let reason =
      number == ELOOP ? "it is a symbolic link" : String(cString: strerror(number)).lowercased()
    return WorkbookError(.fileUnreadable(.refused(reason: reason)))
  }

  /// Reads into `buffer` from `offset`, which counts from 0; returns the bytes read, fewer only at
  /// the end of the file, or -1.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    var done = 0
    while done < buffer.count {
      guard let start = buffer.baseAddress else { return 0 }
      let count = pread(descriptor, start + done, buffer.count - done, offset + done)
      if count < 0 {
        if errno == EINTR { continue }
        return -1
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The bytes from `offset`, which counts from 0; fewer than `count` only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(WorkbookError) -> [UInt8] {
    guard offset >= 0, count > 0, offset < byteCount else { return [] }
    var result = -1
    let wanted = min(count, byteCount - offset)
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      result = read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      filled = max(result, 0)
    }
    guard result >= 0 else { throw Self.failure(errno) }
    return bytes
  }
}
