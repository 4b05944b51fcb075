import Foundation

/// Lines to a child, and the lines that it answers; one question at a time.
final class LineExchange: @unchecked Sendable {  // The actor of the child asks in turn.
  private let input: FileHandle
  private let output: FileHandle
  /// What came behind the last line.
  private var rest: [UInt8] = []

  /// How many seconds an answer may take.
  private static let patience = 60
  /// The longest line of an answer.
  private static let longestLine = 32 << 20

  /// An exchange by the ends of two pipes.
  init(input: FileHandle, output: FileHandle) {
    self.input = input
    self.output = output
  }

  /// Asks, and waits for the last line of the answer; takes the thread meanwhile.
  func answer(to line: [UInt8]) throws -> [UInt8] {
    try input.write(contentsOf: Data(line + [UInt8(ascii: "\n")]))
    let end = ContinuousClock.now + .seconds(Self.patience)
    while true {
      let answer = try nextLine(until: end)
      // An edit tells of its cell at once; the page waits for all that it changed.
      let isFirst =
        answer.count < 1 << 16
        && String(decoding: answer, as: UTF8.self).contains("\"part\":\"cell\"")
      if !isFirst { return answer }
    }
  }

  private func nextLine(until end: ContinuousClock.Instant) throws -> [UInt8] {
    var searched = 0
    while true {
      if let mark = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeSubrange(...mark) }
        return Array(rest[..<mark])
      }
      searched = rest.count
      guard searched <= Self.longestLine, end > .now else { throw GridChild.Failure() }
      var entry = pollfd(fd: output.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 1000) > 0 else { continue }
      // Takes what there is. Reading a number of bytes would wait for all of them.
      let block = output.availableData
      guard !block.isEmpty else { throw GridChild.Failure() }
      rest += block
    }
  }

  /// Lets the child know that nobody asks any more.
  func close() { try? input.close() }
}
