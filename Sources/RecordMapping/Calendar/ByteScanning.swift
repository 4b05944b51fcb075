/// Small steps over the bytes of a text, shared by the parsers of dates, times and numbers.
enum ByteScanning {
  /// Whether a byte is an ASCII digit.
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether a byte is an ASCII letter.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Reads up to nine digits from `position` on and moves past them.
  static func number(_ bytes: Span<UInt8>, at position: inout Int) -> (value: Int, count: Int) {
    let start = position
    var value = 0
    while position < bytes.count, position - start < 9, isDigit(bytes[position]) {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
    }
    return (value, position - start)
  }

  /// Moves past spaces.
  static func skipSpaces(_ bytes: Span<UInt8>, at position: inout Int) {
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
  }

  /// Moves past `byte` if it is at `position`.
  static func skip(_ byte: UInt8, _ bytes: Span<UInt8>, at position: inout Int) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Whether the ASCII letters of `word` (lower case) are at `position`, in any case.
  static func hasWord(_ word: StaticString, _ bytes: Span<UInt8>, at position: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    return word.withUTF8Buffer { letters in
      for index in 0..<length where bytes[position + index] | 0x20 != letters[index] | 0x20 {
        return false
      }
      return true
    }
  }

  /// The letters from `position` on in lower case, ASCII and Latin-1; moves past them.
  static func word(_ bytes: Span<UInt8>, at position: inout Int) -> String {
    var letters: [UInt8] = []
    while position < bytes.count, letters.count < 16 {
      let byte = bytes[position]
      if isLetter(byte) {
        letters.append(byte | 0x20)
        position += 1
      } else if byte == 0xC3, position + 1 < bytes.count {
        let next = bytes[position + 1]
        letters.append(byte)
        letters.append((0x80...0x9E).contains(next) ? next + 0x20 : next)
        position += 2
      } else {
        break
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }
}
