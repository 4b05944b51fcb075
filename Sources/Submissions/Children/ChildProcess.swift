import Foundation
import Synchronization

/// A command of this program in a process of its own: a group of its own, nothing open but what it is given,
/// bounded memory and time.
final class ChildProcess: Sendable {
  private let arguments: [String]
  private let environment: [String: String]
  private let limits: ChildLimits
  private let seconds: Int
  /// An open file that the child keeps open; its lock lasts as long as the child.
  private let held: Int32?
  /// The file that it reads as standard input.
  private let input: String
  private let isCancelled = Atomic<Bool>(false)
  /// Seconds between the request to end and the end by force.
  private static let patience = 2.0

  /// A child that is not started.
  init(
    _ arguments: [String], environment: [String: String], limits: ChildLimits, seconds: Int,
    held: Int32? = nil, input: String = "/dev/null"
  ) {
    // The shell sets the limits and becomes the program.
    let script = "ulimit -c 0; ulimit -v \"$1\"; ulimit -t \"$2\"; shift 2; exec \"$@\""
    self.arguments =
      ["/bin/sh", "-c", script, "sh", String(limits.memory), String(limits.processorSeconds)]
      + arguments
    self.environment = environment
    self.limits = limits
    self.seconds = seconds
    self.held = held
    self.input = input
  }

  /// Has it end.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Runs it to its end; takes the thread meanwhile.
  func run() -> ChildResult {
    var pipes: [Int32] = [-1, -1, -1, -1]
    let isOpen = pipes.withUnsafeMutableBufferPointer { pipes in
      guard let base = pipes.baseAddress else { return false }
      return pipe(base) == 0 && pipe(base + 2) == 0
    }
    for descriptor in pipes { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    defer { for descriptor in pipes where descriptor >= 0 { close(descriptor) } }
    guard isOpen, let process = start(output: pipes[1], errors: pipes[3]) else {
      return ChildResult(ending: .notStarted)
    }
    for index in [1, 3] {
      close(pipes[index])
      pipes[index] = -1
    }
    return follow(process, &pipes)
  }

  private func start(output: Int32, errors: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard posix_spawn_file_actions_init(&actions) == 0, posix_spawnattr_init(&attributes) == 0
    else { return nil }
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for descriptor in Self.inheritable() { posix_spawn_file_actions_addclose(&actions, descriptor) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    if let held { posix_spawn_file_actions_adddup2(&actions, held, 3) }
    // Threads of servers block signals and ignore some; a child begins with none of that.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var process = pid_t()
    let status = Self.withTexts(arguments) { arguments in
      Self.withTexts(environment.map { $0 + "=" + $1 }.sorted()) { environment in
        posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environment)
      }
    }
    return status == 0 ? process : nil
  }

  /// What is open here and would stay open in a child; libraries mark their own, as a rule.
  private static func inheritable() -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }.filter { descriptor in
      let flags = fcntl(descriptor, F_GETFD)
      return descriptor > 2 && flags >= 0 && flags & FD_CLOEXEC == 0
    }
  }

  /// Takes what the child prints until it ends.
  private func follow(_ process: pid_t, _ pipes: inout [Int32]) -> ChildResult {
    let start = ContinuousClock.now
    var result = ChildResult(ending: .notStarted)
    var forced: ChildResult.Ending?
    var killTime = 0.0
    var status: Int32 = 0
    var ended = false
    while true {
      Self.read(&pipes[0], into: &result.output, most: limits.output, waits: true)
      Self.read(&pipes[2], into: &result.errors, most: 65_536, waits: false)
      if pipes[0] < 0, pipes[2] < 0, !ended { usleep(5_000) }
      if ended { break }
      ended = waitpid(process, &status, WNOHANG) == process
      let passed = (ContinuousClock.now - start) / .seconds(1)
      if forced == nil {
        if passed > Double(seconds) { forced = .timedOut }
        if isCancelled.load(ordering: .relaxed) { forced = .cancelled }
        guard forced != nil else { continue }
        kill(-process, SIGTERM)
        killTime = passed + Self.patience
      } else if passed > killTime {
        kill(-process, SIGKILL)
      }
    }
    // What the child left behind ends with it.
    kill(-process, SIGKILL)
    let signal = status & 0x7f
    result.ending = forced ?? (signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal))
    return result
  }

  /// Reads what is there; closes the pipe at its end.
  ///
  /// Bytes beyond the most are read and dropped.
  private static func read(
    _ descriptor: inout Int32, into bytes: inout [UInt8], most: Int, waits: Bool
  ) {
    guard descriptor >= 0 else { return }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var timeout: Int32 = waits ? 20 : 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while poll(&entry, 1, timeout) > 0 {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        close(descriptor)
        descriptor = -1
        return
      }
      bytes.append(contentsOf: buffer[..<min(count, max(most - bytes.count, 0))])
      timeout = 0
    }
  }

  /// Runs a body with texts as C has them, a null behind the last.
  private static func withTexts<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
