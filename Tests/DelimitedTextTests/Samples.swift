@testable import DelimitedText

/// Texts and bytes for the tests.
enum Samples {
  /// A text in an encoding that has all its characters.
  static func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    func bytes(_ value: UInt32, _ count: Int, isBigEndian: Bool) -> [UInt8] {
      let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
      return isBigEndian ? little.reversed() : little
    }
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian, .utf16BigEndian:
      return text.utf16.flatMap {
        bytes(UInt32($0), 2, isBigEndian: encoding == .utf16BigEndian)
      }
    case .utf32LittleEndian, .utf32BigEndian:
      return text.unicodeScalars.flatMap {
        bytes($0.value, 4, isBigEndian: encoding == .utf32BigEndian)
      }
    default:
      let points = SingleByteTable(encoding)?.codePoints ?? []
      return text.unicodeScalars.map { scalar in
        UInt8(points.firstIndex { UInt32($0) == scalar.value } ?? 0)
      }
    }
  }

  /// A generator of the same numbers every time (Marsaglia's xorshift).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
