import Foundation
import TestSupport

/// The corpora beside the project, the binary that is held against them, and the scripts that do it.
enum CorpusChecks {
  /// The built binary: `REGISTRAR_BINARY`, else the release build of this checkout.
  static let binary: String? =
    ProcessInfo.processInfo.environment["REGISTRAR_BINARY"]
    ?? (try? Repository.path(of: ".build/release/registrar"))

  /// The Python interpreter found on the search path.
  static let python: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
    .split(separator: ":").map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What is missing for a script of the corpora, in a sentence; `nil` when all is there.
  static func obstacle(to script: String) -> String? {
    guard let folder = Corpus.folder else {
      return "the project's folder is not known: nothing is compared"
    }
    guard FileManager.default.fileExists(atPath: "\(folder)/\(script)") else {
      return "there is no \(script) below REGISTRAR_CORPUS (\(folder)): nothing is compared"
    }
    guard python != nil else { return "there is no python3: nothing is compared" }
    guard let binary, FileManager.default.isExecutableFile(atPath: binary) else {
      return "there is no release binary (REGISTRAR_BINARY): nothing is compared"
    }
    return nil
  }

  /// Runs a script against the binary.
  ///
  /// - Returns: its exit status and everything it printed; status -1 when it took over `seconds`.
  static func run(
    _ script: String, _ arguments: [String], seconds: Int
  ) throws -> (status: Int32, output: String) {
    guard let folder = Corpus.folder, let binary, let python else { return (-1, "nothing to run") }
    let scratch = try ScratchFolder()
    let log = try scratch.write("output", "")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["\(folder)/\(script)", "--registrar", binary] + arguments
    process.standardInput = FileHandle.nullDevice
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.standardOutput = handle
    process.standardError = handle
    try process.start(seconds: Double(seconds) + 60)
    let deadline = Date().addingTimeInterval(Double(seconds))
    while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.05) }
    let isLate = process.isRunning
    if isLate { process.endAtOnce() }
    process.waitUntilExit()
    let output = String(decoding: try scratch.contents(of: "output"), as: UTF8.self)
    return (isLate ? -1 : process.terminationStatus, output)
  }
}
