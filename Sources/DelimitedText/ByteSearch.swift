/// Finds a few byte values eight bytes at a time.
///
/// `matches` gives a word with the top bit set in each byte that equals one of the three values; the
/// lowest byte is the first. The test is exact for every byte, not only for the first match.
struct ByteSearch {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64

  /// A search for three byte values; one may be given twice.
  init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    self.first = Self.spread(first)
    self.second = Self.spread(second)
    self.third = Self.spread(third)
  }

  private static func spread(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The matches among the eight bytes from `index`.
  @inline(__always)
  func matches(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt64 {
    let word = UInt64(
      littleEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
    let differs = nonZero(word ^ first) & nonZero(word ^ second) & nonZero(word ^ third)
    return ~differs & 0x8080_8080_8080_8080
  }

  /// The top bit of every byte that is not 0.
  @inline(__always)
  private func nonZero(_ word: UInt64) -> UInt64 {
    ((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | word
  }

  /// The index of the first match in `start ..< end`, or `end`.
  ///
  /// - Precondition: eight bytes beyond `end` may be read.
  @inline(__always)
  func firstMatch(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      let found = matches(bytes, at: index)
      if found != 0 { return min(end, index &+ (found.trailingZeroBitCount >> 3)) }
      index &+= 8
    }
    return end
  }
}

/// Finds where unquoted fields may end, eight bytes at a time.
///
/// That is at a delimiter and at every byte up to CR. Other bytes that low are rare; the caller checks
/// for them.
struct FieldEndSearch {
  private let delimiter: UInt64

  /// A search for a delimiter and line ends.
  init(_ delimiter: UInt8) { self.delimiter = UInt64(delimiter) &* 0x0101_0101_0101_0101 }

  /// The matches among the eight bytes from `index`: the top bit of each byte, the lowest byte first.
  @inline(__always)
  func matches(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let word = UInt64(
      littleEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
    let other = word ^ delimiter
    let isOther = ((other & low) &+ low) | other
    // 0x72 plus a byte above CR carries into the top bit.
    let isHigh = ((word & low) &+ 0x7272_7272_7272_7272) | word
    return ~(isOther & isHigh) & 0x8080_8080_8080_8080
  }
}

/// The line ends that separate records (RFC 4180, and CR and LF alone).
enum LineEnd {
  /// `\n`.
  static let lineFeed: UInt8 = 0x0A
  /// `\r`.
  static let carriageReturn: UInt8 = 0x0D

  /// How many line ends `start ..< end` holds; CR LF is one.
  static func count(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    let search = ByteSearch(lineFeed, carriageReturn, carriageReturn)
    var lines = 0
    var index = search.firstMatch(bytes, from: start, to: end)
    while index < end {
      let isPair =
        bytes[index] == carriageReturn && index + 1 < end && bytes[index + 1] == lineFeed
      lines += 1
      index = search.firstMatch(bytes, from: index + (isPair ? 2 : 1), to: end)
    }
    return lines
  }
}
