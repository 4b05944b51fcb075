import Foundation

/// The lines of a stream of requests, of bounded length.
struct RequestLines {
  /// A line of the stream.
  enum Line {
    /// A line without its end.
    case whole([UInt8])
    /// A line that is longer than requests may be; it was read to its end and dropped.
    case tooLong
  }

  /// The most bytes of a request.
  static let mostBytes = 1 << 20

  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private var start = 0
  private var hasEnded = false

  init(descriptor: CInt) { self.descriptor = descriptor }

  /// The next line that holds anything; `nil` at the end.
  mutating func next() -> Line? {
    var isTooLong = false
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = Array(buffer[start..<end])
        start = end + 1
        if isTooLong { return .tooLong }
        guard line.count <= Self.mostBytes else { return .tooLong }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else {
          searched = start
          continue
        }
        return .whole(line)
      }
      if buffer.count - start > Self.mostBytes {
        isTooLong = true
        start = buffer.count
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      guard fill() else {
        // What no line end follows was cut off.
        return isTooLong ? .tooLong : nil
      }
    }
  }

  private mutating func fill() -> Bool {
    guard !hasEnded else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        hasEnded = true
        return false
      }
      buffer += chunk[..<count]
      return true
    }
  }
}
