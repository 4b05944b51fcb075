import TabularCore

/// Finds where records begin near a place in a delimited file, without reading what comes before.
///
/// A cut is the place after a line feed with an even number of quotes before it in the whole file, as
/// ``RecordBlocks`` cuts. Nobody can tell from the middle of a file whether a quote is open there; so whoever
/// asks says which of both he takes for true, counts the quotes of his own bytes, and leaves it to the one who
/// knows all counts to see who was right.
public struct RecordCuts: Sendable {
  private let source: any ByteSource
  private let dialect: Dialect
  private let lineEnding: LineEnding?
  /// Where the first record may begin: behind a byte order mark.
  public let start: Int

  private static let chunk = 64 << 10
  /// How far a cut is looked for.
  private static let farthest = 32 << 20

  /// The cuts of a file whose dialect is known; `nil` when it is not UTF-8.
  ///
  /// - Parameter lineEnding: the file's line ending; records that end otherwise are not cut from what follows.
  public init?(_ source: any ByteSource, dialect: Dialect, lineEnding: LineEnding?) {
    guard dialect.encoding == .utf8 else { return nil }
    self.source = source
    self.dialect = dialect
    self.lineEnding = lineEnding
    start = dialect.hasByteOrderMark ? 3 : 0
  }

  /// The first cut at or after an offset, from 0; the end of the file when no record begins there any more,
  /// `nil` when there is none within 32 MiB.
  ///
  /// - Parameter isQuoted: whether a quote is open at the offset.
  /// - Throws: `file.unreadable`.
  public func cut(from offset: Int, isQuoted: Bool) throws(DelimitedTextError) -> Int? {
    guard offset > start else { return start }
    var isQuoted = isQuoted
    var previous: UInt8 = 0
    // The line feed before the offset is no quote, and whether it ends a pair its own neighbour tells.
    var position = max(start, offset - 2)
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    while position - offset < Self.farthest {
      let got = try source.read(into: &buffer, from: 0, at: position)
      guard got > 0 else { return position }
      for index in 0..<got {
        let byte = buffer[index]
        let place = position + index
        if byte == dialect.quote {
          if place >= offset { isQuoted.toggle() }
        } else if byte == LineEnd.lineFeed, !isQuoted, place >= offset - 1,
          isOwnEnd(after: previous)
        {
          return place + 1
        }
        previous = byte
      }
      position += got
    }
    return nil
  }

  /// Whether an odd number of quotes stands in some bytes.
  ///
  /// - Throws: `file.unreadable`.
  public func changesQuoting(_ range: Range<Int>) throws(DelimitedTextError) -> Bool {
    var position = max(start, range.lowerBound)
    var isOdd = false
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    while position < range.upperBound {
      let got = min(
        try source.read(into: &buffer, from: 0, at: position), range.upperBound - position)
      guard got > 0 else { break }
      for index in 0..<got where buffer[index] == dialect.quote { isOdd.toggle() }
      position += got
    }
    return isOdd
  }

  private func isOwnEnd(after previous: UInt8) -> Bool {
    lineEnding == nil
      || lineEnding == (previous == LineEnd.carriageReturn ? .pair : .lineFeed)
  }
}

/// The bytes of a source before an offset.
struct ClippedSource: ByteSource {
  let source: any ByteSource
  /// Where the bytes end, from 0.
  let end: Int

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(DelimitedTextError) -> Int {
    guard offset < end else { return 0 }
    return try source.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(end - offset)), at: offset)
  }
}
