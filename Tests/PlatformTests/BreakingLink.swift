import Foundation
import TestSupport

/// A proxy before a real system, at which links break: see `platforms/proxy.py`.
final class BreakingLink {
  /// The port to send to.
  let port: Int
  private let process = Process()
  private let scratch: ScratchFolder

  /// Starts a proxy before a port.
  init(to target: Int, in scratch: ScratchFolder) throws {
    self.scratch = scratch
    port = try freePort()
    try scratch.write("link.log", "")
    try scratch.write("link.plan", "")
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", try Repository.path(of: "Tests/PlatformTests/platforms/proxy.py"), String(port),
      String(target), scratch.path(of: "link.log"), scratch.path(of: "link.plan"),
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.standardError
    try process.run()
    for _ in 0..<100 where !isListening() { Thread.sleep(forTimeInterval: 0.05) }
    guard isListening() else { throw Platform.Failure(description: "the proxy does not listen") }
  }

  deinit {
    // A child of a test may have SIGTERM blocked, as the thread had that started it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// What happens to which writing requests, counted from the proxy's start: `7 lost-answer`, `*9 cut`.
  func plan(_ faults: [String]) throws {
    try scratch.write("link.plan", faults.joined(separator: "\n"))
  }

  /// The writing requests that arrived so far, a line each: number, method, path, fault, status.
  func writes() throws -> [String] {
    String(decoding: try scratch.contents(of: "link.log"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  private func isListening() -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
