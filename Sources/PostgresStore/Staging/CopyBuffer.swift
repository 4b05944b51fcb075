/// Lines of COPY's text format, as the server itself writes them.
///
/// Backslash and the control characters that have a letter are escaped; no value is `\N`. U+0000, which
/// PostgreSQL cannot hold, makes the buffer refuse the line.
struct CopyBuffer {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []
  /// Whether a value had U+0000.
  private(set) var hasNullCharacter = false
  /// What the noted lines are.
  private(set) var digest = LineDigest()
  private var isAtStart = true
  /// Where the current line begins.
  private var lineStart = 0

  /// Appends a value to the line.
  mutating func append(_ text: String?) {
    guard var text else { return appendNull() }
    text.withUTF8 { append(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Appends NULL to the line.
  mutating func appendNull() {
    separate()
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(UInt8(ascii: "N"))
  }

  /// Appends a text's bytes to the line.
  mutating func append(bytes text: UnsafeRawBufferPointer) {
    separate()
    guard Self.needsEscapes(text) else {
      bytes.append(contentsOf: text)
      return
    }
    for byte in text { append(escaping: byte) }
  }

  /// Encoded values that several lines share.
  static func fields(_ values: [String?]) -> [UInt8] {
    var buffer = CopyBuffer()
    for value in values { buffer.append(value) }
    return buffer.bytes
  }

  /// Appends values that `fields` made to the line.
  mutating func append(fields: [UInt8]) {
    separate()
    bytes.append(contentsOf: fields)
  }

  /// Appends a whole number to the line.
  mutating func append(_ number: Int) {
    separate()
    guard number < 0 || number > 9 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
    // 64 bits have at most 19 digits, and a sign.
    withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
      var rest = number.magnitude
      var start = digits.count
      while rest > 0 {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      if number < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: digits[start...]))
    }
  }

  /// Notes in the digest what the line is so far.
  mutating func noteLine() {
    bytes.withUnsafeBytes {
      digest.add(UnsafeRawBufferPointer(rebasing: $0[lineStart...]))
    }
  }

  /// Removes all lines.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lineStart = 0
  }

  /// Ends the line.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isAtStart = true
    lineStart = bytes.count
  }

  private mutating func separate() {
    if !isAtStart { bytes.append(UInt8(ascii: "\t")) }
    isAtStart = false
  }

  /// Whether a text has a backslash or a control character, looked for in eight bytes at a time.
  private static func needsEscapes(_ text: UnsafeRawBufferPointer) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    var place = 0
    while place &+ 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let others = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let controls = (word &- ones &* 0x20) & ~word
      guard (controls | (others &- ones) & ~others) & tops == 0 else { return true }
      place &+= 8
    }
    while place < text.count {
      if text[place] < 0x20 || text[place] == UInt8(ascii: "\\") { return true }
      place &+= 1
    }
    return false
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\\"):
      bytes.append(byte)
      bytes.append(byte)
    case 0x08: append("\\", UInt8(ascii: "b"))
    case 0x09: append("\\", UInt8(ascii: "t"))
    case 0x0A: append("\\", UInt8(ascii: "n"))
    case 0x0B: append("\\", UInt8(ascii: "v"))
    case 0x0C: append("\\", UInt8(ascii: "f"))
    case 0x0D: append("\\", UInt8(ascii: "r"))
    case 0:
      hasNullCharacter = true
    default: bytes.append(byte)
    }
  }

  private mutating func append(_ first: Unicode.Scalar, _ second: UInt8) {
    bytes.append(UInt8(ascii: first))
    bytes.append(second)
  }
}
