import Foundation

/// The hidden folder `.registrar-watch` of a watched folder: what is remembered, what is being written, and
/// the lock by which no second process watches the same folder.
///
/// It stands in the watched folder, so that files move from it to their places in one step, and so that
/// another machine that watches the folder next knows what was done.
final class WatchRoom {
  /// Why a folder cannot be watched.
  enum Refusal: Error {
    /// Another process watches it.
    case isWatched
    /// The hidden folder cannot be made or written to.
    case failure(OutputFailure)
  }

  /// The name of the hidden folder.
  static let name = ".registrar-watch"
  private static let scratchPrefix = "new-"

  private let path: String
  private let lock: CInt

  /// Makes the hidden folder where there is none, and takes its lock.
  init(in folder: String) throws(Refusal) {
    path = folder + "/" + Self.name
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw .failure(OutputFailure(number: errno)) }
    var status = stat()
    // A link could lead out of the folder.
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .failure(OutputFailure(number: ENOTDIR))
    }
    lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard lock >= 0 else { throw .failure(OutputFailure(number: errno)) }
    // A file system without locks cannot tell; then nobody else is taken to be there.
    if flock(lock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(lock)
      throw .isWatched
    }
    removeScratch()
  }

  deinit {
    removeScratch()
    close(lock)
  }

  /// Where it is kept what was done.
  var memoryPath: String { path + "/memory.json" }

  /// Where a file is made before it moves to its place.
  func scratchPath(_ name: String) -> String { "\(path)/\(Self.scratchPrefix)\(name)" }

  /// Takes away what a process left that was killed.
  func removeScratch() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    where name.hasPrefix(Self.scratchPrefix) || name.hasPrefix(".\(Self.scratchPrefix)") {
      unlink(path + "/" + name)
    }
  }
}
