/// Counts the bytes over 0x7F of a file, and how many of them are next to a letter.
struct HighByteScan {
  /// How often each byte occurs.
  private(set) var counts = [Int](repeating: 0, count: 256)
  /// How often it is next to a letter.
  private(set) var countsInWords = [Int](repeating: 0, count: 256)
  /// The first field with such a byte, at most 60 bytes of it, and its physical line from 1.
  private(set) var evidence: (bytes: [UInt8], line: Int)?

  private var line = 1
  private var previous: UInt8 = 0

  /// How many bytes beyond the counted one are examined.
  private static let lookahead = 64

  /// Reads the whole source.
  mutating func read(_ source: any ByteSource) throws(DelimitedTextError) {
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    var filled = 0
    var offset = 0
    while true {
      let got = try source.read(into: &chunk, from: filled, at: offset)
      offset += got
      filled += got
      // The last bytes wait for those that follow.
      let end = got == 0 ? filled : max(0, filled - Self.lookahead)
      note(chunk, to: end, of: filled)
      for index in end..<filled { chunk[index - end] = chunk[index] }
      filled -= end
      if got == 0 { return }
    }
  }

  private mutating func note(_ bytes: [UInt8], to end: Int, of filled: Int) {
    for index in 0..<end {
      let byte = bytes[index]
      if byte >= 0x80 {
        counts[Int(byte)] += 1
        let next = index + 1 < filled ? bytes[index + 1] : 0
        if Self.isLetter(previous) || Self.isLetter(next) { countsInWords[Int(byte)] += 1 }
        if evidence == nil { evidence = (field(bytes, around: index, of: filled), line) }
      } else if byte == LineEnd.carriageReturn
        || byte == LineEnd.lineFeed && previous != LineEnd.carriageReturn
      {
        line += 1
      }
      previous = byte
    }
  }

  private func field(_ bytes: [UInt8], around index: Int, of filled: Int) -> [UInt8] {
    var start = index
    while start > 0, index - start < 30, !Self.isBoundary(bytes[start - 1]) { start -= 1 }
    var end = index
    while end < filled, end - index < 30, !Self.isBoundary(bytes[end]) { end += 1 }
    return Array(bytes[start..<end])
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0xC0 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Whether a byte ends the field in which an example is searched.
  static func isBoundary(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x1F, 0x7F: true
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\""): true
    default: false
    }
  }
}
