/// What one pass over the bytes of a text tells about the work it needs.
struct TextScan {
  /// Whether there is a byte beyond ASCII.
  var hasNonASCII = false
  /// Whether there is a control character that is damage: any but tab, line feed, carriage return.
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
          if byte == 0x7F { hasControl = true } else { hasNonASCII = true }
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

  /// Whether the text can be taken as it stands.
  var isClean: Bool { !hasNonASCII && !hasControl && !needsCleaning }
}
