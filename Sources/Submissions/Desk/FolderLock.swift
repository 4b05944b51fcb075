import Foundation

/// The right of one process to work on a submission.
///
/// It is a lock on a file that the child which does the work keeps open as well. So it lasts until
/// both are gone: a server that was killed is followed only when nothing of its work goes on.
final class FolderLock: Sendable {
  /// The open file, which a child is given.
  let descriptor: Int32

  /// Takes the right; `nil` while somebody has it.
  init?(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
