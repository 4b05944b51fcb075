import Foundation
import TestSupport
import Testing

/// The built command-line tool, run in a folder of its own.
struct Registrar: Sendable {
  /// How a run of the tool ended, and what it printed, the ids of runs without their random characters.
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// There is no binary to test.
  struct MissingBinary: Error, CustomStringConvertible {
    var path: String
    var description: String {
      "there is no registrar at \(path); build it, or name one in REGISTRAR_BINARY"
    }
  }

  /// The test process has so many files open that Foundation would not learn that a child has ended.
  ///
  /// It waits with `select`, which knows descriptors below 1024 only. Somebody does not close files.
  struct TooManyOpenFiles: Error, CustomStringConvertible {
    var descriptor: Int32
    var description: String {
      "the next free descriptor of the test process is \(descriptor): files are opened and not closed"
    }
  }

  static let now = "2026-11-20T12:00:00Z"

  let scratch: ScratchFolder
  private let binary: String
  private let package: String

  /// A scratch folder for the tool.
  ///
  /// - Parameter hasFailpoints: whether the tool can be made to fail: only debug builds can, so the one
  ///   beside the tests is taken.
  init(hasFailpoints: Bool = false) throws {
    scratch = try ScratchFolder()
    binary = try hasFailpoints ? Self.binaryBesideTests() : Self.findBinary()
    package = try Repository.path(of: "Schemas/exam-platform")
  }

  private static func checkOpenFiles() throws {
    let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
    close(descriptor)
    guard (0..<900).contains(descriptor) else { throw TooManyOpenFiles(descriptor: descriptor) }
  }

  private static func findBinary() throws -> String {
    if let named = ProcessInfo.processInfo.environment["REGISTRAR_BINARY"], !named.isEmpty {
      guard FileManager.default.isExecutableFile(atPath: named) else {
        throw MissingBinary(path: named)
      }
      return named
    }
    return try binaryBesideTests()
  }

  private static func binaryBesideTests() throws -> String {
    let own =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    let path = URL(fileURLWithPath: own).deletingLastPathComponent()
      .appendingPathComponent("registrar").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw MissingBinary(path: path)
    }
    return path
  }

  /// Runs `registrar import` with the shipped package and the clock of the tests.
  func runImport(
    _ arguments: [String], environment: [String: String] = [:], input: String? = nil
  ) throws -> Result {
    try run(["import"] + arguments + ["--package", package], environment, input: input)
  }

  /// Runs `registrar template` with the shipped package.
  func runTemplate(_ arguments: [String]) throws -> Result {
    try run(["template"] + arguments + ["--package", package])
  }

  /// Runs a line as a shell does, with `registrar` as the tool and its package where it is looked for.
  func shell(_ line: String, environment: [String: String] = [:]) throws -> Result {
    let folder = scratch.path(of: "bin")
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let link = folder + "/registrar"
    if !FileManager.default.fileExists(atPath: link) {
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: binary)
    }
    var variables = environment
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    variables["PATH"] = folder + ":" + path
    variables["REGISTRAR_SCHEMAS"] = URL(fileURLWithPath: package).deletingLastPathComponent().path
    return try run(["-c", line], variables, program: "/bin/sh")
  }

  /// Runs the tool.
  ///
  /// - Parameters:
  ///   - output: where standard output goes instead of the result, and `errors` standard error.
  ///   - starter: a program with its arguments that starts the tool in turn.
  func run(
    _ arguments: [String], _ environment: [String: String] = [:], input: String? = nil,
    output: FileHandle? = nil, errors: FileHandle? = nil, by starter: [String] = [],
    program: String? = nil, whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> Result {
    let process = Process()
    let words = starter + [program ?? binary] + arguments
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    var variables = ProcessInfo.processInfo.environment
    variables["REGISTRAR_NOW"] = Self.now
    variables["NO_COLOR"] = nil
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] { variables[name] = nil }
    variables["TERM"] = "xterm-256color"
    for (name, value) in environment { variables[name] = value }
    process.environment = variables
    let names = ["stdout", "stderr"].map { "\($0)-\(UUID().uuidString)" }
    for name in names { try scratch.write(name, "") }
    process.standardOutput =
      try output
      ?? FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path(of: names[0])))
    process.standardError =
      try errors
      ?? FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path(of: names[1])))
    if let input {
      process.standardInput = try FileHandle(
        forReadingFrom: URL(fileURLWithPath: scratch.write("stdin", input)))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try Self.checkOpenFiles()
    try process.start()
    do {
      try whileRunning(process)
    } catch {
      process.endAtOnce()
      throw error
    }
    process.waitUntilExit()
    let status =
      process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
    return Result(
      status: status,
      output: withoutRunTags(String(decoding: try scratch.contents(of: names[0]), as: UTF8.self)),
      errors: withoutRunTags(String(decoding: try scratch.contents(of: names[1]), as: UTF8.self)))
  }

  /// Starts the tool, which runs beside the test; what it writes goes into a file of the scratch folder.
  func start(
    _ arguments: [String], _ environment: [String: String], log: String
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    var variables = ProcessInfo.processInfo.environment
    variables["REGISTRAR_NOW"] = Self.now
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] { variables[name] = nil }
    process.environment = variables.merging(environment) { $1 }
    let file = try FileHandle(
      forWritingTo: URL(fileURLWithPath: try scratch.write(log, "")))
    process.standardOutput = file
    process.standardError = file
    process.standardInput = FileHandle.nullDevice
    try Self.checkOpenFiles()
    try process.start()
    try file.close()
    return process
  }

  /// Imports with the shipped package, and acts on the process meanwhile.
  func runImport(
    _ arguments: [String], whileRunning: (Process) throws -> Void
  ) throws -> Result {
    try run(["import"] + arguments + ["--package", package], whileRunning: whileRunning)
  }
}

/// Compares a text with the one recorded beside the tests.
///
/// With `RECORD_SNAPSHOTS=1` the text is recorded; a first recording fails, so that someone reads it.
func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")
  let file = folder.appendingPathComponent(name + ".txt")
  let recorded = try? String(contentsOf: file, encoding: .utf8)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    if recorded == nil {
      Issue.record("recorded \(name) for the first time; read it", sourceLocation: sourceLocation)
    }
    return
  }
  guard let recorded else {
    Issue.record(
      "there is no snapshot \(name); run with RECORD_SNAPSHOTS=1", sourceLocation: sourceLocation)
    return
  }
  #expect(text == recorded, sourceLocation: sourceLocation)
}
