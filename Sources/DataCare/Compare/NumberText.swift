/// Whether two texts are the same number, however each is written.
enum NumberText {
  /// Whether there is a number that both texts can be read as.
  ///
  /// `1,250` may be read as 1250 and as 1.25; it equals a text that is either.
  static func areEqual(_ one: String, _ other: String) -> Bool {
    let readings = readings(one)
    return !readings.isEmpty && !readings.isDisjoint(with: self.readings(other))
  }

  /// A number by its digits: without zeros before the first and after the last one that counts.
  struct Number: Hashable {
    var isNegative: Bool
    var digits: [UInt8]
    /// How many of the digits stand before the point; negative for leading zeros after it.
    var point: Int
  }

  /// The numbers that a text can be read as: none, one, or two.
  static func readings(_ text: String) -> Set<Number> {
    let bytes = text.unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "'" }
      .map { $0.isASCII ? UInt8($0.value) : 0 }
    guard bytes.count <= 64, bytes.contains(where: isDigit) else { return [] }
    let commas = bytes.indices.filter { bytes[$0] == UInt8(ascii: ",") }
    let points = bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") }
    var marks: [UInt8?] = []
    switch (commas.last, points.last) {
    case (nil, nil): marks = [nil]
    case (let comma?, let point?): marks = [comma > point ? bytes[comma] : bytes[point]]
    case (_?, nil): marks = commas.count == 1 ? [UInt8(ascii: ","), nil] : [nil]
    case (nil, _?): marks = points.count == 1 ? [UInt8(ascii: ".")] : [nil]
    }
    return Set(marks.compactMap { number(bytes, mark: $0) })
  }

  /// The number of a text whose decimal mark is known; `nil` for a text that is none.
  private static func number(_ bytes: [UInt8], mark: UInt8?) -> Number? {
    var number = Number(isNegative: false, digits: [], point: 0)
    var integers = 0
    var sinceGroup: Int?
    var hasMark = false
    var index = 0
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      number.isNegative = first == UInt8(ascii: "-")
      index = 1
    }
    var exponent = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isDigit(byte) {
        number.digits.append(byte)
        if !hasMark {
          integers += 1
          sinceGroup = sinceGroup.map { $0 + 1 }
        }
      } else if byte == mark, !hasMark {
        hasMark = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "."), byte != mark, !hasMark {
        // Groups have three digits; before the first there are one to three.
        guard integers > 0, sinceGroup ?? 3 == 3, sinceGroup != nil || integers <= 3 else {
          return nil
        }
        sinceGroup = 0
      } else if byte | 0x20 == UInt8(ascii: "e"), !number.digits.isEmpty {
        let rest = String(decoding: bytes[(index + 1)...], as: UTF8.self)
        guard let power = Int(rest), abs(power) < 1_000 else { return nil }
        exponent = power
        index = bytes.count
      } else {
        return nil
      }
      index += 1
    }
    guard sinceGroup ?? 3 == 3, !number.digits.isEmpty else { return nil }
    let leading = number.digits.prefix { $0 == UInt8(ascii: "0") }.count
    number.digits.removeFirst(leading)
    while number.digits.last == UInt8(ascii: "0") { number.digits.removeLast() }
    number.point = integers - leading + exponent
    if number.digits.isEmpty { return Number(isNegative: false, digits: [], point: 0) }
    return number
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
