/// A regular expression that is a sequence of character classes with counts and never backtracks.
///
/// The patterns of codes are of this kind, `[A-Z0-9][A-Z0-9_-]{0,31}`. They run on every cell, so they
/// are matched byte by byte; any other expression is left to the full engine.
struct SimplePattern: Sendable {
  /// A set of ASCII characters; it never contains others.
  struct CharacterSet: Sendable, Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    mutating func insert(_ byte: UInt8) {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }

    func contains(_ byte: UInt8) -> Bool {
      if byte < 64 { return low & (1 << UInt64(byte)) != 0 }
      return byte < 128 && high & (1 << UInt64(byte - 64)) != 0
    }

    func isDisjoint(with other: CharacterSet) -> Bool {
      low & other.low == 0 && high & other.high == 0
    }
  }

  private struct Element: Sendable {
    var set: CharacterSet
    var least: Int
    var most: Int
  }

  private var elements: [Element] = []

  /// Takes an expression; `nil` when it is not of the simple kind.
  init?(_ expression: String) {
    let bytes = Array(expression.utf8)
    var position = 0
    while position < bytes.count {
      guard let set = Self.set(bytes, at: &position),
        let counts = Self.counts(bytes, at: &position)
      else { return nil }
      elements.append(Element(set: set, least: counts.least, most: counts.most))
    }
    guard isStraight else { return nil }
  }

  /// Whether the whole text matches.
  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(matches)
  }

  /// Whether all of some bytes match.
  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    for element in elements {
      var count = 0
      while count < element.most, position < bytes.count, element.set.contains(bytes[position]) {
        count &+= 1
        position &+= 1
      }
      guard count >= element.least else { return false }
    }
    return position == bytes.count
  }

  /// Whether greedy matching is always right: what may follow an element of variable length shares no
  /// character with it.
  private var isStraight: Bool {
    for (index, element) in elements.enumerated() where element.least < element.most {
      for next in elements[(index + 1)...] {
        guard element.set.isDisjoint(with: next.set) else { return false }
        if next.least > 0 { break }
      }
    }
    return true
  }

  private static func set(_ bytes: [UInt8], at position: inout Int) -> CharacterSet? {
    var set = CharacterSet()
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "["):
      return members(bytes, at: &position)
    case UInt8(ascii: "\\"):
      guard let escaped = escaped(bytes, at: &position) else { return nil }
      set.insert(escaped)
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "|"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "$"), 0x80...:
      return nil
    default:
      set.insert(byte)
    }
    return set
  }

  /// The character that an escape means; `nil` for classes such as `\d`, which go beyond ASCII.
  private static func escaped(_ bytes: [UInt8], at position: inout Int) -> UInt8? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case _ where ByteScanning.isLetter(byte) || ByteScanning.isDigit(byte) || byte >= 0x80:
      return nil
    default: return byte
    }
  }

  private static func members(_ bytes: [UInt8], at position: inout Int) -> CharacterSet? {
    var set = CharacterSet()
    var previous: UInt8?
    guard position < bytes.count, bytes[position] != UInt8(ascii: "^") else { return nil }
    while position < bytes.count {
      var byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "]") { return previous == nil ? nil : set }
      if byte == UInt8(ascii: "-"), let first = previous, position < bytes.count,
        bytes[position] != UInt8(ascii: "]")
      {
        var last = bytes[position]
        position += 1
        // `a-[…]` subtracts characters.
        if last == UInt8(ascii: "[") { return nil }
        if last == UInt8(ascii: "\\") {
          guard let escaped = escaped(bytes, at: &position) else { return nil }
          last = escaped
        }
        guard first <= last, last < 0x80 else { return nil }
        for member in first...last { set.insert(member) }
        continue
      }
      if byte == UInt8(ascii: "[") || byte >= 0x80 { return nil }
      if byte == UInt8(ascii: "\\") {
        guard let escaped = escaped(bytes, at: &position) else { return nil }
        byte = escaped
      }
      set.insert(byte)
      previous = byte
    }
    return nil
  }

  private static func counts(
    _ bytes: [UInt8], at position: inout Int
  ) -> (least: Int, most: Int)? {
    guard position < bytes.count else { return (1, 1) }
    switch bytes[position] {
    case UInt8(ascii: "?"):
      position += 1
      return (0, 1)
    case UInt8(ascii: "*"):
      position += 1
      return (0, .max)
    case UInt8(ascii: "+"):
      position += 1
      return (1, .max)
    case UInt8(ascii: "{"):
      position += 1
      return range(bytes, at: &position)
    default:
      return (1, 1)
    }
  }

  private static func range(
    _ bytes: [UInt8], at position: inout Int
  ) -> (least: Int, most: Int)? {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let parts = bytes[position..<end].split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    position = end + 1
    let numbers = parts.map { Int(String(decoding: $0, as: UTF8.self)) }
    guard let first = numbers.first, let least = first, least >= 0 else { return nil }
    switch parts.count {
    case 1: return (least, least)
    case 2 where parts[1].isEmpty: return (least, .max)
    case 2:
      guard let most = numbers[1], most >= least else { return nil }
      return (least, most)
    default: return nil
    }
  }
}
