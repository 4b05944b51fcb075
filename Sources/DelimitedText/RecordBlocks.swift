import Synchronization
public import TabularCore

/// Cuts a UTF-8 file into blocks of whole records, which several threads read at once.
///
/// A block ends at a line feed with an even number of quotes before it; if the file's own line end is
/// given, only there. Quotes inside unquoted fields can spoil that count. Then the block before the wrong
/// cut ends inside a quoted field, and its reader reports an unclosed quote. So a file whose blocks have
/// no findings was cut correctly; one with a finding must be read again by a single `DelimitedReader`.
public final class RecordBlocks: Sendable {
  /// Some whole records.
  public struct Block: Sendable {
    /// The position of the block in the file, from 0.
    public var index: Int
    /// Where the block begins in the source, from 0.
    public var offset: Int
    fileprivate var bytes: [UInt8]

    /// How many bytes the block has.
    public var byteCount: Int { bytes.count }
  }

  private struct Progress {
    var offset: Int
    var blockOffset: Int
    var index = 0
    var rest: [UInt8] = []
    var isExhausted = false
  }

  private let source: any ByteSource
  private let dialect: Dialect
  private let lineEnding: LineEnding?
  private let limits: Limits
  private let blockSize: Int
  private let progress: Mutex<Progress>

  /// How many bytes are read at once for a block.
  public static let usualBlockSize = 256 << 10
  /// A block without an end within that many bytes is given up.
  private static let maximumSize = 32 << 20

  /// Blocks of a source whose dialect is known; `nil` when it is not UTF-8.
  ///
  /// - Parameter lineEnding: the file's line ending, for blocks that end with it; `nil` if nobody needs
  ///   to know which records end otherwise.
  public convenience init?(
    _ source: any ByteSource, dialect: Dialect, lineEnding: LineEnding? = nil,
    limits: Limits = Limits()
  ) {
    self.init(
      source, dialect: dialect, lineEnding: lineEnding, limits: limits,
      blockSize: Self.usualBlockSize)
  }

  /// Blocks of a part of a source, which begins and ends where records do; `nil` when it is not UTF-8.
  ///
  /// - Parameter range: the bytes of the part, from 0; a part that does not begin the source has neither a byte
  ///   order mark nor a line that names the delimiter.
  public convenience init?(
    _ source: any ByteSource, range: Range<Int>, dialect: Dialect, lineEnding: LineEnding? = nil,
    limits: Limits = Limits()
  ) {
    self.init(
      source, range: range, dialect: dialect, lineEnding: lineEnding, limits: limits,
      blockSize: Self.usualBlockSize)
  }

  /// Blocks of about `blockSize` bytes of a part of a source.
  convenience init?(
    _ source: any ByteSource, range: Range<Int>, dialect: Dialect, lineEnding: LineEnding?,
    limits: Limits, blockSize: Int
  ) {
    var dialect = dialect
    if range.lowerBound > (dialect.hasByteOrderMark ? 3 : 0) { dialect.hasSeparatorLine = false }
    self.init(
      ClippedSource(source: source, end: range.upperBound), dialect: dialect,
      lineEnding: lineEnding, limits: limits, blockSize: blockSize, from: range.lowerBound)
  }

  /// Blocks of about `blockSize` bytes.
  ///
  /// - Parameter first: where the first block begins, from 0; `nil` for the beginning of the source.
  init?(
    _ source: any ByteSource, dialect: Dialect, lineEnding: LineEnding? = nil, limits: Limits,
    blockSize: Int, from first: Int? = nil
  ) {
    guard dialect.encoding == .utf8 else { return nil }
    self.source = source
    self.dialect = dialect
    self.lineEnding = lineEnding
    self.limits = limits
    self.blockSize = max(1, blockSize)
    let start = first ?? (dialect.hasByteOrderMark ? 3 : 0)
    progress = Mutex(Progress(offset: start, blockOffset: start))
  }

