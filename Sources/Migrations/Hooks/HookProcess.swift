import Crypto
import Foundation
import ImportService
import TabularCore

/// A hook while it runs: a process of its own group, so that what it started ends with it when its time is
/// over.
struct HookProcess {
  /// The last bytes of what a command writes, which are shown when it fails; nothing of them is kept.
  static let tailLength = 4_096
  /// Seconds between the request to end and the end by force.
  private static let patience = 2.0

  let hook: Hook
  let moment: HookResult.Moment
  /// The folder of the migration.
  let folder: String
  /// All variables of the process.
  let environment: [String: String]

  /// Runs the command to its end.
  ///
  /// - Returns: what it did, and the end of what it wrote.
  func run(cancellation: Cancellation?) -> (result: HookResult, tail: String) {
    let start = ContinuousClock.now
    var hash = SHA256()
    var count = 0
    var tail: [UInt8] = []
    func result(_ ending: HookResult.Ending) -> (HookResult, String) {
      let digest = hash.finalize().hexadecimal
      return (
        HookResult(
          id: hook.id, moment: moment, ending: ending, seconds: Self.seconds(since: start),
          outputBytes: count, outputSHA256: digest), String(decoding: tail, as: UTF8.self)
      )
    }
    guard let program = path() else { return result(.notStarted("no such program")) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = Array(hook.command.dropFirst())
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: workingFolder)
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do {
      try Self.withoutBlockedSignals { try process.run() }
    } catch {
      return result(.notStarted("the system refuses"))
    }
    try? pipe.fileHandleForWriting.close()
    let descriptor = pipe.fileHandleForReading.fileDescriptor
    defer { try? pipe.fileHandleForReading.close() }
    var isOpen = true
    /// Takes what is there, or waits for it for a moment.
    func read() {
      guard isOpen else {
        Thread.sleep(forTimeInterval: 0.01)
        return
      }
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 20) > 0 else { return }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let got = Foundation.read(descriptor, &buffer, buffer.count)
      guard got > 0 else {
        isOpen = got < 0 && errno == EINTR
        return
      }
      hash.update(data: buffer[..<got])
      count += got
      tail = Array((tail + buffer[..<got]).suffix(Self.tailLength))
    }
    var forced: HookResult.Ending?
    var killTime: Double?
    var own: HookResult.Ending?
    while process.isRunning {
      own = Self.ending(of: process.processIdentifier)
      guard own == nil else { break }
      read()
      let passed = Self.seconds(since: start)
      if forced == nil {
        if passed > hook.timeout {
          forced = .timedOut
        } else if cancellation?.isRequested == true {
          forced = .cancelled
        }
        if forced != nil {
          kill(-process.processIdentifier, SIGTERM)
          killTime = passed + Self.patience
        }
      } else if let time = killTime, passed > time {
        kill(-process.processIdentifier, SIGKILL)
        killTime = nil
      }
    }
    // What a command leaves behind, such as a service, may keep its output open.
    let ended = ContinuousClock.now
    while isOpen, Self.seconds(since: ended) < (forced == nil ? 0.2 : 0.05) { read() }
    if forced != nil { kill(-process.processIdentifier, SIGKILL) }
    if let ending = forced ?? own { return result(ending) }
    return result(
      process.terminationReason == .exit
        ? .exited(process.terminationStatus) : .killed(process.terminationStatus))
  }

  /// Runs something on this thread with no signal blocked.
  ///
  /// A process inherits what its thread blocks. Worker threads block nearly all, and a command that never
  /// gets SIGTERM could be ended by force alone, as would a service that it leaves behind.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var usual = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &usual)
    defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
    try body()
  }

  /// How a process ended, while nobody has taken notice of it; `nil` while it runs.
  ///
  /// Foundation takes notice when a channel closes that whatever the process started keeps open.
  private static func ending(of process: Int32) -> HookResult.Ending? {
    var state = siginfo_t()
    guard waitid(P_PID, id_t(process), &state, WEXITED | WNOHANG | WNOWAIT) == 0,
      state.si_signo == SIGCHLD
    else { return nil }
    let status = state._sifields._sigchld.si_status
    return state.si_code == Int32(CLD_EXITED) ? .exited(status) : .killed(status)
  }

  private var workingFolder: String {
    guard let own = hook.folder else { return folder }
    return own.hasPrefix("/") ? own : folder + "/" + own
  }

  /// The program: from the folder of the migration where its name has a slash, else by `PATH`.
  private func path() -> String? {
    let name = hook.command.first ?? ""
    let candidates =
      if name.hasPrefix("/") {
        [name]
      } else if name.contains("/") {
        [folder + "/" + name]
      } else {
        (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/" + name }
      }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static func seconds(since start: ContinuousClock.Instant) -> Double {
    let passed = (ContinuousClock.now - start).components
    return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
  }
}
