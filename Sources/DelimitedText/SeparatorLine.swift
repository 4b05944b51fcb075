/// A first line `sep=X`, which tells spreadsheets the delimiter.
struct SeparatorLine: Equatable {
  /// The delimiter it names.
  var delimiter: UInt8
  /// How many bytes it takes with its line end.
  var length: Int

  /// How many bytes are needed to recognise the line: `sep=X` and CR LF.
  static let maximumLength = 7

  /// The separator line at the start of a text, or `nil` when its first line is another.
  ///
  /// The delimiter is an ASCII character other than a letter, a digit, a quote and a line end.
  init?(bytes: UnsafePointer<UInt8>, end: Int, isFinal: Bool) {
    let prefix = Array("sep=".utf8)
    guard end > prefix.count else { return nil }
    for (index, byte) in prefix.enumerated() where bytes[index] | 0x20 != byte | 0x20 {
      return nil
    }
    let delimiter = bytes[prefix.count]
    switch delimiter {
    case UInt8(ascii: "\t"): break
    case 0..<0x20, 0x7F..., UInt8(ascii: "\""): return nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return nil
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): return nil
    default: break
    }
    self.delimiter = delimiter
    let after = prefix.count + 1
    if after == end {
      guard isFinal else { return nil }
      length = after
    } else if bytes[after] == LineEnd.lineFeed {
      length = after + 1
    } else if bytes[after] == LineEnd.carriageReturn {
      let isPair = after + 1 < end && bytes[after + 1] == LineEnd.lineFeed
      length = after + (isPair ? 2 : 1)
    } else {
      return nil
    }
  }
}
