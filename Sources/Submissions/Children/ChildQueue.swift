import Foundation

/// The commands that run beside the server: so many at a time, the others wait in the order in which they
/// came.
public actor ChildQueue {
  private struct Waiting {
    var number: Int
    var continuation: CheckedContinuation<Bool, Never>
  }

  nonisolated let command: ChildCommand
  nonisolated let limits: ChildLimits
  private var free: Int
  private var waiting: [Waiting] = []
  private var count = 0

  /// A queue without any command.
  init(_ command: ChildCommand, _ limits: ChildLimits) {
    self.command = command
    self.limits = limits
    free = max(limits.slots, 1)
  }

  /// How many commands run, and how many wait.
  public var load: (running: Int, waiting: Int) {
    (max(limits.slots, 1) - free, waiting.count)
  }

  /// Runs a command of this program when its turn comes; ends it when the task is cancelled.
  ///
  /// - Parameters:
  ///   - arguments: the command and its options. Nothing of them goes through a shell.
  ///   - usesStore: whether the arguments that name the store are added.
  ///   - seconds: how long it may take; as the limits say by default.
  ///   - variables: further variables.
  ///   - input: the file that it reads as standard input.
  public nonisolated func run(
    _ arguments: [String], usesStore: Bool = true, seconds: Int? = nil,
    variables: [String: String] = [:], input: String = "/dev/null"
  ) async -> ChildResult {
    await withPlace {
      await start(
        arguments, usesStore: usesStore, seconds: seconds, variables: variables, input: input)
    } ?? ChildResult(ending: .cancelled)
  }

  /// Runs a body when there is a place; `nil` when the task is cancelled before.
  nonisolated func withPlace<Result: Sendable>(
    _ body: @Sendable () async -> Result
  ) async -> Result? {
    guard await take() else { return nil }
    let result = await body()
    await give()
    return result
  }

  /// Runs a command at once, for somebody who has a place.
  ///
  /// - Parameter held: an open file that the child keeps open.
  nonisolated func start(
    _ arguments: [String], usesStore: Bool, seconds: Int? = nil, variables: [String: String],
    held: Int32? = nil, input: String = "/dev/null"
  ) async -> ChildResult {
    // What stands behind `--` are files.
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let store = usesStore ? command.storeArguments : []
    let child = ChildProcess(
      [command.program] + arguments[..<end] + store + arguments[end...],
      environment: command.environment.merging(variables) { $1 }, limits: limits,
      seconds: seconds ?? limits.seconds, held: held, input: input)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A thread of its own: it waits for the child.
        Thread.detachNewThread { continuation.resume(returning: child.run()) }
      }
    } onCancel: {
      child.cancel()
    }
  }

  /// Waits for a place; `false` when the task is cancelled meanwhile.
  private func take() async -> Bool {
    guard !Task.isCancelled else { return false }
    if free > 0, waiting.isEmpty {
      free -= 1
      return true
    }
    count += 1
    let number = count
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting.append(Waiting(number: number, continuation: continuation))
      }
    } onCancel: {
      Task { await self.drop(number) }
    }
  }

  private func drop(_ number: Int) {
    guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
    waiting.remove(at: index).continuation.resume(returning: false)
  }

  private func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().continuation.resume(returning: true)
    }
  }
}
