import Foundation
import ImportPipeline
import TabularCore

/// One of the programs that come with PostgreSQL, run as a child.
///
/// It gets the connection settings through its environment, never on its command line, and its
/// error messages are cleared of them.
struct PostgresProgram {
  /// The program's name, `pg_dump`.
  let name: String
  let string: ConnectionString

  /// Runs the program to its end.
  ///
  /// - Parameter database: the database, when it is not the URI's.
  func run(_ arguments: [String], database: String? = nil) throws(StoreError) {
    guard let path = Self.path(of: name) else {
      throw failure("\(name) is not installed")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    for (name, value) in string.variables { environment[name] = value }
    if let database { environment["PGDATABASE"] = database }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    let text: String
    do {
      try process.run()
      let data = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      text = string.redacted(String(decoding: data.prefix(10_000), as: UTF8.self))
    } catch {
      throw failure("\(name) cannot be run")
    }
    guard process.terminationStatus == 0, process.terminationReason == .exit else {
      let line =
        text.split(separator: "\n").first { $0.contains("error:") }
        ?? text.split(separator: "\n").first
      throw failure(line.map { printable(String($0), limit: 300) } ?? "\(name) failed")
    }
  }

  private func failure(_ reason: String) -> StoreError {
    StoreError(
      .guardBackupMissing(.failed(reason: reason), target: string.location))
  }

  /// Where the program is: in PATH, else where Debian keeps it, the newest release first.
  private static func path(of name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map(String.init)
    let root = "/usr/lib/postgresql"
    let releases = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
      .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
    return (folders + releases.map { "\(root)/\($0)/bin" }).lazy.map { $0 + "/" + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
