/// A number in scientific notation, as programs write it into text: `1e+05`, `1.5E-3`, `1,5E+05`.
struct ExponentText {
  /// The number; `tooLarge` when it has more than 18 digits before the point.
  var number: ScaledDecimal.Parsed
  /// Whether the text is what a spreadsheet shows for a longer number.
  var hasLostDigits: Bool

  /// Reads a sign, digits with at most one mark, `e` and an exponent; `nil` for any other text.
  init?(_ text: String) {
    let bytes = text.utf8.span
    guard bytes.count >= 3, bytes.count <= 48 else { return nil }
    var position = 0
    let isNegative = ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position)
    if !isNegative { _ = ByteScanning.skip(UInt8(ascii: "+"), bytes, at: &position) }
    var digits: [UInt8] = []
    var decimals = 0
    var hasMark = false
    while position < bytes.count {
      let byte = bytes[position]
      if ByteScanning.isDigit(byte) {
        digits.append(byte - 0x30)
        decimals += hasMark ? 1 : 0
      } else if !hasMark, !digits.isEmpty, byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
        hasMark = true
      } else {
        break
      }
      position += 1
    }
    guard digits.count > decimals, position < bytes.count,
      bytes[position] | 0x20 == UInt8(ascii: "e")
    else { return nil }
    let isUpperCase = bytes[position] == UInt8(ascii: "E")
    position += 1
    let isSmall = ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position)
    if !isSmall { _ = ByteScanning.skip(UInt8(ascii: "+"), bytes, at: &position) }
    let (size, exponentDigits) = ByteScanning.number(bytes, at: &position)
    guard (1...3).contains(exponentDigits), position == bytes.count else { return nil }
    let exponent = isSmall ? -size : size
    // Excel shows numbers of twelve digits and more with six of them, and keeps fifteen; a program that
    // writes a number itself writes all the digits it has.
    let given = digits.count
    hasLostDigits =
      (isUpperCase && given <= 6 && exponent >= 11) || (given >= 15 && exponent >= given)
    number = Self.number(digits, scale: decimals - exponent, isNegative: isNegative)
  }

  private static func number(
    _ digits: [UInt8], scale: Int, isNegative: Bool
  ) -> ScaledDecimal.Parsed {
    var digits = Array(digits.drop { $0 == 0 })
    var scale = scale
    while digits.last == 0 {
      digits.removeLast()
      scale -= 1
    }
    guard !digits.isEmpty else { return .number(.zero) }
    guard digits.count - scale <= 18 else { return .tooLarge }
    let isCut = digits.count > 18
    scale -= max(0, digits.count - 18)
    var mantissa: Int64 = 0
    for digit in digits.prefix(18) { mantissa = mantissa * 10 + Int64(digit) }
    for _ in 0..<max(0, -scale) { mantissa *= 10 }
    var number = ScaledDecimal(mantissa: isNegative ? -mantissa : mantissa, scale: max(0, scale))
    number.isCut = isCut
    return .number(number)
  }
}