  /// The next block, or `nil` at the end; safe to call from several threads.
  ///
  /// - Throws: `file.unreadable`, and `value.too-long` for a block without an end.
  public func next() throws(DelimitedTextError) -> Block? {
    let result = progress.withLock { progress -> Result<Block?, DelimitedTextError> in
      do throws(DelimitedTextError) {
        return .success(try advance(&progress))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func advance(_ progress: inout Progress) throws(DelimitedTextError) -> Block? {
    var bytes = progress.rest
    progress.rest = []
    var quotes = 0
    var counted = 0
    while true {
      let searched = counted
      if !progress.isExhausted {
        let got = try append(to: &bytes, at: progress.offset)
        progress.offset += got
        progress.isExhausted = got == 0
      }
      guard !bytes.isEmpty else { return nil }
      var end = bytes.count
      if !progress.isExhausted {
        quotes += count(bytes, from: counted)
        counted = bytes.count
        guard let cut = lastCut(bytes, quotes: quotes, after: searched) else {
          guard bytes.count < Self.maximumSize else {
            throw DelimitedTextError.recordTooLong(Self.maximumSize, line: 1)
          }
          continue
        }
        end = cut
      }
      progress.rest = Array(bytes[end...])
      bytes.removeLast(bytes.count - end)
      defer {
        progress.index += 1
        progress.blockOffset += end
      }
      return Block(index: progress.index, offset: progress.blockOffset, bytes: bytes)
    }
  }

  /// Reads on after the present bytes; returns how many there are.
  private func append(to bytes: inout [UInt8], at offset: Int) throws(DelimitedTextError) -> Int {
    var result = Result<Int, DelimitedTextError>.success(0)
    bytes.append(addingCapacity: blockSize) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        let room = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        do throws(DelimitedTextError) {
          let got = try source.read(into: room, at: offset)
          count += got
          result = .success(got)
        } catch {
          result = .failure(error)
        }
      }
    }
    return try result.get()
  }

  /// How many quotes there are from an index on; eight bytes are examined at once.
  private func count(_ bytes: [UInt8], from start: Int) -> Int {
    let quote = dialect.quote
    let pattern = 0x0101_0101_0101_0101 &* UInt64(quote)
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return bytes.withUnsafeBytes { buffer in
      var count = 0
      var index = start
      while index &+ 8 <= buffer.count {
        // Each byte counts to 255 at most.
        var lanes: UInt64 = 0
        let end = min(buffer.count &- 7, index &+ 255 &* 8)
        while index < end {
          let difference =
            buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
          let isOther = (difference & low) &+ low | difference
          lanes &+= ~isOther &>> 7 & 0x0101_0101_0101_0101
          index &+= 8
        }
        var rest = lanes
        while rest != 0 {
          count &+= Int(rest & 0xFF)
          rest &>>= 8
        }
      }
      while index < buffer.count {
        if buffer[index] == quote { count &+= 1 }
        index &+= 1
      }
      return count
    }
  }

  /// The index after the last line feed with an even number of quotes before it, from `start` on: what
  /// precedes was searched when there was less text.
  private func lastCut(_ bytes: [UInt8], quotes: Int, after start: Int) -> Int? {
    var quotes = quotes
    var index = bytes.count
    while index > start {
      index -= 1
      if bytes[index] == dialect.quote {
        quotes -= 1
      } else if bytes[index] == LineEnd.lineFeed, quotes % 2 == 0, isOwnEnd(bytes, index) {
        return index + 1
      }
    }
    return nil
  }

  /// Whether the line feed at an index is, or ends, one of the file's own line ends, if that matters: the
  /// first record of a block never follows a different one.
  private func isOwnEnd(_ bytes: [UInt8], _ index: Int) -> Bool {
    let isPair = index > 0 && bytes[index - 1] == LineEnd.carriageReturn
    return lineEnding == nil || lineEnding == (isPair ? .pair : .lineFeed)
  }

  /// Returns a block that was returned before.
  ///
  /// - Throws: `file.unreadable`.
  public func block(
    at offset: Int, byteCount: Int, index: Int
  ) throws(DelimitedTextError) -> Block {
    var bytes = Array(repeating: UInt8(0), count: byteCount)
    var filled = 0
    while filled < byteCount {
      let got = try source.read(into: &bytes, from: filled, at: offset + filled)
      guard got > 0 else { break }
      filled += got
    }
    bytes.removeLast(byteCount - filled)
    return Block(index: index, offset: offset, bytes: bytes)
  }

  /// A reader of one block; its row numbers count from the block's first line.
  public func reader(of block: Block) throws(DelimitedTextError) -> DelimitedReader {
    try DelimitedReader(
      block: block.bytes, dialect: dialect, lineEnding: lineEnding ?? .lineFeed,
      isFirst: block.index == 0, limits: limits)
  }
}
