/// A format of dates and times in the directives of C's `strptime`: `%d/%m/%Y %H:%M`.
struct TemporalPattern: Sendable {
  private enum Step: Sendable {
    case directive(UInt8)
    case byte(UInt8)
    case space
  }

  private var steps: [Step] = []

  /// Reads a format; an unknown directive matches nothing.
  init(_ format: String) {
    let bytes = Array((format.hasPrefix("fmt:") ? String(format.dropFirst(4)) : format).utf8)
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "%"), position < bytes.count {
        let directive = bytes[position]
        position += 1
        steps.append(directive == UInt8(ascii: "%") ? .byte(directive) : .directive(directive))
      } else if byte == 0x20 || byte == 0x09 {
        steps.append(.space)
      } else {
        steps.append(.byte(byte))
      }
    }
  }

  /// The parts of a text in this format; `nil` for any other text.
  func parts(of text: String) -> TemporalParts? {
    let bytes = text.utf8.span
    var parts = TemporalParts()
    var position = 0
    for step in steps {
      switch step {
      case .byte(let byte):
        guard ByteScanning.skip(byte, bytes, at: &position) else { return nil }
      case .space:
        guard ByteScanning.skip(0x20, bytes, at: &position) else { return nil }
        ByteScanning.skipSpaces(bytes, at: &position)
      case .directive(let letter):
        guard Self.take(letter, bytes, at: &position, into: &parts) else { return nil }
      }
    }
    return position == bytes.count ? parts : nil
  }

  private static func take(
    _ letter: UInt8, _ bytes: Span<UInt8>, at position: inout Int, into parts: inout TemporalParts
  ) -> Bool {
    switch letter {
    case UInt8(ascii: "Y"):
      parts.year = number(bytes, at: &position, digits: 4...4)
      return parts.year != nil
    case UInt8(ascii: "y"):
      parts.year = number(bytes, at: &position, digits: 2...2).map { $0 + ($0 < 69 ? 2000 : 1900) }
      return parts.year != nil
    case UInt8(ascii: "m"):
      parts.month = number(bytes, at: &position, digits: 1...2)
      return parts.month != nil
    case UInt8(ascii: "d"), UInt8(ascii: "e"):
      parts.day = number(bytes, at: &position, digits: 1...2)
      return parts.day != nil
    case UInt8(ascii: "j"):
      parts.dayOfYear = number(bytes, at: &position, digits: 1...3)
      return parts.dayOfYear != nil
    case UInt8(ascii: "B"), UInt8(ascii: "b"), UInt8(ascii: "h"):
      parts.month = MonthNames.month(named: ByteScanning.word(bytes, at: &position))
      return parts.month != nil
    case UInt8(ascii: "A"), UInt8(ascii: "a"):
      return isWeekday(ByteScanning.word(bytes, at: &position))
    case UInt8(ascii: "H"), UInt8(ascii: "I"):
      parts.hour = number(bytes, at: &position, digits: 1...2)
      return parts.hour != nil
    case UInt8(ascii: "M"):
      guard let minute = number(bytes, at: &position, digits: 1...2) else { return false }
      parts.minute = minute
    case UInt8(ascii: "S"):
      guard let second = number(bytes, at: &position, digits: 1...2) else { return false }
      parts.second = second
    case UInt8(ascii: "f"):
      guard let fraction = fraction(bytes, at: &position, most: 6) else { return false }
      parts.fraction = fraction
    case UInt8(ascii: "p"):
      switch ByteScanning.word(bytes, at: &position) {
      case "am": parts.isAfternoon = false
      case "pm": parts.isAfternoon = true
      default: return false
      }
    case UInt8(ascii: "z"):
      parts.offset = offset(bytes, at: &position)
      return parts.offset != nil
    case UInt8(ascii: "Z"):
      switch ByteScanning.word(bytes, at: &position) {
      case "utc", "gmt", "z": parts.offset = 0
      default: return false
      }
    default: return false
    }
    return true
  }

  /// A number with a minimum and maximum count of digits.
  static func number(
    _ bytes: Span<UInt8>, at position: inout Int, digits: ClosedRange<Int>
  ) -> Int? {
    var value = 0
    var count = 0
    while position < bytes.count, count < digits.upperBound, ByteScanning.isDigit(bytes[position]) {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
      count += 1
    }
    return count >= digits.lowerBound ? value : nil
  }

  /// The digits of a fraction without zeros at the end.
  static func fraction(_ bytes: Span<UInt8>, at position: inout Int, most: Int) -> String? {
    var digits: [UInt8] = []
    while position < bytes.count, digits.count < most, ByteScanning.isDigit(bytes[position]) {
      digits.append(bytes[position])
      position += 1
    }
    guard !digits.isEmpty else { return nil }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return String(decoding: digits, as: UTF8.self)
  }

  /// An offset `Z`, `+hh:mm` or `+hhmm` in minutes.
  static func offset(_ bytes: Span<UInt8>, at position: inout Int) -> Int? {
    if ByteScanning.skip(UInt8(ascii: "Z"), bytes, at: &position) { return 0 }
    let isWest = ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position)
    guard isWest || ByteScanning.skip(UInt8(ascii: "+"), bytes, at: &position),
      let hours = number(bytes, at: &position, digits: 2...2)
    else { return nil }
    _ = ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position)
    guard let minutes = number(bytes, at: &position, digits: 2...2), minutes < 60,
      hours * 60 + minutes <= 840
    else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func isWeekday(_ word: String) -> Bool {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return names.contains { $0 == word || $0.prefix(3) == word }
  }
}
