import Foundation
import TestSupport

/// A program that has run to its end, or was ended after a time, so that no test hangs.
struct BoundedRun {
  /// The exit status; 124 where its time was over.
  var status: Int32
  var output: String
  var errors: String

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - seconds: after which it is ended.
  ///   - killAfter: seconds after which it is killed as a power cut would; the status is 137 then.
  init(
    _ command: [String], in scratch: ScratchFolder, environment: [String: String] = [:],
    seconds: Int = 120, killAfter: Double? = nil
  ) throws {
    let process = Process()
    let bound = killAfter.map { ["-s", "KILL", String($0)] } ?? ["-k", "5", String(seconds)]
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = bound + command
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // What is printed goes into files: a server that is left running would keep a pipe open.
    let names = ["stdout", "stderr"].map { "\($0)-\(UUID().uuidString)" }
    let handles = try names.map { name in
      try FileHandle(forWritingTo: URL(fileURLWithPath: try scratch.write(name, "")))
    }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.run()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    status =
      process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
    output = String(decoding: try scratch.contents(of: names[0]), as: UTF8.self)
    errors = String(decoding: try scratch.contents(of: names[1]), as: UTF8.self)
  }
}
