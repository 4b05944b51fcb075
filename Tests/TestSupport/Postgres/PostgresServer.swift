import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own, in a scratch folder.
///
/// A shell looks after it: the server ends when the tests do, also when they are killed, as the shell
/// then reads the end of its input. The server does not run as root, which it refuses.
public final class PostgresServer: Sendable {
  /// Why a server is not to be had.
  public struct Failure: Error, CustomStringConvertible {
    /// What went wrong.
    public let description: String
  }

  /// The folder with the server's data and socket.
  public let folder: String
  /// The port, on the socket and on 127.0.0.1.
  public let port: Int
  private let supervisor: Process
  private let input: Pipe
  private let count = Mutex(0)

  private static let common = Mutex<PostgresServer?>(nil)

  /// The server that the tests of a process share; started the first time.
  public static func shared() throws -> PostgresServer {
    try common.withLock { server in
      if let server { return server }
      let started = try PostgresServer()
      server = started
      return started
    }
  }

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - settings: further settings, `name=value`.
  ///   - parent: the folder in which the server's own is made, with a short path.
  public init(settings: [String] = [], in parent: String = "/tmp") throws {
    // A short path, as the names of sockets have at most 107 bytes.
    folder = parent + "/registrar-pg\(UInt32.random(in: .min ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    port = try LocalSocket().port
    supervisor = Process()
    input = Pipe()
    let output = Pipe()
    let isRoot = getuid() == 0
    if isRoot {
      let owner = Self.run("/usr/bin/env", ["chown", "postgres", folder])
      guard owner.status == 0 else {
        throw Failure(description: "no user postgres: \(owner.output)")
      }
    }
    let shell = ["sh", "-c", Self.script, "sh", folder, String(port), Self.binaries]
    supervisor.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    supervisor.arguments =
      (isRoot ? ["runuser", "-u", "postgres", "--"] : []) + shell + settings
    supervisor.currentDirectoryURL = URL(fileURLWithPath: "/")
    supervisor.standardInput = input
    supervisor.standardOutput = output
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try supervisor.run()
    let answer = output.fileHandleForReading.availableData
    guard String(decoding: answer, as: UTF8.self).hasPrefix("ready") else {
      let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
      throw Failure(description: "the server did not start: \(log.suffix(800))")
    }
  }

  deinit { try? input.fileHandleForWriting.close() }

  /// Starts the server and waits for the end of the input, or for orders.
  private static let script = """
    folder="$1"; port="$2"; bin="$3"; shift 3
    settings=""
    for setting in "$@"; do settings="$settings -c $setting"; done
    start() {
      "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 start \\
        -o "-k $folder -p $port -c listen_addresses=127.0.0.1 -c fsync=on $settings" >/dev/null 2>&1
    }
    "$bin/initdb" -D "$folder/data" -U registrar -A trust -E UTF8 --locale=C.UTF-8 \\
      >"$folder/log" 2>&1 || exit 1
    start || exit 1
    echo ready
    while read -r order; do
      case "$order" in
        stop) "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1; echo stopped ;;
        start) start; echo started ;;
      esac
    done
    "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$folder"
    """

  /// The folder of the newest server's programs.
  private static let binaries: String = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    let newest = versions.compactMap { Int($0) }.max()
    return newest.map { "\(root)/\($0)/bin" } ?? "/usr/bin"
  }()

  /// Stops the server at once, as a failing machine would.
  public func stop() { order("stop") }

  /// Starts the server again; it recovers first.
  public func start() { order("start") }

  private func order(_ text: String) {
    input.fileHandleForWriting.write(Data((text + "\n").utf8))
    guard let output = supervisor.standardOutput as? Pipe else { return }
    _ = output.fileHandleForReading.availableData
  }

  /// The URI of a database, as a user.
  public func uri(_ database: String, user: String = "registrar") -> String {
    "postgresql://\(user)@/\(database)?host=\(folder)&port=\(port)"
  }

  /// Makes an empty database; returns its name.
  public func makeDatabase() throws -> String {
    let name = "d\(nextNumber())"
    try ask("CREATE DATABASE \(name)", in: "postgres")
    return name
  }

  /// Makes an empty schema, which costs less than a database; returns the URI of a session in it.
  public func makeSchema() throws -> String {
    let name = "s\(nextNumber())"
    try ask("CREATE SCHEMA \(name)", in: "postgres")
    return uri("postgres") + "&options=-csearch_path%3D" + name
  }

  /// Keeps tables in a folder, temporary ones, too; returns what makes a session do so, to be put
  /// behind the URI of a schema.
  public func tablespaceOptions(in folder: String) throws -> String {
    let name = "t" + (folder.split(separator: "/").last ?? "").filter(\.isNumber)
    if try ask("SELECT 1 FROM pg_tablespace WHERE spcname = '\(name)'", in: "postgres").isEmpty {
      let place = folder + "/tables"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
      if getuid() == 0 { _ = Self.run("/usr/bin/env", ["chown", "postgres", place]) }
      try ask("CREATE TABLESPACE \(name) LOCATION '\(place)'", in: "postgres")
    }
    return "%20-cdefault_tablespace%3D\(name)%20-ctemp_tablespaces%3D\(name)"
  }

  private func nextNumber() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }

  /// Runs statements in a database: rows as texts joined by a bar, NULL as a hyphen.
  @discardableResult
  public func ask(_ sql: String, in database: String) throws -> [String] {
    try ask(sql, at: uri(database))
  }

  /// Runs statements at a URI: rows as texts joined by a bar, NULL as a hyphen.
  @discardableResult
  public func ask(_ sql: String, at uri: String) throws -> [String] {
    let answer = Self.run(
      "/usr/bin/env",
      [
        "psql", "-X", "-A", "-t", "-q", "-F", "|", "-P", "null=-", "-v", "ON_ERROR_STOP=1", "-c",
        sql, uri,
      ])
    guard answer.status == 0 else { throw Failure(description: answer.output) }
    return answer.output.split(separator: "\n").map(String.init)
  }

  private static func run(_ program: String, _ arguments: [String]) -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    do { try process.start() } catch { return (127, "\(error)") }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
