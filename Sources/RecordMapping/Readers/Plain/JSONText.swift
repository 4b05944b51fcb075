/// A JSON value (RFC 8259), as far as the readers of cells examine it.
enum JSONText: Equatable {
  case object([String: JSONText])
  case array([JSONText])
  case text(String)
  case number(Double)
  case literal

  /// The deepest nesting that is accepted.
  static let deepest = 64

  /// Parses a text; `nil` when it is not JSON, holds a key twice, or is nested too deeply.
  init?(_ text: String) {
    let bytes = text.utf8.span
    var position = 0
    guard let value = Self.value(bytes, at: &position, depth: 0) else { return nil }
    Self.skipSpace(bytes, at: &position)
    guard position == bytes.count else { return nil }
    self = value
  }

  private static func skipSpace(_ bytes: Span<UInt8>, at position: inout Int) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private static func value(
    _ bytes: Span<UInt8>, at position: inout Int, depth: Int
  ) -> JSONText? {
    skipSpace(bytes, at: &position)
    guard position < bytes.count, depth <= deepest else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(bytes, at: &position, depth: depth)
    case UInt8(ascii: "["): return array(bytes, at: &position, depth: depth)
    case UInt8(ascii: "\""): return string(bytes, at: &position).map { .text($0) }
    case UInt8(ascii: "t"): return literal("true", bytes, at: &position)
    case UInt8(ascii: "f"): return literal("false", bytes, at: &position)
    case UInt8(ascii: "n"): return literal("null", bytes, at: &position)
    default: return number(bytes, at: &position)
    }
  }

  private static func literal(
    _ word: String, _ bytes: Span<UInt8>, at position: inout Int
  ) -> JSONText? {
    for byte in word.utf8 where !ByteScanning.skip(byte, bytes, at: &position) { return nil }
    return .literal
  }

  private static func object(
    _ bytes: Span<UInt8>, at position: inout Int, depth: Int
  ) -> JSONText? {
    position += 1
    var members: [String: JSONText] = [:]
    skipSpace(bytes, at: &position)
    if ByteScanning.skip(UInt8(ascii: "}"), bytes, at: &position) { return .object(members) }
    while true {
      skipSpace(bytes, at: &position)
      guard let name = string(bytes, at: &position) else { return nil }
      skipSpace(bytes, at: &position)
      guard ByteScanning.skip(UInt8(ascii: ":"), bytes, at: &position),
        let member = value(bytes, at: &position, depth: depth + 1),
        members.updateValue(member, forKey: name) == nil
      else { return nil }
      skipSpace(bytes, at: &position)
      if ByteScanning.skip(UInt8(ascii: ","), bytes, at: &position) { continue }
      return ByteScanning.skip(UInt8(ascii: "}"), bytes, at: &position) ? .object(members) : nil
    }
  }

  private static func array(
    _ bytes: Span<UInt8>, at position: inout Int, depth: Int
  ) -> JSONText? {
    position += 1
    var items: [JSONText] = []
    skipSpace(bytes, at: &position)
    if ByteScanning.skip(UInt8(ascii: "]"), bytes, at: &position) { return .array(items) }
    while true {
      guard let item = value(bytes, at: &position, depth: depth + 1) else { return nil }
      items.append(item)
      skipSpace(bytes, at: &position)
      if ByteScanning.skip(UInt8(ascii: ","), bytes, at: &position) { continue }
      return ByteScanning.skip(UInt8(ascii: "]"), bytes, at: &position) ? .array(items) : nil
    }
  }

  private static func number(_ bytes: Span<UInt8>, at position: inout Int) -> JSONText? {
    let start = position
    _ = ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position)
    let integer = digits(bytes, at: &position)
    guard integer == 1 || (integer > 1 && bytes[position - integer] != UInt8(ascii: "0")) else {
      return nil
    }
    if ByteScanning.skip(UInt8(ascii: "."), bytes, at: &position) {
      guard digits(bytes, at: &position) > 0 else { return nil }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !ByteScanning.skip(UInt8(ascii: "+"), bytes, at: &position) {
        _ = ByteScanning.skip(UInt8(ascii: "-"), bytes, at: &position)
      }
      guard digits(bytes, at: &position) > 0 else { return nil }
    }
    var lexeme: [UInt8] = []
    for index in start..<position { lexeme.append(bytes[index]) }
    guard let number = Double(String(decoding: lexeme, as: UTF8.self)), number.isFinite else {
      return nil
    }
    return .number(number)
  }

  private static func digits(_ bytes: Span<UInt8>, at position: inout Int) -> Int {
    let start = position
    while position < bytes.count, ByteScanning.isDigit(bytes[position]) { position += 1 }
    return position - start
  }

  /// A string with its quotes; escapes are decoded.
  private static func string(_ bytes: Span<UInt8>, at position: inout Int) -> String? {
    guard ByteScanning.skip(UInt8(ascii: "\""), bytes, at: &position) else { return nil }
    var units: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case 0..<0x20: return nil
      case UInt8(ascii: "\\"):
        guard let decoded = escape(bytes, at: &position) else { return nil }
        units.append(contentsOf: decoded.utf8)
      default: units.append(byte)
      }
    }
    return nil
  }

  private static func escape(_ bytes: Span<UInt8>, at position: inout Int) -> String? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard var unit = hexadecimalUnit(bytes, at: &position) else { return nil }
      if (0xD800..<0xDC00).contains(unit) {
        guard ByteScanning.skip(UInt8(ascii: "\\"), bytes, at: &position),
          ByteScanning.skip(UInt8(ascii: "u"), bytes, at: &position),
          let low = hexadecimalUnit(bytes, at: &position), (0xDC00..<0xE000).contains(low)
        else { return nil }
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
      }
      return Unicode.Scalar(unit).map { String(Character($0)) }
    default: return nil
    }
  }

  private static func hexadecimalUnit(_ bytes: Span<UInt8>, at position: inout Int) -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for _ in 0..<4 {
      let byte = bytes[position]
      position += 1
      if ByteScanning.isDigit(byte) {
        unit = unit * 16 + UInt32(byte - 0x30)
      } else if (byte | 0x20) &- 0x61 < 6 {
        unit = unit * 16 + UInt32((byte | 0x20) - 0x61 + 10)
      } else {
        return nil
      }
    }
    return unit
  }
}
