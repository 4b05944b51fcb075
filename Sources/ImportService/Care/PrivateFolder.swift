import Foundation
import TabularCore

/// A folder for the files that a command needs while it runs.
///
/// They hold records of people, so nobody else may read them. It goes with the object. A command that is killed leaves its folder, which the next one removes: whoever has a
/// folder holds a lock on it as long as the process lives.
public final class PrivateFolder {
  private static let prefix = "registrar-work-"

  /// The path of the folder.
  public let path: String
  private let descriptor: Int32

  /// A new folder.
  ///
  /// - Parameter parent: where it lies; the system's folder for temporary files by default.
  /// - Throws: a refusal when it cannot be made.
  public init(in parent: String? = nil) throws(ServiceFailure) {
    let parent = parent ?? FileManager.default.temporaryDirectory.path
    Self.removeAbandoned(in: parent)
    let name = UUID().uuidString
    path = parent + "/" + Self.prefix + name
    // Nobody looks for abandoned ones under this name, so that it is locked before it could be taken for one.
    let new = parent + "/registrar-new-" + name
    guard mkdir(new, 0o700) == 0 else { throw .request(.folderNotMade(parent)) }
    descriptor = open(new, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0, rename(new, path) == 0 else {
      if descriptor >= 0 { close(descriptor) }
      rmdir(new)
      throw .request(.folderNotMade(parent))
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    close(descriptor)
  }

  /// Removes this user's folders that no process has any more.
  private static func removeAbandoned(in parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let path = parent + "/" + name
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
