import Foundation
import TestSupport
import Testing

/// The built tool, run in a folder of its own against a store.
struct ToolProcess: Sendable {
  /// How a run ended, and what it printed, the ids of runs without their random characters.
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  static let now = "2026-11-20T12:00:00Z"

  let scratch: ScratchFolder
  /// The store's location.
  let store: String
  private let binary: String
  private let package: String

  init(store: String) throws {
    scratch = try ScratchFolder()
    self.store = store
    let own =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    // Only debug builds have failpoints, so the binary beside the tests goes before the one that others
    // are asked to use.
    let beside = URL(fileURLWithPath: own).deletingLastPathComponent()
      .appendingPathComponent("registrar").path
    let named = ProcessInfo.processInfo.environment["REGISTRAR_BINARY"] ?? ""
    binary = FileManager.default.isExecutableFile(atPath: beside) ? beside : named
    try #require(FileManager.default.isExecutableFile(atPath: binary))
    package = try Repository.path(of: "Schemas/exam-platform")
  }

  /// Starts the tool; its output goes to files.
  ///
  /// - Parameter starter: a program with its arguments that starts the tool in turn; none for the tool
  ///   itself.
  func start(
    _ arguments: [String], _ environment: [String: String] = [:], by starter: [String] = []
  ) throws -> Running {
    let process = Process()
    let words = starter + [binary] + arguments
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    var variables = ProcessInfo.processInfo.environment
    variables["REGISTRAR_NOW"] = Self.now
    variables["SWIFT_BACKTRACE"] = "enable=no"
    // Stores that two processes filled are compared as they are.
    variables["REGISTRAR_RUN_TAG"] = "00000000"
    variables["DATABASE_URL"] = store.hasPrefix("postgres") ? store : "sqlite:" + store
    variables["XDG_STATE_HOME"] = scratch.path
    for (name, value) in environment { variables[name] = value }
    process.environment = variables
    let names = ["out", "err"].map { "\($0)-\(UUID().uuidString)" }
    for name in names { try scratch.write(name, "") }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(
      forWritingTo: URL(fileURLWithPath: scratch.path(of: names[0])))
    process.standardError = try FileHandle(
      forWritingTo: URL(fileURLWithPath: scratch.path(of: names[1])))
    try process.start()
    return Running(process: process, scratch: scratch, names: names)
  }

  /// Runs the tool to its end.
  @discardableResult
  func run(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> Result {
    try start(arguments, environment).result()
  }

  /// Runs an execution of files to its end.
  @discardableResult
  func execute(
    _ files: [String], _ environment: [String: String] = [:], options: [String] = [],
    deletes: Bool = true
  ) throws -> Result {
    try run(
      Self.execution(files, package: package) + options + (deletes ? ["--allow-delete"] : []),
      environment)
  }

  /// Starts an execution of files.
  func startExecution(
    _ files: [String], _ environment: [String: String] = [:], options: [String] = [],
    by starter: [String] = []
  ) throws -> Running {
    try start(
      Self.execution(files, package: package) + options + ["--allow-delete"], environment,
      by: starter)
  }

  /// Runs a command that takes a package.
  @discardableResult
  func command(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Result {
    try run(arguments + ["--package", package], environment)
  }

  private static func execution(_ files: [String], package: String) -> [String] {
    ["import"] + files + ["--execute", "--package", package]
  }

  /// A process that runs.
  struct Running {
    let process: Process
    let scratch: ScratchFolder
    let names: [String]

    /// Waits for the end; a signal is 128 and its number.
    func result() throws -> Result {
      process.waitUntilExit()
      let status =
        process.terminationReason == .uncaughtSignal
        ? 128 + process.terminationStatus : process.terminationStatus
      return Result(
        status: status,
        output: withoutRunTags(String(decoding: try scratch.contents(of: names[0]), as: UTF8.self)),
        errors: withoutRunTags(String(decoding: try scratch.contents(of: names[1]), as: UTF8.self)))
    }

    /// Waits until a file is there, half a minute at most.
    func waitForFile(_ path: String) throws {
      for _ in 0..<3_000 where !FileManager.default.fileExists(atPath: path) {
        guard process.isRunning else { break }
        usleep(10_000)
      }
      try #require(FileManager.default.fileExists(atPath: path))
    }
  }
}
