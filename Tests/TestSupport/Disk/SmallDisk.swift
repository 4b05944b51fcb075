import Foundation

/// A small disk of a test's own, which the test can fill to the last byte.
///
/// It is a file system in memory, so only root can have one. A shell looks after it: it is taken away
/// when the tests end, also when they are killed, as the shell then reads the end of its input.
public final class SmallDisk: Sendable {
  /// Why there is none.
  public struct Failure: Error {}

  /// The folder where it is mounted; everybody may write there.
  public let path: String
  private let supervisor: Process
  private let input: Pipe

  /// Whether this process may mount one.
  public static let isAvailable = (try? SmallDisk(megabytes: 1)) != nil

  /// Mounts a disk.
  public init(megabytes: Int) throws {
    // Short, and not in a folder of one user alone, since a server keeps tables here, too.
    path = "/tmp/registrar-disk\(UInt32.random(in: .min ... .max))"
    supervisor = Process()
    input = Pipe()
    let output = Pipe()
    supervisor.executableURL = URL(fileURLWithPath: "/bin/sh")
    supervisor.arguments = ["-c", Self.script, "sh", path, String(megabytes)]
    supervisor.currentDirectoryURL = URL(fileURLWithPath: "/")
    supervisor.standardInput = input
    supervisor.standardOutput = output
    supervisor.standardError = FileHandle.nullDevice
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try supervisor.run()
    let answer = output.fileHandleForReading.availableData
    guard String(decoding: answer, as: UTF8.self).hasPrefix("ready") else { throw Failure() }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    supervisor.waitUntilExit()
  }

  /// Mounts the disk and waits for the end of the input; a server may still have files open then.
  private static let script = """
    mkdir "$1" || exit 1
    if mount -t tmpfs -o "size=$2m,mode=1777" registrar-tests "$1"; then
      echo ready
      cat >/dev/null
      umount "$1" || umount -l "$1"
    fi
    rmdir "$1"
    """

  private var ballast: String { path + "/ballast" }

  /// Fills what is free.
  ///
  /// - Parameter leaving: how many bytes stay free, in whole pages.
  public func fill(leaving: Int = 0) throws {
    let descriptor = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure() }
    defer { close(descriptor) }
    for size in [1 << 16, 1 << 12, 1] {
      let bytes = [UInt8](repeating: 0x5A, count: size)
      while write(descriptor, bytes, size) > 0 {}
    }
    guard leaving > 0 else { return }
    let length = lseek(descriptor, 0, SEEK_END)
    guard ftruncate(descriptor, max(0, length - off_t(leaving))) == 0 else { throw Failure() }
  }

  /// Frees what was filled.
  public func free() {
    unlink(ballast)
  }
}
