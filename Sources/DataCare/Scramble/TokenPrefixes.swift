/// How long the tokens are that begin with four bytes: most texts are told from tokens by that.
///
/// Few of all places are taken, so that those stand close together and fit in a near cache.
struct TokenPrefixes: Sendable {
  /// So many places there are; prefixes may share one.
  static let count = 1 << 20

  /// Whether a place is taken, a bit for each.
  private var isTaken: [UInt64]
  /// How many places before those of a word are taken.
  private var ranks: [UInt32]
  /// The lengths of the places that are taken.
  private var lengths: [UInt32]

  /// The lengths of all places, a bit for each length from 4 on, the last one for all that are longer.
  init(_ all: [UInt32]) {
    isTaken = [UInt64](repeating: 0, count: Self.count / 64)
    ranks = [UInt32](repeating: 0, count: Self.count / 64)
    lengths = []
    for place in 0..<Self.count {
      if place & 63 == 0 { ranks[place >> 6] = UInt32(lengths.count) }
      guard all[place] != 0 else { continue }
      isTaken[place >> 6] |= 1 << UInt64(place & 63)
      lengths.append(all[place])
    }
  }

  /// The lengths at a place.
  func lengths(at place: Int) -> UInt32 {
    let word = isTaken[place >> 6]
    let bit: UInt64 = 1 << UInt64(place & 63)
    guard word & bit != 0 else { return 0 }
    return lengths[Int(ranks[place >> 6]) + (word & (bit - 1)).nonzeroBitCount]
  }

  /// The bit of a length.
  static func lengthBit(_ count: Int) -> UInt32 {
    1 << UInt32(min(count - PersonalTokens.leastCount, 31))
  }

  /// The place of four bytes.
  static func place(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Int {
    place(UInt32(a) | UInt32(b) << 8 | UInt32(c) << 16 | UInt32(d) << 24)
  }

  /// The place of four bytes, the first one in the lowest bits.
  static func place(_ fourBytes: UInt32) -> Int {
    Int((fourBytes &* 0x9E37_79B1) >> 12)
  }
}
