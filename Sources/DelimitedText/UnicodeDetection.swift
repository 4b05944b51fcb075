/// Finds out which Unicode encoding some leading bytes are in.
public enum UnicodeDetection {
  /// Whether the first bytes of a file, 4,096 or more, are UTF-16 or UTF-32, with or without a mark.
  public static func isWide(_ bytes: [UInt8]) -> Bool {
    let encoding = markedEncoding(of: bytes) ?? unmarkedWideEncoding(of: bytes)
    return encoding.map { $0.unitSize > 1 } ?? false
  }

  /// The encoding that a byte order mark at the start indicates, or `nil` without one.
  ///
  /// `FF FE 00 00` is UTF-32: as UTF-16 the text would begin with a NUL.
  static func markedEncoding(of bytes: [UInt8]) -> TextEncoding? {
    let marked: [TextEncoding] = [
      .utf32LittleEndian, .utf32BigEndian, .utf8, .utf16LittleEndian, .utf16BigEndian,
    ]
    return marked.first { bytes.starts(with: $0.byteOrderMark) }
  }

  /// UTF-16 or UTF-32 without a mark, if the bytes leave no doubt; else `nil`.
  ///
  /// The decision rests on NUL bytes, which no text in UTF-8 or an 8-bit encoding contains.
  static func unmarkedWideEncoding(of bytes: [UInt8]) -> TextEncoding? {
    guard bytes.contains(0) else { return nil }
    if isUTF32(bytes, isBigEndian: false) { return .utf32LittleEndian }
    if isUTF32(bytes, isBigEndian: true) { return .utf32BigEndian }
    if isUTF16(bytes, isBigEndian: false) { return .utf16LittleEndian }
    if isUTF16(bytes, isBigEndian: true) { return .utf16BigEndian }
    return nil
  }

  /// Every group of four bytes is a character other than NUL.
  private static func isUTF32(_ bytes: [UInt8], isBigEndian: Bool) -> Bool {
    guard bytes.count >= 8 else { return false }
    for start in stride(from: 0, to: bytes.count - 3, by: 4) {
      var point: UInt32 = 0
      for index in 0..<4 {
        point = point << 8 | UInt32(bytes[start + (isBigEndian ? index : 3 - index)])
      }
      guard point != 0, Unicode.Scalar(point) != nil else { return false }
    }
    return true
  }

  /// NULs are only where the high bytes of ASCII characters are, and line ends are two bytes wide.
  private static func isUTF16(_ bytes: [UInt8], isBigEndian: Bool) -> Bool {
    var units = 0
    var narrow = 0
    var lineEnds = 0
    var loneLineFeeds = 0
    for start in stride(from: 0, to: bytes.count - 1, by: 2) {
      let high = bytes[start + (isBigEndian ? 0 : 1)]
      let low = bytes[start + (isBigEndian ? 1 : 0)]
      guard low != 0 || high != 0 else { return false }
      // A low byte of 0 is rare in text (U+0100, U+3000) and never next to an ASCII line end.
      if low == 0, high == 0x0A || high == 0x0D || high == 0x2C { return false }
      units += 1
      if high == 0 { narrow += 1 }
      if high == 0, low == 0x0A || low == 0x0D { lineEnds += 1 }
      if high != 0, low == 0x0A || high == 0x0A { loneLineFeeds += 1 }
    }
    guard units >= 2 else { return false }
    if narrow * 10 >= units * 7 { return true }
    return lineEnds > 0 && lineEnds >= loneLineFeeds && narrow * 20 >= units
  }
}
