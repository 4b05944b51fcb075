import Foundation

/// A program that has run.
public struct ProgramRun: Sendable {
  /// The exit status; 128 and the number of the signal that ended it.
  public let status: Int32
  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let errors: String

  /// Runs a program to its end, which comes at the latest after ten minutes.
  ///
  /// What it prints goes into files of the scratch folder: a server that it leaves running would keep a
  /// pipe open.
  public init(
    _ command: [String], in scratch: ScratchFolder, environment: [String: String]
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let names = ["stdout", "stderr"].map { "\($0)-\(UUID().uuidString)" }
    let handles = try names.map { name in
      try FileHandle(forWritingTo: URL(fileURLWithPath: try scratch.write(name, "")))
    }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.start()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    status =
      process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
    output = String(decoding: try scratch.contents(of: names[0]), as: UTF8.self)
    errors = String(decoding: try scratch.contents(of: names[1]), as: UTF8.self)
  }
}
