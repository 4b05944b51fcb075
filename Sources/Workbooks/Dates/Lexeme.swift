/// Numbers as workbooks store them.
public enum Lexeme {
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The binary64 value nearest to a decimal lexeme such as `-12.5E3`; `nil` for anything else and
  /// for what no binary64 can hold.
  public static func double(_ text: Span<UInt8>) -> Double? {
    var place = 0
    var isNegative = false
    if place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") {
      isNegative = text[place] == UInt8(ascii: "-")
      place += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var scale = 0
    var isAfterPoint = false
    while place < text.count {
      let byte = text[place]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        digits += 1
        if mantissa > 900_000_000_000_000_000 { return slow(text) }
        mantissa = mantissa * 10 + UInt64(digit)
        if isAfterPoint { scale += 1 }
      } else if byte == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
      } else {
        return slow(text)
      }
      place += 1
    }
    guard digits > 0 else { return nil }
    // Both factors are exact, so a single division rounds correctly.
    guard mantissa < 1 << 53, scale < powersOfTen.count else { return slow(text) }
    let value = Double(mantissa) / powersOfTen[scale]
    return isNegative ? -value : value
  }

  private static func slow(_ text: Span<UInt8>) -> Double? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        bytes.append(byte)
      default: return nil
      }
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }
}
