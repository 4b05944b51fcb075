extension ScaledDecimal {
  /// Reads a number as a worksheet stores it: sign, digits, point, exponent.
  ///
  /// A fraction of more than 15 digits represents a binary number and is read as its shortest decimal:
  /// `28.504999999999999` is `28.505`, and `0.30000000000000004` stays. Whole numbers are kept as
  /// written, `1234567890123456.0` too.
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
    while let last = digits.last, last == 0 {
      digits.removeLast()
      pointShift += 1
    }
    if pointShift < 0, digits.count > 15, let short = shortest(text) { return short }
    return number(of: digits, pointShift: pointShift, isNegative: isNegative)
  }

  /// The shortest decimal of the binary number that a text represents, if it differs.
  private static func shortest(_ text: String) -> Parsed? {
    guard let value = Double(text), value.isFinite else { return nil }
    let short = value.description
    return short == text ? nil : lexeme(short)
  }

  /// The number with significant `digits`, moved by `pointShift` powers of ten.
  private static func number(
    of digits: [UInt8], pointShift shift: Int, isNegative: Bool
  ) -> Parsed {
    guard !digits.isEmpty else { return .number(.zero) }
    guard digits.count + max(shift, 0) <= 18 else { return .tooLarge }
    var mantissa: Int64 = 0
    for digit in digits { mantissa = mantissa * 10 + Int64(digit) }
    for _ in 0..<max(shift, 0) { mantissa *= 10 }
    guard shift > -400 else { return .number(.zero) }
    return .number(
      ScaledDecimal(mantissa: isNegative ? -mantissa : mantissa, scale: max(-shift, 0)))
  }
}

extension ScaledDecimal {
  /// The number rounded to the fifteen digits that spreadsheets show; whole numbers as they are.
  var inFifteenDigits: ScaledDecimal {
    guard scale > 0 else { return self }
    var dropped = 0
    var rest = mantissa.magnitude
    while rest >= 1_000_000_000_000_000 {
      rest /= 10
      dropped += 1
    }
    dropped = min(dropped, scale)
    guard dropped > 0, let divisor = Self.integerPower(dropped)?.magnitude else { return self }
    let rounded = Int64((mantissa.magnitude + divisor / 2) / divisor)
    return ScaledDecimal(mantissa: mantissa < 0 ? -rounded : rounded, scale: scale - dropped)
  }
}
