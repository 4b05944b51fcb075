import Foundation

/// A child process that keeps files open for corrections and speaks lines of JSON (`registrar correct`).
///
/// It has bounded memory, and ends when its input ends.
actor GridChild {
  /// Why a child gives no answer.
  struct Failure: Error {}

  private let process = Process()
  private let lines: LineExchange
  /// Those who ask after the one who is answered now.
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var isAsked = false
  private var isEnded = false
  /// When somebody asked it last.
  private(set) var askedAt = ContinuousClock.now

  /// Starts a child.
  ///
  /// - Parameter memory: how many KiB it may take.
  init(
    program: String, arguments: [String], environment: [String: String], folder: String, memory: Int
  ) throws {
    process.executableURL = URL(filePath: "/bin/sh")
    // Nothing of the arguments goes through the shell's reading.
    process.arguments =
      ["-c", "ulimit -v \(memory) && exec \"$@\"", "sh", program] + arguments
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: folder)
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    lines = LineExchange(
      input: input.fileHandleForWriting, output: output.fileHandleForReading)
  }

  /// Asks, after those who asked before; the last line of the answer.
  ///
  /// A page that is closed meanwhile does not cut the conversation: the answer is read all the same.
  func ask(_ line: [UInt8]) async throws -> [UInt8] {
    askedAt = .now
    if isAsked { await withCheckedContinuation { waiting.append($0) } }
    isAsked = true
    defer { if waiting.isEmpty { isAsked = false } else { waiting.removeFirst().resume() } }
    guard !isEnded, process.isRunning else { throw Failure() }
    do {
      return try await withCheckedThrowingContinuation { [lines] continuation in
        // A thread of its own: it waits for what the child says.
        Thread.detachNewThread { continuation.resume(with: Result { try lines.answer(to: line) }) }
      }
    } catch {
      // What it still says would be taken for the next answer.
      end()
      throw error
    }
  }

  /// Ends the child.
  func end() {
    isEnded = true
    lines.close()
    // Threads of a pool have SIGTERM blocked, and so have their children.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }
}
