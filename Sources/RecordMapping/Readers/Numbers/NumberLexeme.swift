extension ScaledDecimal {
  /// Reads a number as a worksheet stores it: sign, digits, point, exponent.
  ///
  /// A number of 16 or 17 digits is the text of a binary fraction; it is rounded to the 15 digits
  /// that a spreadsheet shows, so that `28.504999999999999` is `28.505`. Whole numbers are kept.
  static func lexeme(_ text: String) -> Parsed {
    let bytes = text.utf8.span
    var position = 0
    var isNegative = false
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") {
      isNegative = true
      position += 1
    } else if position < bytes.count, bytes[position] == UInt8(ascii: "+") {
      position += 1
    }
    var digits: [UInt8] = []
    var pointShift = 0
    var hasPoint = false
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if ByteScanning.isDigit(byte) {
        if !(digits.isEmpty && byte == 0x30) { digits.append(byte - 0x30) }
        if hasPoint { pointShift -= 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      position += 1
      guard position - start <= 400 else { return .none }
    }
    guard position > start, !(hasPoint && position == start + 1) else { return .none }
    if position < bytes.count {
      guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return .none }
      position += 1
      var sign = 1
      if ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position) {
        sign = -1
      } else {
        _ = ByteScanning.skip(UInt8(ascii: "+"), bytes, at: &position)
      }
      let (exponent, count) = ByteScanning.number(bytes, at: &position)
      guard (1...4).contains(count), position == bytes.count else { return .none }
      pointShift += sign * exponent
    }
    return number(of: &digits, pointShift: pointShift, isNegative: isNegative)
  }

  /// The number with significant `digits`, moved by `pointShift` powers of ten.
  private static func number(
    of digits: inout [UInt8], pointShift: Int, isNegative: Bool
  ) -> Parsed {
    var shift = pointShift
    if shift < 0, digits.count > 15 {
      shift += roundToFifteen(&digits)
    }
    while let last = digits.last, last == 0 {
      digits.removeLast()
      shift += 1
    }
    guard !digits.isEmpty else { return .number(.zero) }
    guard digits.count + max(shift, 0) <= 18 else { return .tooLarge }
    var mantissa: Int64 = 0
    for digit in digits { mantissa = mantissa * 10 + Int64(digit) }
    for _ in 0..<max(shift, 0) { mantissa *= 10 }
    guard shift > -400 else { return .number(.zero) }
    return .number(
      ScaledDecimal(mantissa: isNegative ? -mantissa : mantissa, scale: max(-shift, 0)))
  }

  private static func roundToFifteen(_ digits: inout [UInt8]) -> Int {
    let dropped = digits.count - 15
    let roundsUp = digits[15] >= 5
    digits.removeLast(dropped)
    guard roundsUp else { return dropped }
    var index = 14
    while index >= 0 {
      if digits[index] < 9 {
        digits[index] += 1
        return dropped
      }
      digits[index] = 0
      index -= 1
    }
    digits.insert(1, at: 0)
    return dropped
  }
}
