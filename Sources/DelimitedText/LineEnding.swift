/// How the lines of a file end.
public enum LineEnding: Sendable, Hashable {
  /// LF alone.
  case lineFeed
  /// CR alone.
  case carriageReturn
  /// CR LF.
  case pair

  /// The line ending of a text: the one that most of its lines have; in a tie, the first.
  ///
  /// Line ends in quotes count only if there are no others.
  init(of bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, quote: UInt8) {
    var counts: [(ending: LineEnding, count: Int)] = []
    var quoted: LineEnding?
    var isQuoted = false
    var index = start
    let last = min(end, start + Self.sampleSize)
    while index < last {
      let byte = bytes[index]
      index += 1
      if byte == quote, quote != 0 { isQuoted.toggle() }
      guard byte == LineEnd.lineFeed || byte == LineEnd.carriageReturn else { continue }
      var ending: LineEnding = byte == LineEnd.lineFeed ? .lineFeed : .carriageReturn
      if byte == LineEnd.carriageReturn, index < end, bytes[index] == LineEnd.lineFeed {
        ending = .pair
        index += 1
      }
      if isQuoted {
        quoted = quoted ?? ending
      } else if let place = counts.firstIndex(where: { $0.ending == ending }) {
        counts[place].count += 1
      } else {
        counts.append((ending, 1))
      }
    }
    let most = counts.map(\.count).max() ?? 0
    self = counts.first { $0.count == most }?.ending ?? quoted ?? .lineFeed
  }

  private static let sampleSize = 256 << 10

  /// Whether the line end of `length` bytes that begins with `byte` is this one.
  @inline(__always)
  func isLike(_ byte: UInt8, length: Int) -> Bool {
    switch self {
    case .lineFeed: byte == LineEnd.lineFeed
    case .carriageReturn: byte == LineEnd.carriageReturn && length == 1
    case .pair: length == 2
    }
  }
}
