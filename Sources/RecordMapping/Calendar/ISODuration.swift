/// Durations of XML Schema (part 2, 3.2.6): `P1Y2M3DT4H5M6.7S`.
enum ISODuration {
  /// The length of a duration in seconds, for comparison; `nil` when the text is not a duration.
  ///
  /// Months count 30.436875 days, the average of the calendar.
  static func seconds(_ text: String) -> Double? {
    let bytes = text.utf8.span
    var position = 0
    let isNegative = ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position)
    guard ByteScanning.skip(UInt8(ascii: "P"), bytes, at: &position) else { return nil }
    var units: [(UInt8, Double)] = [
      (UInt8(ascii: "Y"), 31_556_952), (UInt8(ascii: "M"), 2_629_746), (UInt8(ascii: "D"), 86_400),
    ]
    var isTime = false
    var total = 0.0
    var count = 0
    while position < bytes.count {
      if !isTime, ByteScanning.skip(UInt8(ascii: "T"), bytes, at: &position) {
        isTime = true
        units = [
          (UInt8(ascii: "H"), 3600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1),
        ]
        guard position < bytes.count else { return nil }
        continue
      }
      let start = position
      let (number, digits) = ByteScanning.number(bytes, at: &position)
      guard digits > 0, position < bytes.count else { return nil }
      var value = Double(number)
      var hasFraction = false
      if ByteScanning.skip(UInt8(ascii: "."), bytes, at: &position) {
        hasFraction = true
        while position < bytes.count, ByteScanning.isDigit(bytes[position]) { position += 1 }
        let lexeme = text.utf8.dropFirst(start).prefix(position - start)
        guard let exact = Double(String(Substring(lexeme))) else { return nil }
        value = exact
      }
      guard position < bytes.count,
        let index = units.firstIndex(where: { $0.0 == bytes[position] }),
        !hasFraction || units[index].0 == UInt8(ascii: "S")
      else { return nil }
      total += value * units[index].1
      units.removeSubrange(...index)
      position += 1
      count += 1
    }
    guard count > 0 else { return nil }
    return isNegative ? -total : total
  }
}
