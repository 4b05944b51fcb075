import Foundation
import TestSupport

/// The small service around a store, which hooks of migrations talk to, as a process.
///
/// It ends when its input does, so that it is gone also when the tests are killed, and has nothing of the
/// tests' output open.
final class SmallService {
  /// It did not tell its port within half a minute.
  struct Silent: Error {}

  /// Where it answers on this machine.
  private(set) var port = ""
  private let process = Process()
  private let input = Pipe()

  /// Starts the service; `log` in the folder has what it was asked.
  init(in scratch: ScratchFolder) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("MigrationService/service.py").path
    process.arguments = ["python3", script, scratch.path(of: "log"), scratch.path(of: "port")]
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try process.start()
    for _ in 0..<1_500 where port.isEmpty && process.isRunning {
      Thread.sleep(forTimeInterval: 0.02)
      port = (try? String(contentsOfFile: scratch.path(of: "port"), encoding: .utf8)) ?? ""
    }
    guard !port.isEmpty else { throw Silent() }
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.endAtOnce()
  }
}
