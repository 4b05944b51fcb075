import Foundation
import Synchronization

/// A child process that keeps files open for corrections and speaks lines of JSON (`registrar correct`).
///
/// It has bounded memory, and ends when its input ends.
actor GridChild {
  /// Why a child gives no answer.
  struct Failure: Error {}

  private let process = Process()
  private let input = Pipe()
  private let lines: AsyncStream<[UInt8]>
  private var iterator: AsyncStream<[UInt8]>.AsyncIterator
  private var last: Task<[UInt8], any Error>?
  private var isEnded = false
  /// When somebody asked it last.
  private(set) var askedAt = ContinuousClock.now

  /// How long an answer may take.
  private static let patience = Duration.seconds(60)
  /// The longest line of an answer.
  private static let longestLine = 32 << 20

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
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let (lines, feed) = AsyncStream.makeStream(of: [UInt8].self)
    self.lines = lines
    iterator = lines.makeAsyncIterator()
    try process.run()
    let descriptor = output.fileHandleForReading
    Thread.detachNewThread {
      // A thread of its own: it waits for what the child says, and takes what there is. Reading a number of
      // bytes would wait for all of them.
      var line: [UInt8] = []
      while case let block = descriptor.availableData, !block.isEmpty {
        var rest = block[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          feed.yield(line + rest[..<end])
          line.removeAll()
          rest = rest[rest.index(after: end)...]
        }
        line += rest
        guard line.count <= Self.longestLine else { break }
      }
      feed.finish()
    }
  }

  /// Asks, after those who asked before; the last line of the answer.
  func ask(_ line: [UInt8]) async throws -> [UInt8] {
    askedAt = .now
    let before = last
    let task = Task { [self] in
      _ = try? await before?.value
      return try await exchange(line)
    }
    last = task
    return try await task.value
  }

  private func exchange(_ line: [UInt8]) async throws -> [UInt8] {
    guard !isEnded, process.isRunning else { throw Failure() }
    try input.fileHandleForWriting.write(contentsOf: Data(line + [UInt8(ascii: "\n")]))
    let watch = Task { [process] in
      try await Task.sleep(for: Self.patience)
      kill(process.processIdentifier, SIGKILL)
    }
    defer { watch.cancel() }
    var iterator = iterator
    while let answer = await iterator.next(isolation: self) {
      self.iterator = iterator
      // An edit tells of its cell at once; the page waits for all that it changed.
      if answer.count < 1 << 16,
        String(decoding: answer, as: UTF8.self).contains("\"part\":\"cell\"")
      {
        continue
      }
      return answer
    }
    isEnded = true
    throw Failure()
  }

  /// Ends the child.
  func end() {
    isEnded = true
    try? input.fileHandleForWriting.close()
    // Threads of a pool have SIGTERM blocked, and so have their children.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }
}
