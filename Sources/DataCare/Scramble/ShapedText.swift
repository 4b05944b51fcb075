/// A text as a row of characters, each of which can be replaced by another of its class.
///
/// Letters become letters of their script and case, digits digits. All others stand for themselves.
enum ShapedText {
  /// The characters that a character may be replaced by: consecutive ones.
  struct Class {
    var first: UInt32
    var count: Int

    static func range(first: UInt32, count: Int) -> Class { Class(first: first, count: count) }
  }

  /// The class of a character; `nil` for one that stands for itself.
  static func characters(like scalar: Unicode.Scalar) -> Class? {
    switch scalar.value {
    case 0x30...0x39: return .range(first: 0x30, count: 10)
    case 0x41...0x5A: return .range(first: 0x41, count: 26)
    case 0x61...0x7A: return .range(first: 0x61, count: 26)
    case ..<0x80: return nil
    case 0x0391...0x03A9: return .range(first: 0x0391, count: 17)
    case 0x03B1...0x03C9: return .range(first: 0x03B1, count: 17)
    case 0x0410...0x042F: return .range(first: 0x0410, count: 32)
    case 0x0430...0x044F: return .range(first: 0x0430, count: 32)
    case 0x05D0...0x05EA: return .range(first: 0x05D0, count: 27)
    case 0x0627...0x063A: return .range(first: 0x0627, count: 20)
    case 0x4E00...0x9FFF: return .range(first: 0x4E00, count: 20_900)
    case 0xAC00...0xD7A3: return .range(first: 0xAC00, count: 11_172)
    default: break
    }
    let properties = scalar.properties
    if properties.numericType == .decimal { return .range(first: 0x30, count: 10) }
    guard properties.isAlphabetic || properties.generalCategory == .nonspacingMark else {
      return nil
    }
    let isLatin = scalar.value < 0x0250
    if properties.isUppercase {
      return isLatin ? .range(first: 0xC0, count: 23) : .range(first: 0x41, count: 26)
    }
    return isLatin ? .range(first: 0xE0, count: 23) : .range(first: 0x61, count: 26)
  }

  /// Whether any character can be replaced.
  static func varies(_ text: String, except literals: [Bool]?) -> Bool {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if literals?[safe: index] != true, characters(like: scalar) != nil { return true }
    }
    return false
  }

  /// Draws a text of the same shape.
  static func draw(
    like text: String, literals: [Bool]?, _ draws: inout KeyedDraws, into made: inout DrawnText
  ) {
    var text = text
    let isDrawn = text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
      draw(like: bytes, literals, &draws, into: &made)
      return true
    }
    if !isDrawn { draw(likeScalarsOf: text, literals, &draws, into: &made) }
  }

  /// The same for ASCII alone, byte by byte.
  private static func draw(
    like bytes: UnsafeBufferPointer<UInt8>, _ literals: [Bool]?, _ draws: inout KeyedDraws,
    into made: inout DrawnText
  ) {
    made.clear()
    var isAfterDigit = false
    for (index, byte) in bytes.enumerated() {
      let (first, count): (UInt8, Int)
      switch byte {
      case 0x30...0x39: (first, count) = (0x30, 10)
      case 0x41...0x5A: (first, count) = (0x41, 26)
      case 0x61...0x7A: (first, count) = (0x61, 26)
      default: (first, count) = (0, 0)
      }
      guard count > 0, literals?[safe: index] != true else {
        made.bytes.append(byte)
        made.drawn.append(UInt8(ascii: " "))
        isAfterDigit = false
        continue
      }
      // A number keeps the count of its digits.
      let isFirst = count == 10 && !isAfterDigit && byte != 0x30
      isAfterDigit = count == 10
      let next =
        isFirst
        ? first + 1 + UInt8(draws.next(below: count - 1)) : first + UInt8(draws.next(below: count))
      made.bytes.append(next)
      made.drawn.append(next | (first == 0x41 ? 0x20 : 0))
    }
  }

  /// The same for all characters.
  static func draw(
    likeScalarsOf text: String, _ literals: [Bool]?, _ draws: inout KeyedDraws,
    into made: inout DrawnText
  ) {
    var result = String.UnicodeScalarView()
    var drawn = String.UnicodeScalarView()
    var isAfterDigit = false
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard literals?[safe: index] != true, let others = characters(like: scalar) else {
        result.append(scalar)
        drawn.append(" ")
        isAfterDigit = false
        continue
      }
      let isDigit = scalar.value >= 0x30 && scalar.value <= 0x39
      // A number keeps the count of its digits.
      let isFirst = isDigit && !isAfterDigit && scalar != "0"
      isAfterDigit = isDigit
      let number =
        isFirst
        ? others.first + 1 + UInt32(draws.next(below: others.count - 1))
        : others.first + UInt32(draws.next(below: others.count))
      let next = Unicode.Scalar(number) ?? "x"
      result.append(next)
      drawn.append(next)
    }
    made.set(String(result), drawn: PersonalTokens.plain(String(drawn)))
  }

  /// The classes of a text's characters: `Aa0` for letters and digits, the rest as it is.
  static func shape(of text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      let bytes = text.utf8.map { Self.shape(of: $0) }
      return String(decoding: bytes, as: UTF8.self)
    }
    var shape = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch characters(like: scalar)?.first {
      case nil: shape.append(scalar)
      case 0x30: shape.append("0")
      case _ where scalar.properties.isUppercase: shape.append("A")
      default: shape.append("a")
      }
    }
    return String(shape)
  }

  /// The class of a character of ASCII.
  static func shape(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: UInt8(ascii: "0")
    case 0x41...0x5A: UInt8(ascii: "A")
    case 0x61...0x7A: UInt8(ascii: "a")
    default: byte
    }
  }

  /// Some characters of the class of another one.
  static func others(than scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    guard let others = characters(like: scalar) else { return [] }
    let count = others.count
    return [1, count / 3, count / 2, count - 2]
      .compactMap { Unicode.Scalar(others.first + UInt32($0)) }.filter { $0 != scalar }
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
