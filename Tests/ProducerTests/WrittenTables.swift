import Foundation
import TestSupport

/// What a producer wrote, in a scratch folder.
struct WrittenTables {
  /// The producer's program is not installed.
  struct Absent: Error {
    var reason: String
  }

  /// The producer failed.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The status with which a script ends when its program is not there; 126 and 127 are the shell's.
  private static let absentStatuses: Set<Int32> = [69, 126, 127]

  let producer: Producer
  let scratch: ScratchFolder
  /// The version that the producer printed.
  let version: String
  /// The files, in the order of their names.
  let files: [String]

  /// Runs a producer.
  init(of producer: Producer) throws {
    self.producer = producer
    scratch = try ScratchFolder()
    let folder = scratch.path(of: "written")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let script = try Repository.path(of: "Tests/ProducerTests/Producers/\(producer.script)")
    let run = try ProgramRun(
      ["/usr/bin/env", script, try ProducerCase.file, folder], in: scratch,
      environment: try Self.environment())
    guard !Self.absentStatuses.contains(run.status) else {
      throw Absent(reason: run.errors.split(separator: "\n").first.map(String.init) ?? script)
    }
    guard run.status == 0 else {
      throw Failure(description: "\(producer.script) ended with \(run.status): \(run.errors)")
    }
    version = String(run.output.prefix { $0 != "\n" })
    files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { "\(folder)/\($0)" }
    guard !files.isEmpty else { throw Failure(description: "\(producer.script) wrote nothing") }
  }

  /// The interpreter of `.ci/producers` comes first; the zone and the language are the same everywhere.
  private static func environment() throws -> [String: String] {
    var variables = ProcessInfo.processInfo.environment
    let own = URL(fileURLWithPath: try Repository.path(of: "Package.swift"))
      .deletingLastPathComponent().appendingPathComponent(".build/producers/venv/bin").path
    variables["PATH"] = own + ":" + (variables["PATH"] ?? "/usr/bin:/bin")
    variables["TZ"] = "UTC"
    variables["LC_ALL"] = "C.UTF-8"
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    return variables
  }
}
