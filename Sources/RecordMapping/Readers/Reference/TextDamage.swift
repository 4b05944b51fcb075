/// Damage to a text: signs of a wrong decoding or of a binary source.
enum TextDamage: Equatable {
  /// A control character other than tab and line feed.
  case control(Unicode.Scalar)
  /// U+FFFD, which a decoder writes for what it could not read.
  case replacement
  /// UTF-8 that was read as Windows-1252; `repaired` is the original text.
  case decodedTwice(repaired: String)
}

/// The first damage of a text; `nil` when there is none.
///
/// Call it before spaces are cleaned: in a doubly decoded text a no-break space or a soft hyphen is half
/// of a letter. A carriage return before a line feed is not damage.
func damagedText(_ text: String) -> TextDamage? {
  var isASCII = true
  var hasControl = false
  var hasReplacement = false
  var (before, last): (UInt8, UInt8) = (0, 0)
  for byte in text.utf8 {
    if byte < 0x80 {
      if byte < 0x20 ? byte != 0x09 && byte != 0x0A : byte == 0x7F { hasControl = true }
    } else {
      isASCII = false
      // U+0080 to U+009F, and U+FFFD.
      if last == 0xC2, byte < 0xA0 { hasControl = true }
      if byte == 0xBD, last == 0xBF, before == 0xEF { hasReplacement = true }
    }
    (before, last) = (last, byte)
  }
  if !isASCII, let repaired = textDecodedOnce(text) { return .decodedTwice(repaired: repaired) }
  if hasReplacement { return .replacement }
  guard hasControl else { return nil }
  var isReturnPending = false
  for scalar in text.unicodeScalars {
    if isReturnPending {
      if scalar != "\n" { return .control("\r") }
      isReturnPending = false
    }
    if scalar == "\r" {
      isReturnPending = true
    } else if isControl(scalar) {
      return .control(scalar)
    }
  }
  return isReturnPending ? .control("\r") : nil
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A: false
  case 0..<0x20, 0x7F..<0xA0: true
  default: false
  }
}

/// Encodes a text as Windows-1252 and decodes it as UTF-8; `nil` unless that works and shortens it.
private func textDecodedOnce(_ text: String) -> String? {
  // Most texts with accents end here: the byte that begins a sequence must be followed by the rest of it.
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { $0.value >= 0x80 }),
    (0xC2...0xF4).contains(scalars[first].value),
    let next = scalars[scalars.index(after: first)...].first, next.value >= 0x80
  else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    guard let byte = windows1252Byte(scalar) else { return nil }
    bytes.append(byte)
  }
  // Any sequence of two bytes or more that forms one character shortens the text.
  guard let repaired = String(validating: bytes, as: UTF8.self) else { return nil }
  return repaired
}

/// The byte of a character in Windows-1252; the five unused bytes stand for the C1 controls.
private func windows1252Byte(_ scalar: Unicode.Scalar) -> UInt8? {
  switch scalar.value {
  case 0..<0x100: return UInt8(scalar.value)
  default:
    guard let index = windows1252High.firstIndex(of: scalar) else { return nil }
    return 0x80 + UInt8(index)
  }
}

/// The characters of the bytes 0x80 to 0x9F; a space where there is none.
private let windows1252High: [Unicode.Scalar] = Array(
  "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ".unicodeScalars)
