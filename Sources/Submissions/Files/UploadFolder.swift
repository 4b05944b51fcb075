import Foundation
import TabularCore

/// The folder of the desk: uploads under random names, and a folder for each submission with what children
/// wrote.
///
/// Only the account of the server can read it.
public struct UploadFolder: Sendable {
  /// The folder's path.
  public let path: String
  /// A random text by which submissions name the folder that has their files.
  public let id: String
  let limits: UploadLimits

  /// A folder; made where there is none.
  public init(_ path: String, limits: UploadLimits = UploadLimits()) throws(DeskError) {
    self.path = path
    self.limits = limits
    for name in ["", "/files", "/children", "/locks"] {
      guard mkdir(path + name, 0o700) == 0 || errno == EEXIST else {
        throw .unwritable(String(cString: strerror(errno)))
      }
    }
    let mark = path + "/desk.id"
    let made = Secret.id()
    let descriptor = open(mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      defer { close(descriptor) }
      let bytes = Array(made.utf8)
      guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
        throw .diskFull
      }
      id = made
    } else {
      guard errno == EEXIST, let text = try? String(contentsOfFile: mark, encoding: .utf8),
        text.utf8.count == 32
      else { throw .unwritable(mark) }
      id = text
    }
  }

  /// Begins a file that arrives.
  public func begin(name: String) throws(DeskError) -> UploadWriter {
    try UploadWriter(folder: path + "/files", name: name, limits: limits)
  }

  /// Removes a file that belongs to no submission.
  public func remove(_ file: StoredFile) { unlink(path(of: file)) }

  /// Where a file lies.
  func path(of file: StoredFile) -> String { path + "/files/" + file.id }

  /// The folder with what children wrote for a submission.
  func childFolder(of submission: String) -> String { path + "/children/" + submission }

  /// The file whose lock is the right to work on a submission.
  func lock(of submission: String) -> String { path + "/locks/" + submission }

  /// Puts the files of a submission into its folder, under their own names, and removes what an
  /// earlier check left there.
  ///
  /// They are further links to the same files, so nothing is copied; where links are refused they are copied.
  /// - Returns: their paths, in order.
  func lay(_ files: [StoredFile], for submission: String) throws(DeskError) -> [String] {
    let folder = childFolder(of: submission)
    try? FileManager.default.removeItem(atPath: folder)
    for name in [folder, folder + "/in"] {
      guard mkdir(name, 0o700) == 0 else { throw .unwritable(String(cString: strerror(errno))) }
    }
    var paths: [String] = []
    for file in files {
      let target = folder + "/in/" + file.name
      if link(path(of: file), target) != 0 {
        do {
          try FileManager.default.copyItem(atPath: path(of: file), toPath: target)
        } catch { throw .unwritable(file.name) }
      }
      paths.append(target)
    }
    return paths
  }

  /// Removes all that lies there of a submission.
  func clear(_ submission: String, _ files: [StoredFile]) {
    for file in files { unlink(path(of: file)) }
    try? FileManager.default.removeItem(atPath: childFolder(of: submission))
    unlink(lock(of: submission))
  }

  /// The bytes that are free on the disk of a path; the most there can be where nobody knows.
  static func freeBytes(of path: String) -> Int {
    var state = statvfs()
    guard statvfs(path, &state) == 0 else { return .max }
    return Int(clamping: UInt64(state.f_bavail) * UInt64(state.f_frsize))
  }
}
