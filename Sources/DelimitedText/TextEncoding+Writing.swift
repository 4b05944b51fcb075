extension TextEncoding {
  /// Whether the bytes of line ends, delimiters and quotes are those of ASCII.
  public var keepsASCII: Bool { unitSize == 1 }

  /// A text in this encoding, without a byte order mark; `nil` if it cannot hold a character.
  public func bytes(of text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .utf32LittleEndian:
      return text.unicodeScalars.flatMap { scalar in
        (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> UInt32($0 * 8)) }
      }
    case .utf32BigEndian:
      return text.unicodeScalars.flatMap { scalar in
        (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> UInt32(24 - $0 * 8)) }
      }
    default: return singleBytes(of: text)
    }
  }

  private func singleBytes(of text: String) -> [UInt8]? {
    guard let points = SingleByteTable(self)?.codePoints else { return nil }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let point = UInt16(exactly: scalar.value), point != 0,
        point != SingleByteTable.undefined, let byte = points.firstIndex(of: point)
      else { return nil }
      bytes.append(UInt8(byte))
    }
    return bytes
  }

  /// The text that bytes of this encoding are, without their byte order mark; `nil` for an 8-bit encoding or
  /// UTF-8, in which lines can be told apart as they are.
  public func wideText(of bytes: [UInt8]) -> String? {
    guard !keepsASCII else { return nil }
    let isBig = self == .utf16BigEndian || self == .utf32BigEndian
    var text = String.UnicodeScalarView()
    if unitSize == 2 {
      let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return isBig ? first << 8 | second : second << 8 | first
      }
      text = String(decoding: units, as: UTF16.self).unicodeScalars
    } else {
      for index in stride(from: 0, to: bytes.count - 3, by: 4) {
        let unit = bytes[index..<index + 4]
        let value = (isBig ? Array(unit) : unit.reversed()).reduce(UInt32(0)) {
          $0 << 8 | UInt32($1)
        }
        text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
    }
    if text.first == "\u{FEFF}" { text.removeFirst() }
    return String(text)
  }
}
