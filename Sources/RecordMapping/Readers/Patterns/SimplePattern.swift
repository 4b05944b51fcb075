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
  init?(_ syntax: PatternSyntax) {
    guard append(syntax), isStraight else { return nil }
  }

  private mutating func append(_ syntax: PatternSyntax) -> Bool {
    switch syntax {
    case .set(let set):
      return append(set, least: 1, most: 1)
    case .sequence(let parts):
      for part in parts where !append(part) { return false }
      return true
    case .repetition(.set(let set), let least, let most):
      return append(set, least: least, most: most ?? .max)
    case .choice, .repetition:
      return false
    }
  }

  private mutating func append(_ set: ScalarSet, least: Int, most: Int) -> Bool {
    guard set.isASCII else { return false }
    var characters = CharacterSet()
    for byte in UInt8(0)..<0x80 where set.contains(Unicode.Scalar(byte)) { characters.insert(byte) }
    elements.append(Element(set: characters, least: least, most: most))
    return true
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
}
