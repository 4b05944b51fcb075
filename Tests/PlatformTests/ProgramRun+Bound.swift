import Foundation
import TestSupport

extension ProgramRun {
  /// Runs a program with the environment of the tests; the status is 124 where its time was over.
  ///
  /// - Parameters:
  ///   - seconds: after which it is ended.
  ///   - killAfter: seconds after which it is killed as a power cut would; the status is 137 then.
  static func bounded(
    _ command: [String], in scratch: ScratchFolder, environment: [String: String] = [:],
    seconds: Int = 120, killAfter: Double? = nil
  ) throws -> ProgramRun {
    let bound = killAfter.map { ["-s", "KILL", String($0)] } ?? ["-k", "5", String(seconds)]
    return try ProgramRun(
      ["/usr/bin/timeout"] + bound + command, in: scratch,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
  }
}
