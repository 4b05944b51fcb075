import RecordMapping

/// Moments in UTC as exchanges write them: `2026-09-01T08:30:00.000Z`.
enum ExchangeMoment {
  /// A moment in its exact form: with `T` and `Z`, seconds and three decimals; `nil` for any other text.
  ///
  /// Fewer or more decimals, a space instead of `T`, a missing `Z` and a day alone are understood, all in
  /// UTC.
  static func exact(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, isDigits(bytes[0..<4]), bytes[4] == 0x2D, isDigits(bytes[5..<7]),
      bytes[7] == 0x2D, isDigits(bytes[8..<10]), CivilDate.days(in: text.prefix(10)) != nil
    else { return nil }
    let day = String(text.prefix(10))
    var rest = bytes[10...]
    if rest.isEmpty { return day + "T00:00:00.000Z" }
    guard rest.first == UInt8(ascii: "T") || rest.first == 0x20 else { return nil }
    rest = rest.dropFirst()
    if rest.last == UInt8(ascii: "Z") { rest = rest.dropLast() }
    let clock = Array(rest.prefix(8))
    guard clock.count == 8, isDigits(clock[0..<2]), clock[2] == 0x3A, isDigits(clock[3..<5]),
      clock[5] == 0x3A, isDigits(clock[6..<8]),
      clock[0..<2].lexicographicallyPrecedes([0x32, 0x34]),
      clock[3] < 0x36, clock[6] < 0x36
    else { return nil }
    var decimals = Array(rest.dropFirst(8))
    if !decimals.isEmpty {
      guard decimals.removeFirst() == UInt8(ascii: "."), isDigits(decimals[...]) else { return nil }
    }
    let digits = String(decoding: decimals.prefix(3), as: UTF8.self)
    let padded = digits + String(repeating: "0", count: 3 - digits.utf8.count)
    return "\(day)T\(String(decoding: clock, as: UTF8.self)).\(padded)Z"
  }

  private static func isDigits(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
  }
}
