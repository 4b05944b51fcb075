/// Decimal numbers as texts, with all of their digits.
public enum ExactDecimal {
  /// The most digits of a number.
  private static let mostDigits = 400

  /// The plain text of a number: no plus, no exponent, no zeros at either end but one before the point;
  /// `nil` for a text that is not a number, or too long.
  ///
  /// For example:
  ///
  ///     ExactDecimal.plain("+0012.500")  // "12.5"
  ///     ExactDecimal.plain("1.5E-3")     // "0.0015"
  ///
  /// - Parameter mark: the decimal mark; other signs between digits are group separators.
  public static func plain(_ text: String, mark: UInt8 = UInt8(ascii: ".")) -> String? {
    var digits: [UInt8] = []
    var scale = 0
    var hasMark = false
    var isNegative = false
    var rest = text.utf8[...]
    while let byte = rest.first, byte | 0x20 != UInt8(ascii: "e") {
      rest.removeFirst()
      if ByteScanning.isDigit(byte) {
        digits.append(byte)
        scale += hasMark ? 1 : 0
      } else if byte == mark {
        hasMark = true
      } else if digits.isEmpty, byte == UInt8(ascii: "-") || byte == 0x88 {
        // The second byte of U+2212, the typographic minus sign.
        isNegative = true
      }
    }
    var exponent = 0
    if !rest.isEmpty {
      guard let number = Int(String(Substring(rest.dropFirst()))) else { return nil }
      exponent = number
    }
    guard !digits.isEmpty, digits.count <= mostDigits, abs(exponent) <= mostDigits else {
      return nil
    }
    var point = digits.count - scale + exponent
    let zeros = digits.prefix { $0 == 0x30 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0x30 { digits.removeLast() }
    guard !digits.isEmpty else { return "0" }
    let sign: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    let zero = UInt8(ascii: "0")
    let number: [UInt8] =
      if point <= 0 {
        [zero, UInt8(ascii: ".")] + Array(repeating: zero, count: -point) + digits
      } else if point >= digits.count {
        digits + Array(repeating: zero, count: point - digits.count)
      } else {
        digits[..<point] + [UInt8(ascii: ".")] + digits[point...]
      }
    return String(decoding: sign + number, as: UTF8.self)
  }

  /// How many decimals a plain number has.
  static func decimals(of plain: String) -> Int {
    plain.utf8.firstIndex(of: UInt8(ascii: ".")).map {
      plain.utf8.distance(from: $0, to: plain.utf8.endIndex) - 1
    } ?? 0
  }

  /// -1, 0 or 1 as a plain number is less than another one, equal, or greater.
  static func order(of left: String, to right: String) -> Int {
    let isNegative = left.hasPrefix("-")
    guard isNegative == right.hasPrefix("-") else { return isNegative ? -1 : 1 }
    let sign = isNegative ? -1 : 1
    let first = parts(left)
    let second = parts(right)
    if first.whole.count != second.whole.count {
      return first.whole.count < second.whole.count ? -sign : sign
    }
    if first.whole == second.whole, first.decimals == second.decimals { return 0 }
    let isLess = (first.whole, first.decimals) < (second.whole, second.decimals)
    return isLess ? -sign : sign
  }

  private static func parts(_ plain: String) -> (whole: String, decimals: String) {
    let parts = plain.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
  }
}

extension FieldValue {
  /// A decimal number with all digits of a text, binary if that keeps them; `nil` for a text that is not
  /// a number.
  public static func exact(_ text: String) -> FieldValue? {
    if text.utf8.count <= ScaledDecimal.keptDigits, let number = Double(text), number.isFinite {
      return .real(number)
    }
    guard let first = text.utf8.first, ByteScanning.isDigit(first) || first == UInt8(ascii: "-"),
      let plain = ExactDecimal.plain(text)
    else { return nil }
    guard let number = Double(plain), number.isFinite, plainDecimal(number) == plain else {
      return .decimal(plain)
    }
    return .real(number)
  }
}
