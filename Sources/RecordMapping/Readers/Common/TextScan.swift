/// What one pass over the bytes of a text finds out about the work it needs.
struct TextScan {
  /// Whether there is a byte beyond ASCII.
  var hasNonASCII = false
  /// Whether there is a control character that indicates damage: any but tab, line feed, carriage return.
  var hasControl = false
  /// Whether spaces, tabs or line breaks must be trimmed, joined or replaced.
  var needsCleaning = false
  /// How many ASCII digits there are.
  var digitCount = 0

  /// Looks at the bytes of a text.
  ///
  /// - Parameters:
  ///   - keepsRuns: whether inner runs of spaces and tabs stay.
  ///   - keepsLines: whether line feeds stay.
  init(_ text: String, keepsRuns: Bool, keepsLines: Bool) {
    let bytes = text.utf8.span
    let count = bytes.count
    guard count > 0 else { return }
    var previousIsSpace = true
    for index in 0..<count {
      let byte = bytes[index]
      if byte > 0x20 {
        previousIsSpace = false
        if byte >= 0x7F {
          if byte == 0x7F {
            hasControl = true
          } else {
            hasNonASCII = true
            if byte >= 0xC2, index + 1 < count, Self.mayBeSpace(byte, bytes[index + 1]) {
              needsCleaning = true
            }
          }
        } else if ByteScanning.isDigit(byte) {
          digitCount += 1
        } else if byte == UInt8(ascii: "_"), index + 6 < count, bytes[index + 1] == 0x78,
          bytes[index + 6] == UInt8(ascii: "_")
        {
          needsCleaning = true
        }
      } else if byte == 0x20 {
        if previousIsSpace, index == 0 || !keepsRuns { needsCleaning = true }
        previousIsSpace = true
      } else if byte == 0x09 || byte == 0x0A {
        if index == 0 || (byte == 0x09 ? !keepsRuns : !keepsLines) { needsCleaning = true }
        previousIsSpace = true
      } else if byte == 0x0D {
        needsCleaning = true
      } else {
        hasControl = true
        previousIsSpace = false
      }
    }
    if bytes[count - 1] <= 0x20 { needsCleaning = true }
  }

  /// Whether the first two bytes of a character can be those of a space or an invisible character.
  private static func mayBeSpace(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 0xC2: second == 0xA0 || second == 0xAD
    case 0xE1: second == 0x9A || second == 0xA0
    case 0xE2: second == 0x80 || second == 0x81
    case 0xE3: second == 0x80
    case 0xEF: second == 0xBB
    default: false
    }
  }
}
