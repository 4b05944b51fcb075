import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One run of a program, with what it printed and what it cost.
struct HostileRun {
  /// The exit status; 128 and the signal for a process that a signal ended.
  var status: Int32
  /// What stands on standard output.
  var output: String
  /// What stands on standard error.
  var errors: String
  /// Seconds of the processor, those of all its threads together.
  var processorSeconds: Double
  /// The most memory it held, in MiB.
  var peakMebibytes: Double

  /// The built binary; `nil` when there is none.
  static let binary: String? = {
    let path =
      ProcessInfo.processInfo.environment["REGISTRAR_BINARY"]
      ?? (try? Repository.path(of: ".build/release/registrar"))
    return path.flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }
  }()

  /// Where the shipped packages lie.
  static let schemas = (try? Repository.path(of: "Schemas")) ?? "Schemas"

  /// The path of a tool on the search path.
  static func tool(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program to its end, at most 300 seconds of processor time.
  ///
  /// - Parameters:
  ///   - folder: the working directory.
  ///   - environment: changes to the environment of the tests.
  init(
    _ program: String, _ arguments: [String], in folder: ScratchFolder,
    environment changes: [String: String] = [:]
  ) throws {
    let name = UUID().uuidString
    let output = try folder.write("\(name).out", "")
    let errors = try folder.write("\(name).err", "")
    // The limit and the working directory are set by a shell, which is then replaced.
    let words = ["/bin/sh", "-c", "ulimit -t 300; cd \"$0\" && exec \"$@\"", folder.path, program]
    var environment = ProcessInfo.processInfo.environment
    environment["NO_COLOR"] = "1"
    environment["REGISTRAR_SCHEMAS"] = Self.schemas
    environment["SWIFT_BACKTRACE"] = "enable=no"
    for (key, value) in changes { environment[key] = value }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY, 0)
    var process: pid_t = 0
    let argv = (words + arguments).map { strdup($0) }
    let envp = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for pointer in argv + envp { free(pointer) } }
    let code = posix_spawn(&process, "/bin/sh", &actions, nil, argv + [nil], envp + [nil])
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    var state: CInt = 0
    var usage = rusage()
    // The kernel counts the pages of the process that spawned another one among those that it reports
    // at the end; what the program itself held at most is told while it lives.
    var peak = 0
    while true {
      let ended = wait4(process, &state, WNOHANG, &usage)
      if ended == process || (ended < 0 && errno != EINTR) { break }
      peak = max(peak, Self.peakKibibytes(of: process))
      usleep(2_000)
    }
    status = state & 0x7F == 0 ? (state >> 8) & 0xFF : 128 + (state & 0x7F)
    processorSeconds = [usage.ru_utime, usage.ru_stime]
      .reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    peakMebibytes = Double(peak) / 1024
    self.output = String(decoding: try folder.contents(of: "\(name).out"), as: UTF8.self)
    self.errors = String(decoding: try folder.contents(of: "\(name).err"), as: UTF8.self)
  }

  /// The most memory that a living process has held, in KiB; 0 when it is gone.
  private static func peakKibibytes(of process: pid_t) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }

  /// Validates files against the shipped exam platform, without a store.
  static func validating(
    _ files: [String], _ options: [String] = [], in folder: ScratchFolder
  ) throws -> HostileRun {
    guard let binary else { throw CocoaError(.fileNoSuchFile) }
    return try HostileRun(
      binary,
      ["import"] + files
        + ["--validate", "--offline", "--package", "\(schemas)/exam-platform/datapackage.json"]
        + options, in: folder)
  }
}
