#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import ImportPipeline

/// A file that is replaced as a whole: written beside its place, made durable, renamed.
struct ReplacedFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Calls a closure with the path at which the file is to be made, and puts it into its place.
  func write<Value>(
    _ body: (String) throws(MarkedCopyError) -> Value
  ) throws(MarkedCopyError) -> Value {
    let made = Self.unusedPath(beside: path)
    do throws(MarkedCopyError) {
      let value = try body(made)
      try Self.synchronize(made)
      guard rename(made, path) == 0 else { throw Self.failure() }
      // The name is durable once its folder is; a file system that cannot tell is no failure.
      try? Self.synchronize(Self.folder(of: path))
      return value
    } catch {
      unlink(made)
      throw error
    }
  }

  /// A path in the same folder at which there is nothing.
  static func unusedPath(beside path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? "copy"
    let folder = folder(of: path)
    var number = Int(getpid())
    while true {
      let candidate = "\(folder)/.\(name.prefix(180)).\(number)"
      if access(candidate, F_OK) != 0 { return candidate }
      number += 1
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func synchronize(_ path: String) throws(MarkedCopyError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure() }
  }

  static func failure() -> MarkedCopyError {
    .output(.refused(reason: String(cString: strerror(errno)).lowercased()))
  }
}

/// A workbook that is made on the way and goes away with its owner.
final class ScratchWorkbook {
  /// Where it is to be written.
  let path: String
  private var opened: CInt = -1

  /// - Parameter output: the path of what is made of it, in whose folder it stands.
  init(of output: String) throws(MarkedCopyError) {
    path = ReplacedFile.unusedPath(beside: output + ".rows")
  }

  /// A descriptor of what was written; it stays open as long as this object lives.
  func descriptor() throws(MarkedCopyError) -> CInt {
    if opened < 0 { opened = open(path, O_RDONLY | O_CLOEXEC) }
    guard opened >= 0 else { throw ReplacedFile.failure() }
    return opened
  }

  deinit {
    if opened >= 0 { close(opened) }
    unlink(path)
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
