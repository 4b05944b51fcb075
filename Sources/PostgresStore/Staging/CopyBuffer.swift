/// Lines of COPY's text format.
///
/// Backslash, tab, line feed and carriage return are escaped; no value is `\N`. U+0000, which
/// PostgreSQL cannot hold, makes the buffer refuse the line.
struct CopyBuffer {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []
  /// Whether a value had U+0000.
  private(set) var hasNullCharacter = false
  private var isAtStart = true

  /// Appends a value to the line.
  mutating func append(_ text: String?) {
    if !isAtStart { bytes.append(UInt8(ascii: "\t")) }
    isAtStart = false
    guard var text else {
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(UInt8(ascii: "N"))
      return
    }
    text.withUTF8 { buffer in
      let special = buffer.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") }
      guard special else {
        bytes.append(contentsOf: buffer)
        return
      }
      for byte in buffer { append(escaping: byte) }
    }
  }

  /// Appends a text's bytes to the line.
  mutating func append(bytes text: UnsafeRawBufferPointer) {
    if !isAtStart { bytes.append(UInt8(ascii: "\t")) }
    isAtStart = false
    let special = text.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") }
    guard special else {
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
    if !isAtStart { bytes.append(UInt8(ascii: "\t")) }
    isAtStart = false
    bytes.append(contentsOf: fields)
  }

  /// Appends a whole number to the line.
  mutating func append(_ number: Int) { append(String(number)) }

  /// Removes all lines.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Ends the line.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isAtStart = true
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\\"):
      bytes.append(byte)
      bytes.append(byte)
    case 0x09: append("\\", UInt8(ascii: "t"))
    case 0x0A: append("\\", UInt8(ascii: "n"))
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
